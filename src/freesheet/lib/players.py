"""Who else shows films and sounds, and the address of each one's player: the only hosts that a page may ever frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

Find = Callable[[SplitResult, dict[str, list[str]]], str]
"""Given an address and its query, that of the player without its host; empty if it names nothing to play."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Player:
    """Something to play elsewhere. ``name`` is what readers know the site by, ``company`` who is behind it.

    ``host`` is where the player lies; ``url`` its address; ``watch`` where the same can be seen on the site itself.
    """

    name: str
    company: str
    host: str
    url: str
    watch: str
    sound: bool = False
    """Whether there is nothing to be seen: a low frame will do."""


@dataclass(frozen=True)
class _Site:
    name: str
    company: str
    host: str
    find: Find
    sound: bool = False


def _part(parts: SplitResult, *before: str) -> str:
    """The piece of the path after one of ``before``, where it is an id."""
    pieces = [piece for piece in parts.path.split("/") if piece]
    for place, piece in enumerate(pieces[:-1]):
        if piece in before and _ID.fullmatch(pieces[place + 1]):
            return pieces[place + 1]
    return ""


def _start(asked: dict[str, list[str]]) -> str:
    """Seconds from the beginning, where an address says so."""
    found = re.fullmatch(r"(\d{1,5})s?", (asked.get("t") or asked.get("start") or [""])[0])
    return found[1] if found else ""


def _youtube(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    last = parts.path.strip("/")
    short = last if (parts.hostname or "").endswith("youtu.be") and _ID.fullmatch(last) else ""
    video = short or (asked.get("v") or [""])[0] or _part(parts, "embed", "shorts", "live", "v")
    if not _ID.fullmatch(video):
        return ""
    start = _start(asked)
    return f"/embed/{video}?autoplay=1{f'&start={start}' if start else ''}"


def _vimeo(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    numbers = [piece for piece in parts.path.split("/") if piece.isascii() and piece.isdecimal()]
    if not numbers:
        return ""
    # What is unlisted has a word after its number.
    after = parts.path.partition(numbers[-1])[2].strip("/")
    word = (asked.get("h") or [after])[0]
    return f"/video/{numbers[-1]}?autoplay=1&dnt=1{f'&h={word}' if re.fullmatch('[0-9a-f]{6,20}', word) else ''}"


def _dailymotion(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    video = _part(parts, "video") or (asked.get("video") or [""])[0]
    video = video or (parts.path.strip("/") if parts.hostname == "dai.ly" else "")
    return f"/player.html?video={video}" if _ID.fullmatch(video) else ""


def _peertube(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    video = _part(parts, "w", "watch", "embed")
    start = _start(asked)
    return f"/videos/embed/{video}?autoplay=1&p2p=0{f'&start={start}' if start else ''}" if video else ""


def _archive(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    found = re.fullmatch(r"/(?:details|embed)/([A-Za-z0-9._-]{1,100})(?:/.*)?", parts.path)
    return f"/embed/{found[1]}" if found else ""


def _bilibili(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    video = _part(parts, "video") or (asked.get("bvid") or [""])[0]
    return f"/player.html?bvid={video}&danmaku=0" if re.fullmatch("BV[A-Za-z0-9]{10}", video) else ""


def _soundcloud(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    if not re.fullmatch(r"(?:/[A-Za-z0-9_-]{1,100}){2,4}/?", parts.path):
        return ""
    return f"/player/?url={quote(f'https://soundcloud.com{parts.path}', safe='')}&auto_play=true"


def _spotify(parts: SplitResult, asked: dict[str, list[str]]) -> str:
    kinds = "episode|show|track|album|playlist"
    found = re.fullmatch(rf"(?:/intl-\w+|/embed)?/({kinds})/([A-Za-z0-9]{{10,40}})", parts.path)
    return f"/embed/{found[1]}/{found[2]}" if found else ""


_YOUTUBE = _Site("YouTube", "Google", "www.youtube-nocookie.com", _youtube)
_VIMEO = _Site("Vimeo", "Vimeo", "player.vimeo.com", _vimeo)
_BILIBILI = _Site("Bilibili", "Bilibili", "player.bilibili.com", _bilibili)
_DAILYMOTION = _Site("Dailymotion", "Dailymotion", "geo.dailymotion.com", _dailymotion)
_SPOTIFY = _Site("Spotify", "Spotify", "open.spotify.com", _spotify, sound=True)
SITES: dict[str, _Site] = {
    "youtube.com": _YOUTUBE,
    "youtube-nocookie.com": _YOUTUBE,
    "youtu.be": _YOUTUBE,
    "vimeo.com": _VIMEO,
    "player.vimeo.com": _VIMEO,
    "dailymotion.com": _DAILYMOTION,
    "geo.dailymotion.com": _DAILYMOTION,
    "dai.ly": _DAILYMOTION,
    "archive.org": _Site("Internet Archive", "Internet Archive", "archive.org", _archive),
    "bilibili.com": _BILIBILI,
    "player.bilibili.com": _BILIBILI,
    "framatube.org": _Site("Framatube", "Framasoft", "framatube.org", _peertube),
    "video.blender.org": _Site("Blender Video", "Blender Foundation", "video.blender.org", _peertube),
    "tilvids.com": _Site("TILvids", "TILvids", "tilvids.com", _peertube),
    "peertube.tv": _Site("PeerTube.TV", "PeerTube.TV", "peertube.tv", _peertube),
    "soundcloud.com": _Site("SoundCloud", "SoundCloud", "w.soundcloud.com", _soundcloud, sound=True),
    "open.spotify.com": _SPOTIFY,
}
"""Sites by the host of their addresses, without ``www.`` and ``m.``. To add one, add a line, and a test of its form."""


def player_of(address: str) -> Player | None:
    """The player of what lies at an address; None where the site is not on the list, or nothing there can be played."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        plain = parts.scheme in ("http", "https") and parts.port in (None, 80, 443) and not parts.username
    except ValueError:
        return None
    site = SITES.get(host) if plain else None
    found = site.find(parts, parse_qs(parts.query)) if site else ""
    if site is None or not found:
        return None
    return Player(site.name, site.company, site.host, f"https://{site.host}{found}", address.strip(), site.sound)
