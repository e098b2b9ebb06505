"""The press's keys for pictures, documents, films and sounds."""


def image(pk: int) -> str:
    """A picture: its file, its focal point and its words."""
    return f"image:{pk}"


def document(pk: int) -> str:
    """Where a document lies."""
    return f"document:{pk}"


def recording(pk: int) -> str:
    """A film or a sound: its file, its words, its captions, chapters and transcripts."""
    return f"recording:{pk}"
