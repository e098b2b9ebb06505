"""What we are measured against: a bare Granian application, a plain Wagtail, a Hugo site."""
