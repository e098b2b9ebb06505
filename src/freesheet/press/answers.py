"""What the stand says, before any server's way of saying it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from freesheet.press.negotiation import Ask, NotSatisfiable, outcome, part

Headers = list[tuple[str, str]]

_OF_A_304 = frozenset(("etag", "last-modified", "vary", "cache-control", "content-location", "expires"))
_OF_NO_PART = frozenset(("content-encoding", "content-type"))


@dataclass(slots=True)
class Answer:
    """A response: ``body``, or where that is None the bytes of ``file`` from ``start`` up to ``end``."""

    status: int
    headers: Headers
    body: bytes | None
    file: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Representation:
    """One variant of something readers can fetch, ready to be sent as often as wanted."""

    status: int
    headers: Headers
    etag: str
    last_modified: str
    modified: int
    """Seconds since 1970, UTC: what ``last_modified`` writes."""
    size: int
    body: bytes | None
    file: str = ""
    in_parts: bool = False
    """Whether a reader may ask for a range of bytes."""
    whole: Answer = field(init=False)
    """The answer to a plain GET: no condition, no range."""
    unchanged: Headers = field(init=False)
    """What goes with a 304."""

    def __post_init__(self) -> None:
        headers = self.headers
        if self.body is None:
            headers = [*headers, ("content-length", str(self.size))]
        self.whole = Answer(self.status, headers, self.body, self.file, 0, self.size)
        self.unchanged = [pair for pair in self.headers if pair[0] in _OF_A_304]

    def answer(self, ask: Ask, head: bool) -> Answer:
        """The response to a GET or HEAD with these request headers."""
        if self.status == 200:
            verdict = outcome(ask, self.etag, self.last_modified, self.modified)
            if verdict == 304:
                return Answer(304, self.unchanged, b"")
            if verdict == 412:
                return plain(412, "What you have is not what is here now.")
        if head:
            return Answer(self.status, [*self.headers, ("content-length", str(self.size))], b"")
        if self.in_parts:
            return self._part(ask) or self.whole
        return self.whole

    def _part(self, ask: Ask) -> Answer | None:
        try:
            cut = part(ask, self.size, self.etag, self.last_modified)
        except NotSatisfiable:
            headers = [pair for pair in self.headers if pair[0] not in _OF_NO_PART]
            return Answer(416, [*headers, ("content-range", f"bytes */{self.size}")], b"")
        if cut is None:
            return None
        start, end = cut
        headers = [*self.headers, ("content-range", f"bytes {start}-{end - 1}/{self.size}")]
        if self.body is not None:
            return Answer(206, headers, self.body[start:end])
        return Answer(206, [*headers, ("content-length", str(end - start))], None, self.file, start, end)


_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Not possible here",
    408: "Too slow",
    412: "Changed meanwhile",
    413: "Too large",
    414: "Address too long",
    500: "Something went wrong",
    503: "Not available at the moment",
}


def plain(status: int, sentence: str, *more: tuple[str, str]) -> Answer:
    """A page of our own that needs nothing but this line: no theme, no database, no store."""
    title = _TITLES[status]
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<h1>{title}</h1><p>{escape(sentence)}</p></html>\n"
    )
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        *more,
    ]
    return Answer(status, headers, page.encode())


class Refused(Exception):
    """A request that is not passed on, or got no answer; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


UNAVAILABLE = plain(
    503,
    "This page cannot be made at the moment. Pages that were published before can be read. Please try again soon.",
    ("retry-after", "10"),
)
BUSY = plain(503, "Too many people are asking at once. Please try again in a moment.", ("retry-after", "5"))
