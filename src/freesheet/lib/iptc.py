"""Who made a picture and whose it is, in IPTC's oldest form, which every program for photographs reads (IIM 4.2)."""

from __future__ import annotations

from dataclasses import dataclass, fields

PHOTOSHOP, RESOURCE = b"Photoshop 3.0\x00", b"8BIM\x04\x04\x00\x00"
BYLINE, CREDIT, SOURCE, COPYRIGHT = 80, 110, 115, 116
UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"
"""Says that texts are in UTF-8 (record 1, data set 90)."""


@dataclass(frozen=True)
class Credits:
    """What a picture says of itself; empty where it says nothing. At most 255 characters each."""

    byline: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def segment(named: Credits) -> bytes:
    """The content of a JPEG's APP13 segment that says so."""
    texts = (
        (BYLINE, named.byline),
        (CREDIT, named.credit),
        (SOURCE, named.source),
        (COPYRIGHT, named.copyright),
    )
    sets = UTF8 + b"".join(_data_set(number, text) for number, text in texts if text)
    return PHOTOSHOP + RESOURCE + len(sets).to_bytes(4, "big") + sets + b"\x00" * (len(sets) % 2)


def _data_set(number: int, text: str) -> bytes:
    content = text.encode()[:1200]
    return b"\x1c\x02" + bytes([number]) + len(content).to_bytes(2, "big") + content
