"""The editions of a publication: one tree of pages per language, and what the outlet says of itself in each."""
