"""What just happened in a running story, entry by entry."""
