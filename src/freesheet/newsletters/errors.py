"""What can go wrong with newsletters, told to whom it concerns."""


class NewsletterProblem(Exception):
    """A letter cannot be written or sent so. The message is a sentence for the newsroom."""
