"""Writing the newsletter, looking at it, and sending it."""
