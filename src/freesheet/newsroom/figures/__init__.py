"""Figures about gifts for who asks for them, and thanks by hand."""
