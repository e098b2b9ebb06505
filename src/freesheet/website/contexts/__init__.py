"""What a theme is given: one dataclass for each kind of page. They are the theme's contract."""
