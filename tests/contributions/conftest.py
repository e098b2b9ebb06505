"""A paper in three languages, and a mail server that it sends by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from tests import factories
from tests.contributions.mailserver import MailServer, mail_server

from freesheet.editions.models import Publication

NAMES = {"en": "The Test Sheet", "zh-hant": "測試日報", "ur": "روزنامہ آزمائش"}


@pytest.fixture(scope="module")
def listening() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def server(listening: MailServer, settings: Any) -> MailServer:
    """An empty mail server, by which this paper sends."""
    listening.mails.clear()
    listening.refuses.clear()
    listening.answers.clear()
    listening.on_letter = lambda _number: None
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", listening.port, 20
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "desk@paper.example"
    assert not mail.outbox
    return listening


@pytest.fixture
def paper(db: None) -> None:
    """Three editions, each with the paper's name in its language."""
    for front in factories.editions(*NAMES):
        code = front.locale.language_code
        Publication.objects.update_or_create(
            locale=front.locale, defaults={"name": NAMES[code], "imprint": f"{NAMES[code]}\nTaipei"}
        )
