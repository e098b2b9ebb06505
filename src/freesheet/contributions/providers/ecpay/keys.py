"""The keys of the paper's account with ECPay: a file of their own, and not in the settings, which people show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem

MOST_CHARACTERS = 1000

_LINE = re.compile(r"\s*(MerchantID|HashKey|HashIV|CreditCheckCode)\s*(?:[:=]|\s)\s*([A-Za-z0-9]{4,32})\s*")

TEST_MERCHANTS = frozenset({"2000132", "2000214", "3002599", "3002607"})
"""Those of which ECPay has published the keys: no money moves. https://developers.ecpay.com.tw/?p=2856"""

LIVE, STAGE = "https://payment.ecpay.com.tw", "https://payment-stage.ecpay.com.tw"


@dataclass(frozen=True, repr=False)
class Keys:
    """Who we are at ECPay, and what our requests and its messages are signed with."""

    merchant: str
    key: str
    iv: str
    check_code: str = ""
    """With which single card payments are looked up; without it, nobody can see or send what goes back."""

    @property
    def live(self) -> bool:
        """Whether money moves."""
        return self.merchant not in TEST_MERCHANTS

    @property
    def origin(self) -> str:
        """Where ECPay's pages lie."""
        return LIVE if self.live else STAGE


def key_file(root: Path) -> Path:
    """Where they are, in the publication's folder."""
    return root / "keys" / "ecpay.key"


def read(root: Path) -> Keys:
    """The keys of a publication's folder.

    Raises:
        ProviderProblem: they are missing, cannot be read, or are none. The message never repeats them.
    """
    path = key_file(root)
    try:
        with path.open(encoding="ascii") as file:
            text = file.read(MOST_CHARACTERS + 1)
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no text"
        raise ProviderProblem(_("ECPay’s keys cannot be read from %(path)s (%(why)s)."), path=path, why=why) from None
    lines = [_LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
    found = {line[1]: line[2] for line in lines if line is not None}
    whole = {"MerchantID", "HashKey", "HashIV"} <= found.keys() and len(found) == len(lines)
    if not whole or len(text) > MOST_CHARACTERS:
        raise ProviderProblem(
            _(
                "What is in %(path)s are no keys of ECPay: put there the lines MerchantID, HashKey, HashIV and"
                " CreditCheckCode, each with what ECPay gave you behind a colon, and nothing else."
            ),
            path=path,
        )
    return Keys(found["MerchantID"], found["HashKey"], found["HashIV"], found.get("CreditCheckCode", ""))


def complaints(root: Path, *, for_readers: bool) -> Iterator[str]:
    """What is wrong with the keys, a sentence each. ``for_readers``: the paper is one that others can reach."""
    path = key_file(root)
    try:
        keys = read(root)
    except ProviderProblem as problem:
        yield str(problem)
        return
    if path.stat().st_mode & 0o077:
        yield f"Others may read the key file {path}. Run: chmod 600 {path}"
    if for_readers and not keys.live:
        yield f"The keys in {path} are those with which everybody tries ECPay: no money moves. Put your own there."
    if keys.live and not keys.check_code:
        yield f"In {path} the line CreditCheckCode is missing: without it no gift by ECPay can be given back from here."
