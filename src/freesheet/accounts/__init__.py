"""People who log in to the newsroom."""
