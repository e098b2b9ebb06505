"""What can go wrong with accounts, told to the person who manages them."""


class StaffProblem(Exception):
    """An account could not be made. The message says why."""
