"""The shortcodes that WordPress itself knows, and those of video sites: what each stands for."""

from __future__ import annotations

import html
import re

from freesheet.importers.html import Kept, plain_text
from freesheet.importers.html.addresses import web_address
from freesheet.importers.html.embeds import embed, watching
from freesheet.importers.html.tokens import Start, tokens_of
from freesheet.importers.manuscripts import Block
from freesheet.importers.wordpress.media import Library
from freesheet.importers.wordpress.records import Attachment
from freesheet.importers.wordpress.shortcodes import Handler, Shortcode

RECORDINGS = {
    "audio": ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac"),
    "video": ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov"),
}
ELSEWHERE = (
    "bandcamp", "dailymotion", "facebook", "flickr", "googlemaps", "instagram", "mixcloud", "slideshare", "soundcloud",
    "spotify", "ted", "tiktok", "tweet", "twitter", "vimeo", "wpvideo", "youtube",
)  # fmt: skip
CODE = ("code", "sourcecode", "source", "highlight")

_CAPTION_PARTS = re.compile(r"\s*((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_NUMBERED = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "wpvideo": "https://videopress.com/v/{}",
}


def handlers(library: Library, kept: Kept, number: str) -> dict[str, Handler]:
    """What to do with each shortcode in the item of a number."""
    media = _Media(library, kept, number)
    known: dict[str, Handler] = {
        "gallery": media.gallery,
        "caption": caption,
        "wp_caption": caption,
        "embed": media.elsewhere,
        "playlist": media.playlist,
        **dict.fromkeys(RECORDINGS, media.recording),
        **dict.fromkeys(ELSEWHERE, media.elsewhere),
        **dict.fromkeys(CODE, code),
    }
    return known


def caption(shortcode: Shortcode) -> str | None:
    """A captioned picture as a figure. The caption once was told as an attribute, later follows the picture."""
    found = _CAPTION_PARTS.fullmatch(shortcode.content or "")
    if found is None:
        # Whatever it is that bears a caption: a frame, a video.
        if shortcode.content and "caption" in shortcode.attributes:
            return _figure(shortcode.content, shortcode.attributes["caption"])
        return None
    return _figure(found[1], shortcode.attributes.get("caption") or found[2].strip())


def _figure(inner: str, words: str) -> str:
    return f"<figure>{inner}<figcaption>{words}</figcaption></figure>"


def code(shortcode: Shortcode) -> str | None:
    """A piece of a program, as it stands."""
    if shortcode.content is None:
        return None
    source = shortcode.content.strip("\n")
    has_tags = any(isinstance(token, Start) for token in tokens_of(source))
    return f"<pre>{html.escape(source, quote=False) if has_tags else source}</pre>"


class _Media:
    def __init__(self, library: Library, kept: Kept, number: str) -> None:
        self.library = library
        self.kept = kept
        self.number = number

    def gallery(self, shortcode: Shortcode) -> str | None:
        """The pictures named, or else all that are attached to the item."""
        attachments = self._asked(shortcode) or self.library.index.attachments_of(
            shortcode.attributes.get("id", self.number)
        )
        left_out = _numbers(shortcode.attributes.get("exclude", ""))
        blocks = [self.library.block_of(each) for each in attachments if each.number not in left_out]
        return self._kept([block for block in blocks if block is not None])

    def playlist(self, shortcode: Shortcode) -> str | None:
        """The recordings named, one after the other."""
        attachments = self._asked(shortcode)
        return self._kept([embed(each.url, each.title) for each in attachments if web_address(each.url)])

    def recording(self, shortcode: Shortcode) -> str | None:
        """A sound or a video, in the first of the formats that it is told."""
        named = [shortcode.attributes.get(key, "") for key in RECORDINGS[shortcode.name]]
        return self._embedded([*named, *shortcode.words], plain_text(shortcode.content or ""))

    def elsewhere(self, shortcode: Shortcode) -> str | None:
        """What lies elsewhere, by its address or by its number there."""
        written = [plain_text(shortcode.content or ""), *shortcode.words, *shortcode.attributes.values()]
        pattern = _NUMBERED.get(shortcode.name, "")
        numbers = [shortcode.attributes.get("id", ""), *shortcode.words, written[0]]
        made = [pattern.format(each) for each in numbers if pattern and re.fullmatch(r"[\w-]{4,40}", each)]
        return self._embedded([*written, *made], "")

    def _asked(self, shortcode: Shortcode) -> list[Attachment]:
        told = shortcode.attributes.get("ids") or shortcode.attributes.get("include", "")
        found = (self.library.index.attachment(number) for number in _numbers(told))
        return [attachment for attachment in found if attachment is not None]

    def _embedded(self, addresses: list[str], words: str) -> str | None:
        address = next((found for each in addresses if (found := web_address(each.strip()))), "")
        return self._kept([embed(watching(address), words)] if address else [])

    def _kept(self, blocks: list[Block]) -> str | None:
        return self.kept.keep(blocks) if blocks else None


def _numbers(told: str) -> list[str]:
    return re.findall(r"\d{1,18}", told)
