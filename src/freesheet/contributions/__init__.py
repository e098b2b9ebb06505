"""Gifts and who gives them: what is asked, how money comes and goes, the books that say so, and the letters."""
