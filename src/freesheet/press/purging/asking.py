"""One call to a CDN: bounded in time and size, and with only two ways to fail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

STEP_SECONDS = 10.0
"""For connecting, and between two pieces of an answer."""
WHOLE_SECONDS = 30.0
MAX_ANSWER_BYTES = 64 * 1024
LONGEST_WAIT = 3600.0
"""Seconds: whatever a CDN asks for, it is asked again after an hour."""

_ABOUT_WHAT_WAS_SENT = frozenset((400, 413, 414, 422))
_NOT_HELD = frozenset((404, 410, 412))
"""How caches say that they do not hold a page; nginx with its purge module says 412."""


class PurgeProblem(Exception):
    """A call failed. The message is a sentence for whoever runs the server, and holds no secret."""


class Unavailable(PurgeProblem):
    """The CDN does not take any call just now: it is away, busy, or does not know us."""

    def __init__(self, sentence: str, seconds: float | None = None) -> None:
        """``seconds``: after which the CDN wants to be asked again, if it said so."""
        super().__init__(sentence)
        self.seconds = seconds


class Refused(PurgeProblem):
    """The CDN does not take what was sent. Another call may well succeed."""


class Line:
    """Calls to one place. The connection is kept between calls; for one thread."""

    def __init__(self, target: str, headers: Mapping[str, str]) -> None:
        """``target``: where calls go, without a path; ``headers`` go with each call, and are never shown."""
        self.target = target
        self._headers = {"User-Agent": "Freesheet", **headers}
        self._client: httpx.Client | None = None

    def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", held: bool = True
    ) -> bytes:
        """The body of the answer. ``held``: whether there is a failure in that the place does not hold what is meant.

        Raises Unavailable and Refused.
        """
        # Imported late: whoever has no CDN starts without it.
        import httpx

        if self._client is None:
            self._client = httpx.Client(timeout=STEP_SECONDS, follow_redirects=False, trust_env=False)
        sent = {**self._headers, **(headers or {})}
        until = monotonic() + WHOLE_SECONDS
        try:
            with self._client.stream(method, self.target + path, headers=sent, content=body) as answer:
                return self._taken(answer, until, held)
        except httpx.TimeoutException:
            raise Unavailable(f"{self.target} did not answer within {STEP_SECONDS:.0f} seconds.") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as problem:
            # The name only: the words of some of these errors repeat what was sent.
            raise Unavailable(f"{self.target} cannot be reached ({type(problem).__name__}).") from None

    def _taken(self, answer: httpx.Response, until: float, held: bool) -> bytes:
        content = b""
        for piece in answer.iter_raw():
            content += piece
            if len(content) > MAX_ANSWER_BYTES or monotonic() > until:
                raise Unavailable(f"{self.target} answers without end.")
        status = answer.status_code
        if 200 <= status < 300 or (status in _NOT_HELD and not held):
            return content
        if status in _ABOUT_WHAT_WAS_SENT:
            raise Refused(f"{self.target} does not take what it was sent (status {status}).")
        seconds = retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
        if status == 429:
            raise Unavailable(f"{self.target} has been asked too often for now.", seconds)
        if status in (401, 403):
            raise Unavailable(f"{self.target} does not let us purge (status {status}): look at the key and its rights.")
        if 300 <= status < 500:
            raise Unavailable(f"{self.target} does not purge (status {status}): look at “cdn” in the settings.")
        raise Unavailable(f"{self.target} cannot purge just now (status {status}).", seconds)

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None where it says nothing that makes sense."""
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return min(float(value), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(value)
        return min(max((then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds(), 0.0), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None
