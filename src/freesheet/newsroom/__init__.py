"""What editors see: Wagtail's own admin, with the newsroom's name on it."""
