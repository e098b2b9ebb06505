"""A plain Wagtail: one page model for articles, Wagtail's defaults, a bare template, no cache."""
