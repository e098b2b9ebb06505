"""A made-up newspaper of any size, the same at every run: for us, for Hugo, and for a plain Wagtail."""
