"""Questions about what is planned."""
