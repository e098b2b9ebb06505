"""What can go wrong with serving, told to the person who runs the server."""


class ServerProblem(Exception):
    """The publication cannot be served. The message says why, and what to do."""
