"""What somebody looks with, in words that they know."""

from __future__ import annotations

LONGEST = 60

# The order matters: each claims to be those that come after it.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """The browser and the machine of a ``User-Agent``; what names neither is told as it came.

    >>> browser("Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604.1")
    'Safari, iPhone'
    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/156.0 Safari/537 Edg/156.0")
    'Edge, Windows'
    >>> browser("curl/8.4")
    'curl/8.4'
    """
    found = [next((name for mark, name in known if mark in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or agent[:LONGEST]
