"""The press's keys for pictures."""


def image(pk: int) -> str:
    """A picture: its file, its focal point and its words."""
    return f"image:{pk}"


def document(pk: int) -> str:
    """Where a document lies."""
    return f"document:{pk}"
