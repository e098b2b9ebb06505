"""Nobody is to be found in a log, an error or an address: gifts are given, and all that was written is read.

A name, an address, a word and a card stand in it wherever somebody can write them: in forms, in what the provider tells
and answers, in what the mail server says, and in a bank's statement.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, unquote_plus

import lxml.html
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from tests.contributions import conftest as mail_fixtures
from tests.contributions.banking import account, camt, transfer
from tests.contributions.mailserver import MailServer
from tests.contributions.stripe import conftest as stripe_fixtures
from tests.contributions.stripe import fake

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import Entry
from freesheet.contributions import guards
from freesheet.contributions.actions import (
    give_back,
    post_letters,
    reconcile,
    send_again,
    settle,
    waiting_lines,
    work_on_what_was_told,
)
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, EventOutcome, EventTry, Letter, Posting, ProviderEvent
from freesheet.editions.models import FrontPage
from freesheet.lib.money import Money
from freesheet.project import gifts_commands

pytestmark = pytest.mark.django_db

listening, server = mail_fixtures.listening, mail_fixtures.server
address, world = stripe_fixtures.address, stripe_fixtures.world

NAME, EMAIL, WORD = "Zebulon Quxwhistle", "zebulon.plumtree@leaky.example", "Greetings from Umbrellastan"
CARD, IBAN = "4242424242424242", "FR1420041010050500013M02606"
SECRETS = (
    "zebulon",
    "quxwhistle",
    "plumtree",
    "leaky.example",
    "umbrellastan",
    CARD,
    "4242 4242",
    "4242-4242",
    IBAN.lower(),
)
LOUD = f"{NAME} <{EMAIL}> with card {CARD}"
TOLD = "/giving/told/stripe/"


class Written:
    """All that was written where others may read it."""

    def __init__(self) -> None:
        self.log = StringIO()
        self.addresses: list[str] = []
        self.errors: list[str] = []
        self.said: list[str] = []

    def everything(self) -> Iterator[tuple[str, str]]:
        yield "the log", self.log.getvalue()
        for kind in ("addresses", "errors", "said"):
            yield kind, "\n".join(getattr(self, kind))

    def note(self, page: bytes) -> None:
        """Every address that a page leads to."""
        if page.strip().startswith(b"<"):
            for _element, name, link, _at in lxml.html.fromstring(page).iterlinks():
                if name in ("href", "src", "action", "formaction"):
                    self.addresses.append(link)


class Watched(Client):
    """Notes every address that it asks for, is led to or is shown, and every page that says that something is wrong."""

    def __init__(self, written: Written, **more: Any) -> None:
        super().__init__(**more)
        self.written = written

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        self.written.addresses.append(f"{request.get('PATH_INFO')}?{request.get('QUERY_STRING', '')}")
        self.written.addresses.append(answer.headers.get("Location", ""))
        if not answer.streaming:
            self.written.note(answer.content)
            # A form that is shown again has in its fields what was written there, for who wrote it.
            if answer.status_code >= 400 and answer.status_code != 422:
                self.written.errors.append(answer.content.decode("utf-8", "replace"))
        return answer


@pytest.fixture
def written() -> Iterator[Written]:
    """Everything is logged, down to the last detail, as the paper writes it."""
    found = Written()
    handler = logging.StreamHandler(found.log)
    [console] = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler]
    handler.setFormatter(console.formatter)
    # The mail server is not ours.
    handler.addFilter(lambda record: not record.name.startswith("mail."))
    others = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    # What would repeat all that it meets, the program has turned down, and so stays.
    turned_down = ("stripe", "django.template", "django.db.backends")
    assert all(logging.getLogger(name).level > logging.DEBUG for name in turned_down)
    loggers = [logging.getLogger(), *(each for each in others if not each.name.startswith(turned_down))]
    before = [(each, each.level) for each in loggers]
    logging.getLogger().addHandler(handler)
    for each in loggers:
        each.setLevel(logging.DEBUG)
    yield found
    logging.getLogger().removeHandler(handler)
    for each, level in before:
        each.setLevel(level)


@pytest.fixture(autouse=True)
def loud(monkeypatch: pytest.MonkeyPatch, fronts: dict[str, FrontPage]) -> None:
    """A provider whose errors name people."""
    wrong = {
        "error": {"code": "wrong", "type": "api_error", "message": LOUD, "param": NAME, "doc_url": f"https://x/{NAME}"}
    }
    monkeypatch.setattr(fake, "_error", lambda _code, _kind: wrong)


def test_nobody_who_gives_is_found_in_a_log_an_error_or_an_address(
    written: Written,
    world: fake.World,
    server: MailServer,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guards, "LEAST_SECONDS", 0)
    charge = _given(Watched(written, raise_request_exception=False), world)
    _told_of(Client(raise_request_exception=False), charge, world, written)
    _goes_back(charge, world, written)
    _letters(server)
    _bank(written, tmp_path)
    _newsroom(written, charge)
    written.said += list(capfd.readouterr())
    _kept(written, world, server)
    assert len(written.log.getvalue()) > 1_000
    assert len(written.addresses) > 100
    for place, text in written.everything():
        plain = unquote_plus(text).lower()
        for secret in SECRETS:
            where = plain.find(secret)
            assert where < 0, f"{secret} is in {place}: …{plain[max(0, where - 300) : where + 100]}…"


def _given(reader: Watched, world: fake.World) -> Charge:
    """Asked for, filled in wrongly and rightly, refused by the provider and taken."""
    page = reader.post("/giving/", {"own": "15", "currency": "USD", "rhythm": "once", "origin": "/"})
    token = lxml.html.fromstring(page.content).xpath("//input[@name='token']/@value")[0]
    form = {"token": token, "name": NAME, "word": WORD, "email": EMAIL, "shows_name": "on"}
    assert reader.post("/giving/confirm/", {**form, "email": f"{NAME} {CARD}"}).status_code == 422
    assert reader.post("/giving/confirm/", {**form, "name": NAME * 20}).status_code == 422
    reader.post("/giving/confirm/", {**form, "token": f"{token}{NAME}"})
    world.moods = ["500"] * 9
    gift = reader.post("/giving/confirm/", form)["Location"]
    world.moods = []
    assert reader.post("/giving/confirm/", form)["Location"].startswith("https://checkout.stripe.com/")
    [charge] = Charge.objects.all()
    for mood in ("500", "429", ""):
        world.moods = [mood] * 9 if mood else []
        assert reader.get(gift).status_code == 200
    world.decline(charge.reference)
    reader.get(gift)
    reader.post(gift)
    assert reader.get(f"{gift[:-4]}x/").status_code == 404
    charge.refresh_from_db()
    world.pay(charge.reference)
    return charge


def _told_of(provider: Client, charge: Charge, world: fake.World, written: Written) -> None:
    """Messages with a card and a name, rightly and wrongly signed, and none at all."""
    for event in world.events:
        event["data"]["object"]["billing_details"] = {"name": NAME, "email": EMAIL, "card": CARD}
        event["data"]["object"]["customer_email"] = EMAIL
        headers, body = fake.signed(event, "whsec_new")
        bad, _body = fake.signed(event, "whsec_of_somebody_else")
        for signature, said, status in (
            (headers, body, 200),
            (bad, body, 400),
            ({}, body, 400),
            (headers, body[:-9], 400),
        ):
            answer = provider.generic("POST", TOLD, said, "application/json", headers=signature)
            assert answer.status_code == status
            written.errors.append(answer.content.decode())
    nonsense = {"id": "evt_1", "type": LOUD, "livemode": False, "data": {"object": LOUD}}
    for said in (nonsense, {"name": NAME}):
        headers, body = fake.signed(said, "whsec_new")
        provider.generic("POST", TOLD, body, "application/json", headers=headers)
    world.moods = ["500"] * 9
    work_on_what_was_told()
    world.moods = []
    EventTry.objects.update(next_at=charge.created_at)
    work_on_what_was_told()
    charge.refresh_from_db()
    assert charge.state == "received"


def _goes_back(charge: Charge, world: fake.World, written: Written) -> None:
    """A return that the provider refuses and takes, a dispute, a reconciliation that meets errors."""
    for moods in (["500"] * 9, []):
        world.moods = moods
        try:
            give_back(charge, Money(100, charge.currency), "account 1")
        except ProviderProblem as problem:
            written.errors.append(str(problem))
    world.dispute(world.get(charge.reference)["payment_intent"], 200)
    settle(charge)
    world.moods = ["", "500", "500", "500", "429"]
    for _time in range(2):
        written.said += reconcile(charge.created_at).sentences()
        world.moods = []


def _letters(server: MailServer) -> None:
    """The mail server says whom it does not know."""
    local = EMAIL.split("@")[0]
    for answer in (f"450 {LOUD} is away", f"550 5.1.1 <{EMAIL}>: {NAME} unknown; {local}"):
        server.refuses[local] = answer
        Letter.objects.update(state="waiting", next_at="2026-01-01T00:00Z")
        post_letters()
    server.refuses.clear()
    server.answers += [f"451 {NAME} has too much", f"554 {NAME}, {local} at home does not want this", "hang up"]
    for _try in range(4):
        Letter.objects.exclude(state="sent").update(state="waiting", next_at="2026-01-01T00:00Z")
        post_letters()
    assert server.mails
    for letter in Letter.objects.filter(state="unsure"):
        send_again(letter)
    post_letters()


def _bank(written: Written, place: Path) -> None:
    """A statement with names, from the newsroom and from the terminal, and some that cannot be read."""
    account()
    newsroom = _at_work(written)
    said = f"{WORD} {NAME} {EMAIL} {CARD}"
    whole = camt(transfer(said, party=NAME, own_account=IBAN), transfer("rent", party=NAME, name="2"))
    broken = whole.replace(b"50.00", NAME.encode()), whole[:-40], f"Datum;Name;Betrag\n{NAME};{EMAIL};x\n".encode()
    for data in (whole, whole, *broken):
        newsroom.post("/newsroom/bank/read/", {"file": SimpleUploadedFile("november.xml", data)})
        file = place / "statement"
        file.write_bytes(data)
        try:
            gifts_commands._read_in(file, "", False)
        except Exception as problem:
            written.errors.append(str(problem))
    [first, second] = waiting_lines()
    newsroom.get("/newsroom/bank/")
    newsroom.post(f"/newsroom/bank/{first.pk}/", {"words": NAME})
    search = lxml.html.fromstring(newsroom.get(f"/newsroom/bank/{first.pk}/").content)
    # What is written into a form that is sent as an address is in the logs of every server on the way.
    assert not [each for each in search.forms if each.method == "GET" and each.xpath(".//input[@name='words']")]
    newsroom.post(f"/newsroom/bank/{first.pk}/do/", {"what": "make", "name": NAME, "email": f"{CARD}@"}, follow=True)
    newsroom.post(f"/newsroom/bank/{first.pk}/do/", {"what": "make", "name": NAME, "email": EMAIL}, follow=True)
    newsroom.post(f"/newsroom/bank/{second.pk}/do/", {"what": "aside", "reason": "Rent."}, follow=True)
    newsroom.get("/newsroom/bank/matched/")


def _at_work(written: Written) -> Watched:
    user, _password = add_staff(f"one-{len(written.addresses)}", "", "administrator")
    client = Watched(written, raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _newsroom(written: Written, charge: Charge) -> None:
    """The newsroom looks at it all; and the database refuses something of who gives, as it might any day."""
    newsroom = _at_work(written)
    for place in ("gifts/", "gifts/results/", "gifts/?export=csv", "letters/", "letters/mailbox/", "bank/", ""):
        answer = newsroom.get(f"/newsroom/{place}")
        assert answer.status_code in (200, 302), place
        if answer.streaming:
            written.said.append(b"".join(answer).decode())
    log = logging.getLogger("freesheet.worker")
    try:
        row = f"(7, {EMAIL}, {NAME}, en)"
        raise IntegrityError(f"null value violates not-null constraint\nDETAIL:  Failing row contains {row}.")
    except IntegrityError:
        log.exception("The worker met a problem with %s.", EMAIL)


def _kept(written: Written, world: fake.World, server: MailServer) -> None:
    """What lies in the database, with the provider and in letters, beside what has to name people."""
    for rows in (EventOutcome, ProviderEvent, Posting, Entry):
        written.said += [json.dumps(each, default=str) for each in rows.objects.values()]  # type: ignore[attr-defined]
    written.said += Letter.objects.values_list("problem", flat=True)
    written.said += [f"{each} {each!r}" for each in (*Charge.objects.all(), *Letter.objects.all())]
    for method, path, asked, _headers in world.asked:
        more = [asked.get(name) for name in ("metadata", "success_url", "cancel_url", "client_reference_id")]
        written.addresses.append(f"{path} {asked if method == 'GET' else more}")
    for mail in server.mails:
        for part in mail.walk():
            if part.get_content_type().startswith("text/"):
                written.addresses += re.findall(r"https?://[^\s\"'<>]+", part.get_content())
    for file in Path(settings.PUBLICATION.root).rglob("*"):
        if file.is_file() and not file.name.startswith("freesheet.sqlite3"):
            written.addresses.append(str(file))
            written.said.append(file.read_bytes().decode("utf-8", "replace"))


def test_what_is_looked_for_would_be_found(written: Written) -> None:
    logging.getLogger("freesheet.worker").debug("%s wrote.", NAME)
    assert NAME in written.log.getvalue()
    assert quote_plus(NAME) != NAME
