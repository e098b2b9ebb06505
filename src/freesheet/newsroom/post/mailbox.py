"""Mail that nobody sends: a paper without a mail server writes it into its folder, and administrators read it here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from freesheet.newsroom.correcting import InTheNewsroom

MOST_FILES = 100
"""As many as are looked through, the newest first."""

# Django writes a line of hyphens after each mail.
_BETWEEN = re.compile(rb"\n-{79}\n(?=[A-Za-z-]+:|\Z)")
_NAME = re.compile(r"[0-9A-Za-z-]{1,80}\.log")


@dataclass(frozen=True)
class Mail:
    """One mail, and where it lies."""

    file: str
    number: int
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "").strip()

    @property
    def recipient(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def at(self) -> datetime | None:
        try:
            return parsedate_to_datetime(str(self.message["Date"]))
        except ValueError:
            return None

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def page(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[EmailMessage]:
        return list(self.message.iter_attachments())

    @property
    def attached(self) -> list[str]:
        """The names of what is attached. Not asked of its parts: a template would look for a header of that name."""
        return [part.get_filename() or "?" for part in self.attachments]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def read(file: Path) -> list[Mail]:
    """The mails of a file, in the order in which they were written."""
    parts = [part for part in _BETWEEN.split(file.read_bytes()) if part.strip()]
    messages = (message_from_bytes(part, policy=policy.default) for part in parts)
    return [Mail(file.name, number, message) for number, message in enumerate(messages)]


def mails() -> list[Mail]:
    """What lies in the folder, the newest first."""
    files = sorted(_folder().glob("*.log"), key=lambda file: file.name, reverse=True)
    return [mail for file in islice(files, MOST_FILES) for mail in reversed(read(file))]


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _found(name: str, number: int) -> Mail:
    file = _folder() / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise Http404
    there = read(file)
    if number >= len(there):
        raise Http404
    return there[number]


def is_kept() -> bool:
    """Whether this paper writes its mail into its folder."""
    return not settings.PUBLICATION.mail_server


def _for_administrators(request: HttpRequest) -> None:
    # Invitations lie here, and ways back in.
    if not (request.user.is_active and request.user.is_superuser):
        raise PermissionDenied
    if not is_kept():
        raise Http404


class MailboxView(InTheNewsroom):
    """All mail that was written."""

    template_name = "newsroom/post/mailbox.html"
    page_title = gettext_lazy("Mail that nobody sends")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _for_administrators(request)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**super().get_context_data(**more), "mails": mails()}


class MailView(MailboxView):
    """One mail: its text, its page in a frame where nothing runs, and what is attached."""

    template_name = "newsroom/post/mail.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, here = super().get_breadcrumbs_items()
        return [home, {**here, "url": reverse("post:mailbox")}, {"url": "", "label": self.mail.subject}]

    def get_page_title(self) -> str:
        return str(self.page_title)

    @property
    def mail(self) -> Mail:
        return _found(self.kwargs["file"], self.kwargs["number"])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return {**super(MailboxView, self).get_context_data(**more), "mail": self.mail}


def page_view(request: HttpRequest, file: str, number: int) -> HttpResponse:
    """The mail's own page, as a mail program would show it, for the frame."""
    _for_administrators(request)
    answer = HttpResponse(_found(file, number).page)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def attached_view(request: HttpRequest, file: str, number: int, part: int) -> HttpResponse:
    """Something attached, to be kept as a file."""
    _for_administrators(request)
    parts = _found(file, number).attachments
    if part >= len(parts):
        raise Http404
    content = parts[part].get_content()
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = re.sub(r"[^\w.-]", "_", parts[part].get_filename() or "file", flags=re.ASCII)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
