"""A real mail server for tests: it keeps what it takes, and refuses or falls silent as it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from tests.ports import free_port

__all__ = ["MailServer", "mail_server", "receipt_of", "text_of_pdf"]


class MailServer:
    """What it got, and what it answers: by the first part of an address, and as the letter itself goes over."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        """An answer for an address, such as ``550 Nobody here``."""
        self.answers: list[str] = []
        """Answers to the next letters, first in first out; then each is taken."""
        self.on_letter: Callable[[int], None] = lambda _number: None
        self.sessions = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: Any) -> Any:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if answer := self.refuses.get(address.split("@")[0]):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 Taken"
        if answer.startswith(("4", "5")):
            return answer
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.on_letter(len(self.mails))
        if answer == "hang up":
            server.transport.abort()
        return answer

    def ids(self) -> Counter[str]:
        """How often each letter came."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that listens on the loopback until the end."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port, ready_timeout=60)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def receipt_of(mail: EmailMessage) -> bytes:
    """The one attachment, which is a PDF."""
    [attached] = list(mail.iter_attachments())
    assert attached.get_content_type() == "application/pdf"
    content = attached.get_content()
    assert isinstance(content, bytes)
    return content


def text_of_pdf(content: bytes) -> str:
    """What a reader of PDF files gives to whoever copies from the page, in one line each."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    finally:
        document.close()
