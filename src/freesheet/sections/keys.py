"""The press's keys for sections, series and tags."""


def section(pk: int) -> str:
    """A section as its articles show it: name and address."""
    return f"section:{pk}"


def opinion(pk: int) -> str:
    """Whether the columns of a section are opinion unless they say otherwise."""
    return f"section-opinion:{pk}"


def menu(locale_id: int) -> str:
    """Which sections an edition has, and in what order."""
    return f"menu:{locale_id}"


def series(pk: int) -> str:
    """A series as its articles show it: name and address."""
    return f"series:{pk}"


def series_twin(translation_key: object, locale_id: int) -> str:
    """Which page a series has in a language."""
    return f"series-twin:{translation_key}:{locale_id}"


def tag(pk: int) -> str:
    """A tag itself."""
    return f"tag:{pk}"
