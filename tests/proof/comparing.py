"""What readers find in the store, and what they would find if the whole site were printed afresh."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from unittest.mock import patch
from urllib.parse import unquote

from freesheet.press import recording as remembering
from freesheet.press.addresses import canonical, decoded
from freesheet.press.sheets import accepted
from freesheet.press.store import Store
from freesheet.website.preparing import LOT, prepare
from freesheet.website.sheets import all_addresses, render

Page = tuple[int, tuple[tuple[str, str], ...], bytes]
"""Status, headers, body."""

Site = dict[str, Page]
"""Every page by its decoded address."""

SHOWN_DIFFERENCES = 5
SHOWN_LINES = 24


def stored(store: Store) -> Site:
    """Everything in the store."""
    site: Site = {}
    for address in store.addresses():
        sheet = store.get(address)
        assert sheet is not None, f"the files of {address} are damaged"
        site[unquote(address)] = (sheet.status, tuple(sheet.headers), sheet.body)
    return site


def fresh() -> Site:
    """Every page that an empty store would get now."""
    return dict(_freshly(list(dict.fromkeys(all_addresses()))))


def is_wrong(found: Site, doubtful: Iterable[str]) -> bool:
    """Whether anything differs from a fresh rendering; sooner known where it is one of the ``doubtful`` addresses."""
    addresses = {decoded(canonical(address)): address for address in all_addresses()}
    first = [addresses.pop(address) for address in doubtful if address in addresses]
    seen = 0
    for address, page in _freshly([*first, *addresses.values()]):
        seen += 1
        if found.get(address) != page:
            return True
    return seen != len(found)


def _freshly(addresses: Sequence[str]) -> Iterator[tuple[str, Page]]:
    """Pages with their decoded addresses, made as the press makes many, with nothing remembered before."""
    # What the press remembers is kept apart: it is the press's to forget.
    with patch.object(remembering, "_remembered", OrderedDict()):
        for start in range(0, len(addresses), LOT):
            lot = addresses[start : start + LOT]
            prepare(lot)
            for address in lot:
                with remembering.recording():
                    sheet = render(address)
                if sheet is not None:
                    yield decoded(canonical(address)), (sheet.status, accepted(sheet), sheet.body)


def differences(found: Site, expected: Site) -> list[str]:
    """A sentence, and where it helps the lines, for each page that is not as it should be."""
    missing = [f"{address} is missing" for address in sorted(expected.keys() - found.keys())]
    extra = [f"{address} is there still ({found[address][0]})" for address in sorted(found.keys() - expected.keys())]
    stale = sorted(address for address in expected.keys() & found.keys() if expected[address] != found[address])
    shown = ["\n".join(_stale(address, found[address], expected[address])) for address in stale[:SHOWN_DIFFERENCES]]
    further = [f"and {len(stale) - len(shown)} more that are stale"] if len(stale) > len(shown) else []
    return [*missing, *extra, *shown, *further]


def _stale(address: str, found: Page, expected: Page) -> Iterator[str]:
    yield f"{address} is stale (- in the store, + as it should be):"
    if found[:2] != expected[:2]:
        yield f"- {found[:2]}"
        yield f"+ {expected[:2]}"
    old, new = (page[2].decode("utf-8", "replace").splitlines() for page in (found, expected))
    lines = list(unified_diff(old, new, lineterm="", n=0))[2:]
    yield from (line[:400] for line in lines[:SHOWN_LINES])
