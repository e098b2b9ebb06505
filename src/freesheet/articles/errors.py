"""What can go wrong with an article, as a sentence for an editor."""


class ArticleProblem(Exception):
    """Something cannot be done to an article; the message says why, and what to do."""
