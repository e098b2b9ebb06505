"""What can go wrong with a plan, told to the person who makes it."""


class PlanningProblem(Exception):
    """Something that was planned cannot be done so. The message says why."""
