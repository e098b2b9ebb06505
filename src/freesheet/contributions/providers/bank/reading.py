"""Reading a statement, whatever its form."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _

from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.providers.bank.camt import read_camt
from freesheet.contributions.providers.bank.lines import Reading
from freesheet.contributions.providers.bank.table import read_table

MOST_BYTES = 10_000_000


def read_statement(data: bytes, currency: str, today: date) -> Reading:
    """What a file says: camt.053, or a table of an account in ``currency``.

    Raises:
        StatementProblem: it is too large, or cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise StatementProblem(_("A statement may have 10 MB at most. Ask the bank for shorter spans."))
    if not data.strip():
        raise StatementProblem(_("This file is empty."))
    if zipfile.is_zipfile(BytesIO(data)):
        raise StatementProblem(
            _("This is an archive or a workbook. Unpack it, or save it as CSV, and take what is inside.")
        )
    if data.startswith(b"%PDF"):
        raise StatementProblem(_("This is a PDF, which is for reading. Ask the bank for camt.053 or CSV."))
    return read_camt(data) if is_xml(data) else read_table(data, currency, today)


def is_xml(data: bytes) -> bool:
    """Whether a file begins as XML does, in any encoding."""
    return data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")
