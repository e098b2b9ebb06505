"""Things that lie elsewhere: a reader gets a link to them, and nothing is loaded unasked."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from freesheet.importers.html.addresses import host_of, web_address
from freesheet.importers.html.atoms import Atom, line_of, links_in
from freesheet.importers.html.pieces import Paragraph, Piece, leftover
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import Walk
from freesheet.importers.manuscripts import Block

PROVIDERS = {
    "amazon.com", "animoto.com", "anchor.fm", "bsky.app", "canva.com", "crowdsignal.com", "dailymotion.com", "dai.ly",
    "datawrapper.de", "datawrapper.dwcdn.net", "documentcloud.org", "facebook.com", "fb.watch", "flickr.com", "flic.kr",
    "flourish.studio", "giphy.com", "imgur.com", "instagram.com", "issuu.com", "kickstarter.com", "mixcloud.com",
    "open.spotify.com", "pinterest.com", "pocketcasts.com", "polldaddy.com", "reddit.com", "reverbnation.com",
    "rumble.com", "screencast.com", "scribd.com", "slideshare.net", "soundcloud.com", "speakerdeck.com",
    "storymaps.arcgis.com", "ted.com", "threads.net", "tiktok.com", "tumblr.com", "twitter.com", "videopress.com",
    "vimeo.com", "wordpress.tv", "wolframcloud.com", "x.com", "youtu.be", "youtube.com",
}  # fmt: skip
"""Hosts whose address on a line of its own stands for what lies there, as WordPress has it."""

_NAMES = {"movie", "src", "url"}
_BARE = re.compile(r"https?://[^\s<>\"]+")
_IDLE_TITLES = re.compile(r"player|embed|iframe|youtube|vimeo", re.IGNORECASE)
_POSTS = {
    "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed",
    "reddit-embed-bq", "reddit-card", "text-post-media", "fb-xfbml-parse-ignore", "imgur-embed-pub",
    "wp-embedded-content",
}  # fmt: skip


def embed(address: str, caption: str = "") -> Block:
    """A place for what lies at ``address``, an address on the web."""
    return {"type": "embed", "value": {"url": address, "caption": caption}}


def is_provider(address: str) -> bool:
    """Whether an address on its own stands for what lies there."""
    host = host_of(address).removeprefix("m.").removeprefix("mobile.")
    return any(host == known or host.endswith(f".{known}") for known in PROVIDERS)


def of_bare_address(atoms: list[Atom]) -> Piece | None:
    """An embed, or a link, for a paragraph that is nothing but an address; None for any other."""
    words = line_of(atoms)
    if not _BARE.fullmatch(words):
        return None
    links = links_in(atoms)
    if links and links != [words]:
        return None
    address = web_address(words)
    if not address:
        return None
    return embed(address) if is_provider(address) else Paragraph([Atom(words, (("a", address),))])


def of_lone_address(piece: Piece) -> Piece:
    """An embed for a paragraph that is nothing but an address, whoever lives there; any other piece as it is."""
    if isinstance(piece, Paragraph) and _BARE.fullmatch(words := line_of(piece.atoms)) and web_address(words):
        return embed(web_address(words))
    return piece


def frame(walk: Walk, element: Element) -> None:
    """A page within the page."""
    sources = (element.attrs.get(name, "") for name in ("data-src", "data-lazy-src", "data-litespeed-src", "src"))
    address = next((found for source in sources if (found := web_address(source, walk.base_url))), "")
    title = " ".join(element.attrs.get("title", "").split())
    _place(walk, address, "" if _IDLE_TITLES.search(title) else title, "frame (iframe)")


def plug_in(walk: Walk, element: Element) -> None:
    """What a plug-in once showed: the address that it, or its parameters, name; else what was to be shown instead."""
    parameters = [inner.attrs for inner in element.elements() if inner.tag == "param"]
    named = [element.attrs.get("data", ""), element.attrs.get("src", "")]
    named += [attrs.get("value", "") for attrs in parameters if attrs.get("name", "").lower() in _NAMES]
    address = next((found for source in named if (found := web_address(source, walk.base_url))), "")
    inside = [child for child in element.children if not isinstance(child, Element) or child.tag != "embed"]
    if address or element.tag == "embed":
        _place(walk, address, "", "plug-in")
        inside = [child for child in inside if isinstance(child, Atom)]
    walk.flow(inside if address else element.children)


def recording(walk: Walk, element: Element) -> None:
    """A video or a sound."""
    sources = [element.attrs.get("src", ""), element.attrs.get("data-src", "")]
    sources += [inner.attrs.get("src", "") for inner in element.elements() if inner.tag == "source"]
    address = next((found for source in sources if (found := web_address(source, walk.base_url))), "")
    _place(walk, address, "", element.tag)


def _place(walk: Walk, address: str, caption: str, name: str) -> None:
    if address:
        walk.place([embed(watching(address), caption)])
        return
    walk.notes.add(f"A {name} has no address on the web; it was left over for an editor.")
    walk.place([leftover("html", f"{name} without an address. {caption}".strip())])


def watching(address: str) -> str:
    """Where a reader can watch or hear what a player's address plays."""
    parts = urlsplit(address)
    host = host_of(address)
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com") and parts.path.startswith(("/embed/", "/v/")) and last:
        listed = parse_qs(parts.query).get("list", [""])[0]
        if last == "videoseries":
            return f"https://www.youtube.com/playlist?list={listed}" if listed else address
        return f"https://www.youtube.com/watch?v={last.partition('&')[0]}"
    if host == "player.vimeo.com" and last.isdigit():
        return f"https://vimeo.com/{last}"
    if host == "dailymotion.com" and parts.path.startswith("/embed/video/"):
        return f"https://www.dailymotion.com/video/{last}"
    if host == "open.spotify.com" and parts.path.startswith("/embed/"):
        return f"https://open.spotify.com/{parts.path.removeprefix('/embed/').removeprefix('embed-podcast/')}"
    if host in ("w.soundcloud.com", "facebook.com") and parts.path.startswith(("/player", "/plugins")):
        asked = parse_qs(parts.query)
        inner = web_address((asked.get("url") or asked.get("href") or [""])[0])
        return inner or address
    return address


def of_quoted_post(element: Element) -> Block | None:
    """The embed for a quotation that a script would have turned into a post of a social site."""
    if not _POSTS & set(element.classes):
        return None
    links = links_in(element.words())
    named = [element.attrs.get(name, "") for name in ("data-instgrm-permalink", "data-text-post-permalink", "cite")]
    uri = re.fullmatch(r"at://([^/]+)/app\.bsky\.feed\.post/(\w+)", element.attrs.get("data-bluesky-uri", ""))
    if uri:
        named.append(f"https://bsky.app/profile/{uri[1]}/post/{uri[2]}")
    address = next((found for source in [*named, *reversed(links)] if (found := web_address(source))), "")
    return embed(address, line_of(element.words())) if address else None
