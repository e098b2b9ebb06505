"""References that who gives writes on a transfer, and finding them in what a statement says.

A creditor reference by ISO 11649: RF, two check digits, and here ten digits. MOD 97-10 over digits alone finds every
digit that is wrong and every two that are swapped; with letters among them it would not.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.crypto import salted_hmac

from freesheet.lib.check_digits import checked, holds, in_fours

START = "RF"
DIGITS = 10
"""Of a reference, besides its check digits."""

LONGEST_TEXT = 5000
"""Characters of a remittance text that are looked at."""

_LIKE_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MAY_BE = re.compile(rf"(?=([0-9]{{{DIGITS + 2}}}))")


def reference_for(key: str, number: int = 0) -> str:
    """The reference of a gift with that key; the next one by ``number``, where another gift has it.

    It does not tell how many gifts there are.
    """
    digest = int(salted_hmac("freesheet.bank.reference", f"{key}:{number}", algorithm="sha256").hexdigest(), 16)
    first, others = 1 + digest % 9, digest // 9 % 10 ** (DIGITS - 1)
    return checked(START, f"{first}{others:0{DIGITS - 1}}")


def printed(reference: str) -> str:
    """In groups of four, as it is read aloud and typed. What we put behind a slash is not the bank's.

    >>> printed("RF565390075470"), printed("RF565390075470/15")
    ('RF56 5390 0754 70', 'RF56 5390 0754 70/15')
    """
    banks, slash, ours = reference.partition("/")
    return f"{in_fours(banks)}{slash}{ours}"


def found_in(text: str) -> frozenset[str]:
    """Every reference that may be meant in a text: with spaces, signs or line breaks in it, in any script's digits,
    in small letters, with O for 0, or without its RF.

    >>> sorted(found_in("Spende rf56-5390 0754\\n7O thank you")), sorted(found_in("RF65 5390 0754 70"))
    (['RF565390075470'], [])
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).upper().replace("ı", "I")
    digits = "".join(str(unicodedata.decimal(mark, mark)) for mark in plain if mark.isalnum())
    run = digits.translate(_LIKE_DIGITS)
    maybe = (f"{START}{window}" for window in _MAY_BE.findall(run))
    return frozenset(each for each in maybe if each[4] != "0" and holds(each))
