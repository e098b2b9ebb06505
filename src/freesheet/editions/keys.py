"""The press's keys for editions."""

FRONTS = "fronts"
"""Which editions there are."""

SITEMAP = "sitemap"
"""Which parts the sitemap has, and when each changed."""


SITEMAP = "sitemap"
"""Which pages there are, where they lie, and when each was last changed."""


def publication(locale_id: int) -> str:
    """What the outlet says of itself around every page of a language, and its style sheet."""
    return f"publication:{locale_id}"


def channel(locale_id: int) -> str:
    """What the outlet says of itself in the feeds of a language."""
    return f"publication-channel:{locale_id}"


def appeal(locale_id: int) -> str:
    """The appeal for support in a language."""
    return f"publication-appeal:{locale_id}"


def mark(locale_id: int) -> str:
    """The letter and the colour by which browsers mark the outlet."""
    return f"publication-mark:{locale_id}"


def slots(pk: int) -> str:
    """What the editor set on a front page."""
    return f"slots:{pk}"


def translations(translation_key: object) -> str:
    """Which translations of a page there are, and where they lie."""
    return f"translations:{translation_key}"


def linked(pk: int) -> str:
    """Where a link to a page leads."""
    return f"link:{pk}"


def page(pk: int) -> str:
    """What a page that is no article says on its own address and nowhere else."""
    return f"page:{pk}"


def roles(locale_id: int) -> str:
    """Which pages of an edition tell about the outlet, and where they lie."""
    return f"roles:{locale_id}"


def sitemap(number: int) -> str:
    """A part of the sitemap: which pages are in it, where they lie, when they changed, and their translations."""
    return f"sitemap:{number}"
