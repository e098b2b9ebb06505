"""Two pictures of the same thing, before and after."""
