"""What can go wrong with bringing two versions together, told to the editor."""


class TogetherProblem(Exception):
    """Two versions could not be brought together. The message says why."""
