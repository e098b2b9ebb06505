"""A reader for what PHP's ``serialize()`` writes, which makes values and nothing else.

The format is described in PHP's manual and, in full, in https://www.phpinternalsbook.com/php5/classes_objects/serialization.html.
No class is ever looked up: an object is read as the mapping of its properties.
"""

from __future__ import annotations

from dataclasses import dataclass

PhpValue = None | bool | int | float | str | dict["int | str", "PhpValue"]

MAX_BYTES = 4_000_000
MAX_DEPTH = 40


class PhpProblem(ValueError):
    """The text is not what ``serialize()`` writes, or is too large or too deep to be honest."""


def read_php(text: str) -> PhpValue:
    """The value that ``text`` stands for.

    Raises:
        PhpProblem: it cannot be read to its end. Lengths count bytes of UTF-8, so that a text altered by hand fails.
    """
    data = text.strip().encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise PhpProblem("too long")
    reader = _Reader(data)
    value = reader.value(0)
    if reader.place != len(data):
        raise PhpProblem(f"something follows at byte {reader.place}")
    return value


def mapping(text: str) -> dict[int | str, PhpValue]:
    """The mapping that ``text`` stands for; an empty one for anything else."""
    try:
        value = read_php(text)
    except PhpProblem:
        return {}
    return value if isinstance(value, dict) else {}


@dataclass(slots=True)
class _Reader:
    data: bytes
    place: int = 0

    def value(self, depth: int) -> PhpValue:
        if depth > MAX_DEPTH:
            raise PhpProblem("too deep")
        kind = self.data[self.place : self.place + 1]
        if kind == b"N":
            self._expect(b"N;")
            return None
        if kind in b"bid" and kind:
            return self._scalar(kind)
        if kind == b"s":
            text = self._string(b"s:")
            self._expect(b";")
            return text
        if kind == b"a":
            self._expect(b"a:")
            return self._entries(self._number(b":"), depth)
        if kind == b"O":
            self._string(b"O:")
            self._expect(b":")
            return self._entries(self._number(b":"), depth)
        raise PhpProblem(f"no value at byte {self.place}")

    def _scalar(self, kind: bytes) -> bool | int | float:
        self._expect(kind + b":")
        written = self._until(b";")
        try:
            if kind == b"d":
                return float(written.replace(b"INF", b"inf").replace(b"NAN", b"nan"))
            number = int(written)
        except ValueError as problem:
            raise PhpProblem(f"no number before byte {self.place}") from problem
        return bool(number) if kind == b"b" else number

    def _string(self, prefix: bytes) -> str:
        self._expect(prefix)
        length = self._number(b":")
        self._expect(b'"')
        end = self.place + length
        if end >= len(self.data):
            raise PhpProblem("a text ends too early")
        written = self.data[self.place : end]
        self.place = end
        self._expect(b'"')
        try:
            return written.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as problem:
            raise PhpProblem(f"a text is cut in the middle of a character at byte {end}") from problem

    def _entries(self, count: int, depth: int) -> dict[int | str, PhpValue]:
        self._expect(b"{")
        entries: dict[int | str, PhpValue] = {}
        for _entry in range(count):
            key = self.value(depth + 1)
            if isinstance(key, bool) or not isinstance(key, int | str):
                raise PhpProblem(f"no key before byte {self.place}")
            # Properties that are not public carry their class between null bytes.
            entries[key.rpartition("\0")[2] if isinstance(key, str) else key] = self.value(depth + 1)
        self._expect(b"}")
        return entries

    def _number(self, end: bytes) -> int:
        written = self._until(end)
        if not written.isdigit() or len(written) > 9:
            raise PhpProblem(f"no length before byte {self.place}")
        return int(written)

    def _until(self, end: bytes) -> bytes:
        place = self.data.find(end, self.place, self.place + 64)
        if place < 0:
            raise PhpProblem(f"no {end.decode()} after byte {self.place}")
        written, self.place = self.data[self.place : place], place + len(end)
        return written

    def _expect(self, wanted: bytes) -> None:
        if not self.data.startswith(wanted, self.place):
            raise PhpProblem(f"no {wanted.decode('ascii', 'replace')} at byte {self.place}")
        self.place += len(wanted)
