"""What the settings may say of a CDN."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from freesheet.press.purging.kinds import kind, kinds

MOST_CACHES = 20
LONGEST = 200
"""Characters of an address."""

_CACHE = re.compile(r"https?://(?:[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/?")


def _has_place(address: str) -> bool:
    if len(address) > LONGEST or not _CACHE.fullmatch(address):
        return False
    try:
        port = urlsplit(address).port
    except ValueError:
        return False
    return port is None or port > 0


def cdn(value: str) -> str:
    """What is wrong with the kind of CDN; empty if nothing is."""
    return "" if not value or value in kinds() else f"is {value}, which is not one of {', '.join(kinds())}"


def zone(value: str) -> str:
    """What is wrong with the name of a zone or service."""
    return "" if re.fullmatch("[0-9A-Za-z]{0,64}", value) else "must be letters and digits, as the CDN shows it"


def caches(value: list[Any]) -> str:
    """What is wrong with the addresses of caches."""
    if len(value) > MOST_CACHES:
        return f"names more than {MOST_CACHES}"
    for address in value:
        if not isinstance(address, str) or not _has_place(address):
            return "must be like http://127.0.0.1:6081 each, with nothing after the port"
    return "names an address twice" if len({address.rstrip("/") for address in value}) < len(value) else ""


def complaints(values: dict[str, Any]) -> list[str]:
    """What the kind of CDN asks for and is not there, or the other way round: a sentence each."""
    name, place, addresses = (values.get(key) for key in ("cdn", "cdn_zone", "cdn_addresses"))
    if not name:
        return [f"“{key}” is set, but “cdn” is not." for key in ("cdn_zone", "cdn_addresses") if values.get(key)]
    found = []
    if kind(name).NEEDS_ZONE and not place:
        found.append(f"“cdn_zone” must be set where “cdn” is {name}.")
    if place and not kind(name).NEEDS_ZONE:
        found.append(f"“cdn_zone” means nothing where “cdn” is {name}.")
    if kind(name).NEEDS_ADDRESSES and not addresses:
        found.append(f"“cdn_addresses” must name a cache where “cdn” is {name}.")
    if not kind(name).NEEDS_ADDRESSES and len(addresses or ()) > 1:
        found.append(f"“cdn_addresses” may name one address, or none, where “cdn” is {name}.")
    return found
