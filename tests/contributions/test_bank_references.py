"""References of transfers: whatever people and banks do to one, it means its own gift or none."""

from __future__ import annotations

import string

from hypothesis import assume, given
from hypothesis import strategies as st

from freesheet.contributions.providers.bank.references import found_in, printed, reference_for
from freesheet.lib.check_digits import checked, holds, is_bic, is_iban

KEYS = st.text(string.ascii_letters, min_size=1, max_size=20)
NOISE = st.text(st.characters(exclude_categories=["Cs", "Nd", "Nl", "No"]), max_size=40).filter(
    lambda text: not {*text.upper()} & {*"OIL"}
)


def test_check_digits_are_those_of_the_standard() -> None:
    assert checked("RF", "539007547034") == "RF18539007547034"
    for good in ("DE89370400440532013000", "GB82WEST12345698765432", "PK36SCBL0000001123456702"):
        assert holds(good)
        assert is_iban(good)
    assert holds("RF18539007547034")
    assert not is_iban("DE89370400440532013001")
    assert not is_iban("DE89")
    assert [is_bic(each) for each in ("COBADEFF", "COBADEFFXXX", "COBADEF", "cobadeff")] == [True, True, False, False]


@given(KEYS, st.integers(0, 3))
def test_a_reference_is_always_the_same_short_and_without_letters_that_look_like_digits(key: str, number: int) -> None:
    reference = reference_for(key, number)
    assert reference == reference_for(key, number)
    assert reference != reference_for(key, number + 1)
    assert len(reference) == 14
    assert reference[:2] == "RF"
    assert reference[2:].isdecimal()
    assert holds(reference)


@given(KEYS, NOISE, NOISE, st.data())
def test_a_reference_is_found_however_it_was_written(key: str, before: str, after: str, data: st.DataObject) -> None:
    reference = reference_for(key)
    gaps = data.draw(
        st.lists(st.sampled_from(["", "", " ", "  ", "-", "\n", ".", "/", "\u00a0"]), min_size=14, max_size=14)
    )
    written = "".join(mark + gap for mark, gap in zip(reference, gaps, strict=True))
    if data.draw(st.booleans()):
        written = written.lower()
    if data.draw(st.booleans()):
        written = written.replace("0", data.draw(st.sampled_from("Oo"))).replace("1", data.draw(st.sampled_from("IlL")))
    if data.draw(st.booleans()):
        written = written[next(at for at, mark in enumerate(written) if mark.upper() == "F") + 1 :]
    digits = data.draw(st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]))
    written = written.translate({ord(plain): own for plain, own in zip("0123456789", digits, strict=True)})
    assert reference in found_in(f"{before} {written} {after}")


@given(KEYS, st.integers(2, 13), st.sampled_from("0123456789"))
def test_a_wrong_digit_is_no_reference(key: str, at: int, digit: str) -> None:
    reference = reference_for(key)
    assume(reference[at] != digit)
    assert not found_in(reference[:at] + digit + reference[at + 1 :])


@given(KEYS, st.integers(2, 13), st.integers(2, 13))
def test_two_digits_that_are_swapped_are_no_reference(key: str, one: int, other: int) -> None:
    marks = list(reference_for(key))
    assume(marks[one] != marks[other])
    marks[one], marks[other] = marks[other], marks[one]
    assert not found_in("".join(marks))
    assert not found_in(printed("".join(marks)))


@given(KEYS, st.integers(2, 13), st.integers(1, 4))
def test_a_reference_of_which_some_is_missing_is_none(key: str, at: int, many: int) -> None:
    reference = reference_for(key)
    assert not found_in(reference[:at] + reference[at + many :])


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(holds(each) for each in found_in(text))
    assert len(found_in(text * 1000)) < 5000
