"""What counts as a change of substance."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−⁓〜～", "-"),
    }
)


def substance(headline: str, standfirst: str, body: Iterable[str]) -> str:
    """What an article says, without how it is set: two texts that differ here say something else.

    Left aside are white space, marks that are not seen, widths and ligatures (NFKC), and kinds of quotation marks and
    dashes. Everything else counts: a comma or a decimal point can turn a sentence round.

    ``body`` is the plain text of each block, as ``articles.spoken.all_said`` gives it; entities may stand in it.

    >>> substance("The “box”", "", ["Tea &amp; salt"]) == substance("The \\"box\\"", "", ["Tea & ", "salt"])
    True
    """
    text = unicodedata.normalize("NFKC", html.unescape("\n".join([headline, standfirst, *body])))
    kept = (mark for mark in text if not mark.isspace() and unicodedata.category(mark) not in ("Cf", "Cc"))
    return "".join(kept).translate(_ALIKE)
