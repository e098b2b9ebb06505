"""Words of the article itself, set large beside it."""
