"""What can go wrong with corrections, told to the editor."""


class CorrectionProblem(Exception):
    """A correction could not be made or withdrawn. The message says why."""
