"""The press's keys for related articles."""


def related(pk: int) -> str:
    """Which articles are set beside an article, and in what order."""
    return f"related:{pk}"
