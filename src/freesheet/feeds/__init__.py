"""RSS and sitemaps, from plain data."""
