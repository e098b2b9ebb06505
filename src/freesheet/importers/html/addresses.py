"""Addresses found in foreign HTML: only those that cannot harm, and absolute where that is possible."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 2000
"""Characters. Longer addresses are no addresses of an article."""

_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What no address holds as it stands (RFC 3986, section 2), other than letters of any script.
_UNWRITTEN = re.compile(r"[\s\x00-\x20\x7f\"<>\\^`{|}]")
_IGNORED = re.compile(r"[\t\n\r]")
_EDGES = "".join(chr(number) for number in range(0x21))
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic)$", re.IGNORECASE)


def safe_address(address: str, base_url: str = "", schemes: set[str] | None = None) -> str:
    """``address`` as a link may carry it, or an empty string.

    Relative addresses are joined to ``base_url``; without one, only those from the site's root are kept. Spaces
    and control characters are read as browsers read them (https://url.spec.whatwg.org/#concept-basic-url-parser),
    so that ``java\\nscript:`` does not pass.
    """
    address = _IGNORED.sub("", address.strip(_EDGES))
    if not address or len(address) > LONGEST or address.startswith("#"):
        return ""
    if not _SCHEME.match(address):
        address = _absolute(address.replace("\\", "/"), base_url)
    found = _SCHEME.match(address)
    if found is None:
        return address if address.startswith("/") and not address.startswith("//") else ""
    if found[1].lower() not in (schemes or _SCHEMES):
        return ""
    if found[1].lower() in ("http", "https") and not _host(address):
        return ""
    return _UNWRITTEN.sub(lambda found: quote(found[0], safe=""), address)


def _absolute(address: str, base_url: str) -> str:
    if base_url:
        try:
            return urljoin(base_url, address)
        except ValueError:
            return ""
    return f"https:{address}" if address.startswith("//") else address


def web_address(address: str, base_url: str = "") -> str:
    """``address`` if it is, or becomes with ``base_url``, an absolute one on the web; else an empty string."""
    found = safe_address(address, base_url, {"http", "https"})
    return found if _SCHEME.match(found) else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """The host of an address, in lower case and without ``www.``."""
    return _host(address).lower().removeprefix("www.")


def is_picture(address: str) -> bool:
    """Whether the address is that of a picture, by its ending."""
    try:
        return PICTURE.search(urlsplit(address).path) is not None
    except ValueError:
        return False
