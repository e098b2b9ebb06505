"""How long the newsroom's own screens take, beside Wagtail's listing of pages."""
