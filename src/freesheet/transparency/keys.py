"""The press's keys for corrections."""


def of_article(pk: int) -> str:
    """Which corrections stand on an article, and what they say."""
    return f"corrections:article:{pk}"


def newest(locale_id: int) -> str:
    """The newest corrections of an edition: those on the list's own address, and those in its feed."""
    return f"corrections:newest:{locale_id}"


def older(locale_id: int, number: int) -> str:
    """The corrections on older page ``number`` of an edition's list."""
    return f"corrections:older:{locale_id}:{number}"
