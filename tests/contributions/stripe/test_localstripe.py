"""The same against localstripe, a stand-in that others wrote: what it has of Stripe, over real HTTP.

It has neither Checkout Sessions nor prices nor disputes, and its API is that of some years ago.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from tests.contributions.giving import begun
from tests.papers import until
from tests.ports import free_port

from freesheet.contributions.actions import give_back, settle, stop
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.stripe import messages, provider
from freesheet.contributions.providers.stripe.calls import Calls, NotThere
from freesheet.contributions.providers.stripe.keys import Keys
from freesheet.contributions.providers.stripe.marks import marks
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db

KEYS = Keys("sk_test_localstripe", ("whsec_local",))
CARD = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2034", "cvc": "123"}
REFUSED = {**CARD, "number": "4000000000000341"}


class Local:
    """localstripe, as others use it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = httpx.Client(base_url=base, headers={"authorization": "Bearer sk_test_localstripe"}, timeout=10)

    def post(self, path: str, **fields: str) -> dict[str, Any]:
        answer = self.client.post(path, data=fields)
        assert answer.status_code in (200, 402), answer.text
        return answer.json()  # type: ignore[no-any-return]

    def get(self, path: str) -> dict[str, Any]:
        return self.client.get(path).json()  # type: ignore[no-any-return]

    def card(self, card: dict[str, str] = CARD) -> tuple[str, str]:
        """A customer and a card of theirs."""
        customer = self.post("/v1/customers", email="ada@example.org")["id"]
        method = self.post(
            "/v1/payment_methods", type="card", **{f"card[{name}]": value for name, value in card.items()}
        )
        self.post(f"/v1/payment_methods/{method['id']}/attach", customer=customer)
        self.post(f"/v1/customers/{customer}", **{"invoice_settings[default_payment_method]": method["id"]})
        return customer, method["id"]

    def payment(self, charge: Charge, card: dict[str, str] = CARD) -> str:
        """A payment of a gift, with its marks."""
        customer, method = self.card(card)
        written = {f"metadata[{name}]": value for name, value in marks(charge).items()}
        return str(self.post(
            "/v1/payment_intents", amount=str(charge.minor), currency=charge.currency.lower(), customer=customer,
            payment_method=method, confirm="true", **written,
        )["id"])  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """localstripe, started; yields where it listens."""
    if importlib.util.find_spec("localstripe") is None:
        pytest.skip("localstripe is not installed: pip install localstripe")
    port, folder = free_port(), tmp_path_factory.mktemp("localstripe")
    command = [sys.executable, "-m", "localstripe", "--from-scratch", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        # It keeps what it has in a file of the folder in which it runs.
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={"PATH": "", "HOME": str(folder)})
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _try in range(200):
        if process.poll() is not None:
            pytest.skip(f"localstripe does not start here: {log.read_text('utf-8')[-300:]}")
        try:
            httpx.get(base, timeout=1)
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        return
    pytest.fail("localstripe does not answer.")


@pytest.fixture
def local(base: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Local]:
    monkeypatch.setattr(provider, "made", lambda: provider.Stripe(KEYS, Calls(KEYS, base)))
    named.cache_clear()
    there = Local(base)
    yield there
    there.client.close()
    named.cache_clear()


def paid(local: Local) -> Charge:
    """A gift whose payment is known by its own number, for there are no pages here."""
    charge = begun(provider="stripe")
    payment = local.payment(charge)
    found = named("stripe").find(payment)
    assert found == charge, "it is known by its mark"
    Charge.objects.filter(pk=charge.pk).update(reference=payment)
    charge.refresh_from_db()
    return charge


def test_a_payment_is_believed_and_given_back(local: Local) -> None:
    charge = paid(local)
    assert settle(charge)
    assert not settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert give_back(charge, Money(10_000, "TWD"), "account 1")
    [refund] = local.get(f"/v1/refunds?payment_intent={charge.reference}")["data"]
    assert (refund["amount"], refund["metadata"]) == (10_000, marks(charge))
    charge.refresh_from_db()
    assert charge.returned_minor == 10_000


