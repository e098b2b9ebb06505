"""The press's keys for authors."""


def author(pk: int) -> str:
    """An author: name, portrait, biography, address."""
    return f"author:{pk}"


def name(pk: int) -> str:
    """An author's name alone."""
    return f"author-name:{pk}"


def twin(translation_key: object, locale_id: int) -> str:
    """Whether a person has a page in a language, and which."""
    return f"author-twin:{translation_key}:{locale_id}"


def roll(locale_id: int) -> str:
    """Which authors an edition has."""
    return f"authors:{locale_id}"
