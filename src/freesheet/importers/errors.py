"""What can go wrong with an import, told to the person who runs it."""


class ImportProblem(Exception):
    """A source could not be read. The message is a sentence for an editor."""