def test_a_card_that_is_refused(local: Local) -> None:
    charge = begun(provider="stripe")
    Charge.objects.filter(pk=charge.pk).update(reference=local.payment(charge, REFUSED))
    charge.refresh_from_db()
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.FAILED


def subscribed(local: Local, charge: Charge) -> dict[str, Any]:
    """A subscription of a lasting gift, as if it came of a page."""
    customer, _method = local.card()
    product = local.post("/v1/products", name="A gift", type="service")["id"]
    plan = local.post(
        "/v1/plans", amount=str(charge.minor), currency="twd", interval="month", product=product, nickname="x"
    )["id"]
    written = {f"metadata[{name}]": value for name, value in marks(charge).items()}
    return local.post("/v1/subscriptions", customer=customer, **{"items[0][plan]": plan}, **written)


def test_a_subscription_is_found_by_its_mark_and_stopped_once(local: Local) -> None:
    charge = begun(provider="stripe", rhythm="month")
    subscription = subscribed(local, charge)
    assert charge.plan is not None
    charge.plan.reference = subscription["id"]
    charge.plan.save()
    assert stop(charge.plan)
    charge.plan.refresh_from_db()
    assert charge.plan.state == PlanState.CANCELLED
    assert local.get(f"/v1/subscriptions/{subscription['id']}")["status"] == "canceled"
    named("stripe").stop(charge.plan)  # type: ignore[attr-defined]
    invoice = local.get(f"/v1/invoices?subscription={subscription['id']}")["data"][0]
    assert messages.KINDS["invoice.paid"](invoice) == invoice["id"], "also in the API of some years ago"


def test_lists_are_gone_through_page_by_page(local: Local) -> None:
    before = len(list(Calls(KEYS, local.base).listed("refunds", {})))
    charge = paid(local)
    settle(charge)
    for _each in range(105):
        local.post("/v1/refunds", payment_intent=charge.reference, amount="1")
    assert len(list(Calls(KEYS, local.base).listed("refunds", {}))) == before + 105


def test_what_is_not_there_is_nobodys_and_a_wrong_key_is_said(local: Local) -> None:
    for name in ("pi_nothing", "in_nothing", "sub_nothing"):
        assert named("stripe").find(name) is None
    with pytest.raises(NotThere):
        Calls(KEYS, local.base).subscription("sub_nothing")
    with pytest.raises(ProviderProblem, match="does not know our key"):
        Calls(Keys("rk_test_x", ()), local.base).subscription("sub_nothing")


class _Listener(BaseHTTPRequestHandler):
    heard: list[tuple[dict[str, str], bytes]] = []

    @classmethod
    def deletions(cls) -> list[tuple[dict[str, str], bytes]]:
        """What ended, also for other tests: localstripe tells of it a second later."""
        return [each for each in cls.heard if b"subscription.deleted" in each[1]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing."""


def test_what_localstripe_signs_is_heard(local: Local) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        httpx.post(f"{local.base}/_config/webhooks/ours", json={"url": address, "secret": "whsec_local"})
        charge = begun(provider="stripe", rhythm="month")
        subscription = subscribed(local, charge)
        local.client.delete(f"/v1/subscriptions/{subscription['id']}")
        ours = subscription["id"].encode()
        until(lambda: any(ours in body for _headers, body in _Listener.deletions()), 10, "it tells of the end")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    [(headers, body)] = [each for each in _Listener.deletions() if ours in each[1]]
    assert settings.PUBLICATION.address in body.decode()
    event = json.loads(body)
    assert datetime.fromtimestamp(event["created"], UTC).year >= 2026
    told = named("stripe").hear(headers, body)
    assert told is not None
    assert (told.kind, told.subject) == ("customer.subscription.deleted", subscription["id"])
    with pytest.raises(ProviderProblem, match="not signed"):
        named("stripe").hear(headers, body.replace(b"canceled", b"active"))
