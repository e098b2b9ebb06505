"""Two people in one page: what each has written is brought together, and nothing is lost where it cannot be."""
