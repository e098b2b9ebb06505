"""The press's keys for sections and tags."""


def section(pk: int) -> str:
    """A section as its articles show it: name and address."""
    return f"section:{pk}"


def opinion(pk: int) -> str:
    """Whether the columns of a section are opinion unless they say otherwise."""
    return f"section-opinion:{pk}"


def menu(locale_id: int) -> str:
    """Which sections an edition has, and in what order."""
    return f"menu:{locale_id}"


def tag(pk: int) -> str:
    """A tag itself."""
    return f"tag:{pk}"
