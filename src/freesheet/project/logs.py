"""How a line of the log is written: without who it is about."""

from __future__ import annotations

import logging
import re

_ADDRESS = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")

_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
"""As many digits in a row as cards have."""

_ROW = re.compile(r"^(?:DETAIL|CONTEXT):.*(?:\n(?!\w+:|\s*File |Traceback|The above|During ).*)*", re.MULTILINE)
"""What PostgreSQL says beside an error: the row that it refused, and so perhaps somebody's name."""


class Discreet(logging.Formatter):
    """Leaves out addresses of mail, numbers as long as a card's, and rows of the database that an error repeats."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and what went wrong below it."""
        return _CARD.sub("…", _ADDRESS.sub("…", _ROW.sub("", super().format(record))))
