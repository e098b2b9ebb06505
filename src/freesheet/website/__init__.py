"""What readers see: addresses, views, and the contexts that themes print."""
