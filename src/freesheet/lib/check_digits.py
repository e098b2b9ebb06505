"""Check digits by ISO 7064 MOD 97-10, as IBANs (ISO 13616) and creditor references (ISO 11649) have them."""

from __future__ import annotations

import re

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def _rest(text: str) -> int:
    """Of Latin letters and digits, each letter taken as two digits (A is 10), divided by 97."""
    return int("".join(str(int(mark, 36)) for mark in text)) % 97


def checked(start: str, body: str) -> str:
    """``start`` (two letters), two check digits and ``body``.

    >>> checked("RF", "539007547034")
    'RF18539007547034'
    """
    return f"{start}{98 - _rest(f'{body}{start}00'):02}{body}"


def holds(text: str) -> bool:
    """Whether the third and fourth sign of ``text``, Latin capitals and digits, are its check digits."""
    # The numbers of check digits are 02 to 98: 00, 01 and 99 leave the same rest as another one.
    return "02" <= text[2:4] <= "98" and _rest(text[4:] + text[:4]) == 1


def is_iban(text: str) -> bool:
    """Whether it is an IBAN, in capitals and without spaces: its form and its check digits.

    >>> is_iban("DE89370400440532013000"), is_iban("DE98370400440532013000")
    (True, False)
    """
    return bool(_IBAN.fullmatch(text)) and holds(text)


def is_bic(text: str) -> bool:
    """Whether it has the form of a BIC (ISO 9362), in capitals."""
    return bool(_BIC.fullmatch(text))


def in_fours(text: str) -> str:
    """In groups of four, as IBANs and references are printed.

    >>> in_fours("RF18539007547034")
    'RF18 5390 0754 7034'
    """
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
