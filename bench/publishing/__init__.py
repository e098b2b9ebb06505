"""How long after an edit its article, its front page and its feed show it, beside plain Wagtail's own publishing."""
