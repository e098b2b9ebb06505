"""Giving: what readers are asked, the form with which they answer, and the page of their gift. None of it is stored."""
