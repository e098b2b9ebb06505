"""What readers can do about what they have read."""
