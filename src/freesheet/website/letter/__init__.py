"""Readers' pages of the newsletter: asking for it, confirming that, and leaving."""
