"""Bringing in what was published elsewhere: a folder for each source, and one way of filing."""
