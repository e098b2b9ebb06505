"""The press's keys for sections and tags."""


def section(pk: int) -> str:
    """A section as its articles show it: name and address."""
    return f"section:{pk}"


def menu(locale_id: int) -> str:
    """Which sections an edition has, and in what order."""
    return f"menu:{locale_id}"


def tag(pk: int) -> str:
    """A tag itself."""
    return f"tag:{pk}"
