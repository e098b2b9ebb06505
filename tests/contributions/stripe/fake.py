"""A stand-in for Stripe: what our calls need of its API, over real HTTP, with a balance that says what is true.

Its objects have the keys and types of Stripe's own examples, which a test holds them to. It may be slow, busy, broken,
or cut the connection after it has done what was asked.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe

Json = dict[str, Any]

RATE = 35
"""TWD for a EUR, a USD and so on, where the account is paid in TWD."""


class Refusal(Exception):
    """What Stripe answers to what it does not take."""

    def __init__(self, status: int, code: str, kind: str = "invalid_request_error") -> None:
        super().__init__(code)
        self.status, self.code, self.kind = status, code, kind


class World:
    """What is true at Stripe, and what people and cards do there."""

    def __init__(self) -> None:
        self.things: dict[str, Json] = {}
        self.events: list[Json] = []
        """What it tells by itself, in order. Tests deliver it as they like."""
        self.done: dict[str, tuple[Any, int, Json]] = {}
        self.asked: list[tuple[str, str, Json, dict[str, str]]] = []
        self.moods: list[str] = []
        """What the next answers are like: slow, 500, 429, cut."""
        self.settles_in: dict[str, str] = {}
        self.meanwhile: dict[str, list[Callable[[], object]]] = {}
        """By a part of what is asked: what happens there before the next answer is made, each once."""
        self.customers: dict[str, str] = {}
        """The mail address of each whose it was changed."""
        self.live = False
        self._count = itertools.count(1)
        self.lock = threading.RLock()

    def new(self, prefix: str, kind: str, **more: Any) -> Json:
        number = next(self._count)
        # A second each, so that lists have an order.
        thing = {
            "id": f"{prefix}_test_{number:06}",
            "object": kind,
            "created": int(time.time()) - 1000 + number,
            "livemode": self.live,
            **more,
        }
        if kind in ("balance_transaction", "refund"):
            del thing["livemode"]
        self.things[thing["id"]] = thing
        return thing

    def of_kind(self, kind: str) -> list[Json]:
        return [each for each in self.things.values() if each["object"] == kind]

    def get(self, name: str) -> Json:
        if name not in self.things:
            raise Refusal(404, "resource_missing")
        return self.things[name]

    def tell(self, kind: str, thing: Json) -> None:
        shown = json.loads(json.dumps(thing))
        self.events.append(
            self.new(
                "evt",
                "event",
                type=kind,
                data={"object": shown},
                api_version=None,
                pending_webhooks=1,
                request={"id": None, "idempotency_key": None},
            )
        )

    # --- what people and cards do

    def pay(self, session: str) -> None:
        """Somebody pays on Stripe's page."""
        found = self.get(session)
        if found["status"] != "open":
            return
        found.update(status="complete", payment_status="paid", url=None)
        if found["mode"] == "payment":
            intent = self.get(found["payment_intent"]) if found["payment_intent"] else self._intent(found)
            self._succeed(intent)
            found["payment_intent"] = intent["id"]
            self.tell("payment_intent.succeeded", intent)
        else:
            self._subscribe(found)
        self.tell("checkout.session.completed", found)

    def give_card(self, session: str) -> str:
        """Somebody gives another card on Stripe's page, and pays nothing by it."""
        found = self.get(session)
        intent = self.new(
            "seti",
            "setup_intent",
            status="succeeded",
            payment_method=f"pm_{session[3:]}",
            metadata=found["_data"]["metadata"],
        )
        found.update(status="complete", payment_status="no_payment_required", url=None, setup_intent=intent["id"])
        self.tell("checkout.session.completed", found)
        return str(intent["payment_method"])

    def decline(self, session: str) -> None:
        """A card is refused on Stripe's page, which stays open."""
        found = self.get(session)
        if found["status"] != "open" or found["mode"] != "payment":
            return
        intent = self.get(found["payment_intent"]) if found["payment_intent"] else self._intent(found)
        intent["last_payment_error"] = {"type": "card_error"}
        found["payment_intent"] = intent["id"]
        self.tell("payment_intent.payment_failed", intent)

    def run_out(self, session: str) -> None:
        """Nobody paid for a day."""
        found = self.get(session)
        if found["status"] == "open":
            found.update(status="expired", url=None)
            self.tell("checkout.session.expired", found)

    def month(self, subscription: str, *, paid: bool = True) -> str:
        """Another month begins: the card is charged. The invoice, or nothing where none is made."""
        found = self.get(subscription)
        if found["status"] not in ("active", "past_due"):
            return ""
        return str(self._invoice(found, "subscription_cycle", paid=paid and not found["pause_collection"])["id"])

    def retry(self, invoice: str) -> None:
        """Stripe tries a card again, and it works."""
        found = self.get(invoice)
        if found["status"] == "open":
            self._pay_invoice(found)
            self.get(found["parent"]["subscription_details"]["subscription"])["status"] = "active"

    def smart_retry(self, invoice: str) -> bool:
        """Stripe tries by itself, in vain, where nobody told it not to; whether it did."""
        found = self.get(invoice)
        if found["status"] != "open" or not found["auto_advance"]:
            return False
        found["attempt_count"] += 1
        self.tell("invoice.payment_failed", found)
        return True

    def end(self, subscription: str, reason: str, comment: str | None = None) -> None:
        """A subscription ends at Stripe."""
        found = self.get(subscription)
        if found["status"] != "canceled":
            found.update(status="canceled", canceled_at=int(time.time()), ended_at=int(time.time()))
            found["cancellation_details"].update(reason=reason, comment=comment)
            self.tell("customer.subscription.deleted", found)

    def give_back(self, intent: str, amount: int) -> Json | None:
        """Money goes back, as much as there is of it."""
        charge = self.get(self.get(intent)["latest_charge"])
        held = sum(
            each["amount"]
            for each in self.of_kind("dispute")
            if each["charge"] == charge["id"] and each["status"] not in ("won", "warning_closed")
        )
        amount = min(amount, charge["amount"] - charge["amount_refunded"] - held)
        if amount <= 0:
            return None
        refund = self.new(
            "re",
            "refund",
            amount=amount,
            charge=charge["id"],
            payment_intent=intent,
            reason=None,
            currency=charge["currency"],
            metadata={},
            status="succeeded",
        )
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund["balance_transaction"] = self._line(refund, "refund", -amount)["id"]
        self.tell("charge.refunded", charge)
        return refund

    def fail_refund(self, refund: str) -> None:
        """A card is no more, and what was sent back comes again."""
        found = self.get(refund)
        if found["status"] == "succeeded":
            found["status"] = "failed"
            charge = self.get(found["charge"])
            charge.update(amount_refunded=charge["amount_refunded"] - found["amount"], refunded=False)
            self._line(found, "refund_failure", found["amount"])
            self.tell("refund.failed", found)

    def dispute(self, intent: str, amount: int, status: str = "needs_response") -> Json | None:
        """Whoever gave says to the bank that they did not."""
        charge = self.get(self.get(intent)["latest_charge"])
        amount = min(amount, charge["amount"] - charge["amount_refunded"])
        if amount <= 0 or charge["disputed"]:
            return None
        charge["disputed"] = True
        found = self.new(
            "dp",
            "dispute",
            amount=amount,
            charge=charge["id"],
            payment_intent=intent,
            metadata={},
            currency=charge["currency"],
            status=status,
            reason="general",
            balance_transactions=[],
        )
        if not status.startswith("warning"):
            self._line(found, "dispute", -amount, fee=1500)
        self.tell("charge.dispute.created", found)
        return found

    def decide(self, dispute: str, status: str) -> None:
        """A dispute ends."""
        found = self.get(dispute)
        if found["status"] == "needs_response":
            found["status"] = status
            if status == "won":
                self._line(found, "dispute_reversal", found["amount"], fee=-1500)
            self.tell("charge.dispute.closed", found)

    def pay_out(self, currency: str) -> None:
        """What lies there goes to the bank."""
        amount = self.balance()[currency]
        if amount > 0:
            payout = self.new(
                "po", "payout", amount=amount, currency=currency.lower(), status="paid", type="bank_account"
            )
            self._line(payout, "payout", -amount)
            self.tell("payout.paid", payout)

    def sell(self, amount: int, currency: str) -> None:
        """A shop with the same account sells something."""
        intent = self.new(
            "pi",
            "payment_intent",
            amount=amount,
            amount_received=0,
            currency=currency,
            metadata={"shop": "7"},
            status="requires_payment_method",
            latest_charge=None,
            last_payment_error=None,
            description=None,
        )
        self._succeed(intent)
        self.tell("charge.succeeded", self.get(intent["latest_charge"]))

    def balance(self) -> Counter[str]:
        """What lies there: the sum of the balance's lines, by currency."""
        found: Counter[str] = Counter()
        for line in self.of_kind("balance_transaction"):
            found[line["currency"].upper()] += line["net"]
        return found

    # --- what follows of it

    def _intent(self, session: Json) -> Json:
        data = session["_data"]
        return self.new(
            "pi",
            "payment_intent",
            amount=session["amount_total"],
            amount_received=0,
            status="requires_payment_method",
            currency=session["currency"],
            metadata=data.get("metadata", {}),
            latest_charge=None,
            last_payment_error=None,
            description=data.get("description"),
        )

    def _succeed(self, intent: Json) -> None:
        charge = self.new(
            "ch",
            "charge",
            amount=intent["amount"],
            amount_refunded=0,
            currency=intent["currency"],
            disputed=False,
            refunded=False,
            paid=True,
            status="succeeded",
            payment_intent=intent["id"],
            metadata=dict(intent["metadata"]),
        )
        intent.update(
            status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"], last_payment_error=None
        )
        fee = intent["amount"] * 29 // 1000 + 30
        charge["balance_transaction"] = self._line(charge, "charge", intent["amount"], fee=fee)["id"]

    def _line(self, source: Json, category: str, amount: int, fee: int = 0) -> Json:
        currency = source["currency"]
        there = self.settles_in.get(currency, currency)
        rate = RATE if there != currency and source["object"] != "payout" else 1
        return self.new(
            "txn",
            "balance_transaction",
            amount=amount * rate,
            fee=fee * rate,
            net=(amount - fee) * rate,
            currency=there,
            reporting_category=category,
            type=category,
            source=source["id"],
            status="available",
        )

    def _subscribe(self, session: Json) -> None:
        data = session["_data"]
        price = self._price(session["amount_total"], session["currency"], session["_interval"])
        found = self.new(
            "sub",
            "subscription",
            status="active",
            metadata=data.get("metadata", {}),
            pause_collection=None,
            currency=session["currency"],
            cancellation_details={"comment": None, "feedback": None, "reason": None},
            default_payment_method=self.new(
                "pm", "payment_method", type="card", card={"exp_month": 8, "exp_year": 2030, "last4": "4242"}
            )["id"],
            payment_settings={"save_default_payment_method": None},
            _refuses=False,
            canceled_at=None,
            ended_at=None,
            customer="cus_test",
            latest_invoice=None,
            description=data.get("description"),
            items={
                "object": "list",
                "has_more": False,
                "data": [
                    {
                        "id": f"si_{session['id']}",
                        "object": "subscription_item",
                        "price": price,
                        "quantity": 1,
                        "current_period_end": int(time.time()) + 30 * 86_400,
                        "metadata": {},
                    },
                ],
            },
        )
        invoice = self._invoice(found, "subscription_create", paid=True)
        session.update(subscription=found["id"], invoice=invoice["id"])

    def _price(self, amount: int, currency: str, interval: str) -> Json:
        return self.new(
            "price",
            "price",
            unit_amount=amount,
            currency=currency,
            product="prod_test",
            active=True,
            recurring={"interval": interval, "interval_count": 1},
            type="recurring",
            metadata={},
        )

    def _invoice(self, subscription: Json, why: str, *, paid: bool) -> Json:
        [item] = subscription["items"]["data"]
        amount, currency = item["price"]["unit_amount"], subscription["currency"]
        intent = self.new(
            "pi",
            "payment_intent",
            amount=amount,
            amount_received=0,
            currency=currency,
            metadata={},
            latest_charge=None,
            status="requires_payment_method",
            last_payment_error=None,
            description=None,
        )
        details = {"metadata": subscription["metadata"], "subscription": subscription["id"]}
        found = self.new(
            "in",
            "invoice",
            status="open",
            amount_due=amount,
            amount_paid=0,
            currency=currency,
            billing_reason=why,
            attempted=True,
            attempt_count=1,
            auto_advance=True,
            hosted_invoice_url="https://invoice.stripe.com/i/test",
            metadata={},
            parent={"type": "subscription_details", "subscription_details": details},
        )
        self.new(
            "inpay",
            "invoice_payment",
            invoice=found["id"],
            is_default=True,
            status="open",
            currency=currency,
            amount_requested=amount,
            amount_paid=None,
            payment={"type": "payment_intent", "payment_intent": intent["id"]},
        )
        subscription["latest_invoice"] = found["id"]
        if subscription["pause_collection"]:
            found["status"] = "void"
            self.tell("invoice.voided", found)
        elif paid:
            self._pay_invoice(found)
        else:
            intent["last_payment_error"] = {"type": "card_error"}
            subscription["status"] = "past_due"
            self.tell("invoice.payment_failed", found)
            self.tell("customer.subscription.updated", subscription)
        return found

    def _pay_invoice(self, invoice: Json) -> None:
        [payment] = [each for each in self.of_kind("invoice_payment") if each["invoice"] == invoice["id"]]
        self._succeed(self.get(payment["payment"]["payment_intent"]))
        payment["status"] = "paid"
        invoice.update(status="paid", amount_paid=invoice["amount_due"], auto_advance=False)
        self.tell("invoice.paid", invoice)


class Place:
    """Where a world is: another one for each test, behind the same door."""

    def __init__(self) -> None:
        self.world = World()


class Answers:
    """What the API answers."""

    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, method: str, path: str, asked: Json, key: str) -> tuple[int, Json]:
        world = self.world
        with world.lock:
            if method == "POST" and key in world.done:
                before, status, said = world.done[key]
                if before != (path, asked):
                    return 400, _error("idempotency_key_in_use", "idempotency_error")
                return status, said
            try:
                status, said = (
                    200,
                    self._shown(self._do(method, path.removeprefix("/v1/").split("/"), dict(asked)), asked),
                )
            except Refusal as refusal:
                status, said = refusal.status, _error(refusal.code, refusal.kind)
            if method == "POST" and key:
                world.done[key] = ((path, asked), status, said)
            return status, said

    def _do(self, method: str, parts: list[str], asked: Json) -> Json:
        if parts[0] == "checkout":
            parts = parts[1:]
        kind, name = parts[0], parts[1] if len(parts) > 1 else ""
        asked.pop("expand", None)
        if method == "GET":
            return self.world.get(name) if name else self._list(kind, asked)
        if method == "DELETE" and kind == "subscriptions":
            if self.world.get(name)["status"] == "canceled":
                raise Refusal(404, "resource_missing")
            self.world.end(name, "cancellation_requested", asked.get("cancellation_details", {}).get("comment"))
            return self.world.get(name)
        if parts[-1] == "expire":
            if self.world.get(name)["status"] != "open":
                raise Refusal(400, "session_not_open")
            self.world.run_out(name)
            return self.world.get(name)
        if kind == "invoices":
            return self._invoice(name, asked, pays=parts[-1] == "pay")
        makers = {("sessions", ""): self._session, ("refunds", ""): self._refund}
        if kind == "customers" and set(asked) == {"email"}:
            self.world.customers[name] = str(asked["email"])
            return {"id": name, "object": "customer", "email": asked["email"]}
        if kind == "subscriptions" and name:
            return self._update(name, asked)
        return makers[kind, name](asked)

    def _session(self, asked: Json) -> Json:
        if asked["mode"] == "setup":
            return self._setup(asked)
        known = {
            "mode",
            "line_items",
            "client_reference_id",
            "metadata",
            "success_url",
            "cancel_url",
            "locale",
            "adaptive_pricing",
            "customer_email",
            "payment_intent_data",
            "subscription_data",
        }
        if set(asked) - known:
            raise Refusal(400, "parameter_unknown")
        [line] = asked["line_items"]
        price = line["price_data"]
        amount = int(price["unit_amount"])
        if not 50 <= amount <= 99_999_999 or price["currency"] != price["currency"].lower():
            raise Refusal(400, "amount_too_small" if amount < 50 else "amount_too_large")
        mode = asked["mode"]
        if ("recurring" in price) != (mode == "subscription"):
            raise Refusal(400, "parameter_invalid")
        made = self.world.new(
            "cs",
            "checkout.session",
            mode=mode,
            status="open",
            payment_status="unpaid",
            amount_total=amount,
            currency=price["currency"],
            client_reference_id=asked["client_reference_id"],
            metadata=asked["metadata"],
            locale=asked["locale"],
            success_url=asked["success_url"],
            cancel_url=asked["cancel_url"],
            customer_email=asked.get("customer_email"),
            payment_intent=None,
            subscription=None,
            invoice=None,
            customer=None,
            _data=asked.get("payment_intent_data") or asked.get("subscription_data") or {},
            _interval=price.get("recurring", {}).get("interval"),
        )
        made["url"] = f"https://checkout.stripe.com/c/pay/{made['id']}"
        return made

    def _setup(self, asked: Json) -> Json:
        known = {"mode", "currency", "customer", "metadata", "setup_intent_data", "success_url", "cancel_url", "locale"}
        if set(asked) != known or "{CHECKOUT_SESSION_ID}" not in asked["success_url"]:
            raise Refusal(400, "parameter_unknown")
        self.world.get(asked["setup_intent_data"]["metadata"]["freesheet_subscription"])
        shown = {
            name: asked[name] for name in ("mode", "currency", "customer", "metadata", "success_url", "cancel_url")
        }
        made = self.world.new(
            "cs", "checkout.session", **shown, status="open", payment_status="no_payment_required", amount_total=None,
            setup_intent=None, payment_intent=None, subscription=None, invoice=None, _data=asked["setup_intent_data"],
        )  # fmt: skip
        made["url"] = f"https://checkout.stripe.com/c/pay/{made['id']}"
        return made

    def _refund(self, asked: Json) -> Json:
        intent = self.world.get(asked["payment_intent"])
        charge = self.world.get(intent["latest_charge"] or "")
        amount = int(asked["amount"])
        if charge["amount"] - charge["amount_refunded"] < amount:
            raise Refusal(400, "charge_already_refunded")
        made = self.world.give_back(intent["id"], amount)
        if made is None:
            raise Refusal(400, "charge_disputed")
        made["metadata"] = asked.get("metadata", {})
        return made

    def _update(self, name: str, asked: Json) -> Json:
        found = self.world.get(name)
        if found["status"] == "canceled":
            raise Refusal(400, "resource_missing")
        if "payment_settings" in asked:
            found["payment_settings"].update(asked["payment_settings"])
        if "pause_collection" in asked:
            found["pause_collection"] = (
                {"behavior": asked["pause_collection"]["behavior"], "resumes_at": None}
                if asked["pause_collection"]
                else None
            )
        if "default_payment_method" in asked:
            found["default_payment_method"] = asked["default_payment_method"]
        for wanted in asked.get("items", []):
            [item] = [each for each in found["items"]["data"] if each["id"] == wanted["id"]]
            data = wanted["price_data"]
            item["price"] = self.world._price(int(data["unit_amount"]), data["currency"], data["recurring"]["interval"])
        self.world.tell("customer.subscription.updated", found)
        return found

    def _invoice(self, name: str, asked: Json, *, pays: bool) -> Json:
        invoice = self.world.get(name)
        if invoice["status"] != "open":
            raise Refusal(400, "invoice_not_open")
        if not pays:
            invoice["auto_advance"] = asked["auto_advance"] == "true"
            return invoice
        subscription = self.world.get(invoice["parent"]["subscription_details"]["subscription"])
        # Stripe does not count what others try.
        invoice["_tries"] = invoice.get("_tries", 0) + 1
        if subscription["_refuses"]:
            self.world.tell("invoice.payment_failed", invoice)
            raise Refusal(402, "card_declined", "card_error")
        self.world.retry(name)
        return invoice

    def _list(self, kind: str, asked: Json) -> Json:
        kinds = {"sessions": "checkout.session", "balance_transactions": "balance_transaction"}
        found = sorted(self.world.of_kind(kinds.get(kind, kind[:-1])), key=lambda each: each["id"][-6:], reverse=True)
        if "charge" in asked:
            found = [each for each in found if each["charge"] == asked["charge"]]
        if "payment" in asked:
            found = [each for each in found if each["payment"]["payment_intent"] == asked["payment"]["payment_intent"]]
        if "created" in asked:
            found = [each for each in found if each["created"] >= int(asked["created"]["gte"])]
        if "starting_after" in asked:
            found = found[[each["id"] for each in found].index(asked["starting_after"]) + 1 :]
        most = int(asked.get("limit", 10))
        return {"object": "list", "url": f"/v1/{kind}", "has_more": len(found) > most, "data": found[:most]}

    def _shown(self, thing: Json, asked: Json) -> Json:
        shown = json.loads(json.dumps({name: value for name, value in thing.items() if not name.startswith("_")}))
        for wanted in asked.get("expand", []):
            if wanted == "payments":
                shown["payments"] = {
                    "object": "list",
                    "has_more": False,
                    "url": "",
                    "data": [each for each in self.world.of_kind("invoice_payment") if each["invoice"] == shown["id"]],
                }
            else:
                self._expand(shown, wanted.split("."))
        return shown

    def _expand(self, shown: Any, words: list[str]) -> None:
        if isinstance(shown, list):
            for each in shown:
                self._expand(each, words)
        elif words and shown.get(words[0]) is not None:
            if isinstance(shown[words[0]], str):
                shown[words[0]] = json.loads(json.dumps(self.world.get(shown[words[0]])))
            self._expand(shown[words[0]], words[1:])


def _error(code: str, kind: str) -> Json:
    # As Stripe does, it repeats what it was told: nothing of that may come into our log.
    return {"error": {"code": code, "type": kind, "message": "Not so: ada@example.org"}}


def nested(pairs: list[tuple[str, str]]) -> Json:
    """What ``a[b][0][c]=d`` says."""
    found: Json = {}
    for name, value in pairs:
        words = name.replace("]", "").split("[")
        place = found
        for word in words[:-1]:
            place = place.setdefault(word, {})
        place[words[-1]] = value

    def lists(thing: Any) -> Any:
        if not isinstance(thing, dict):
            return thing
        within = {name: lists(value) for name, value in thing.items()}
        return list(within.values()) if within and all(name.isdigit() for name in within) else within

    return lists(found)  # type: ignore[no-any-return]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: else each answer waits for the system to confirm the first.
    wbufsize = -1
    disable_nagle_algorithm = True

    def _any(self) -> None:
        world: World = self.server.place.world  # type: ignore[attr-defined]
        length = int(self.headers.get("content-length") or 0)
        parts = urlsplit(self.path)
        body = self.rfile.read(length).decode()
        if len(body) < length:
            # Whoever asked was killed in the middle of a word.
            self.close_connection = True
            return
        asked = nested(parse_qsl(parts.query if self.command == "GET" else body, keep_blank_values=True))
        world.asked.append(
            (self.command, parts.path, asked, {name.lower(): value for name, value in self.headers.items()})
        )
        for what in [each for part, each in world.meanwhile.items() if part in parts.path and each]:
            what.pop(0)()
        mood = world.moods.pop(0) if world.moods else ""
        if mood in ("500", "429"):
            self._say(int(mood), _error("lock_timeout" if mood == "500" else "rate_limit", "api_error"))
            return
        if not self.headers.get("authorization", "").startswith("Bearer sk_test_"):
            self._say(401, _error("unauthorized", "invalid_request_error"))
            return
        if mood == "slow":
            time.sleep(0.5)
        status, said = Answers(world).answer(self.command, parts.path, asked, self.headers.get("idempotency-key", ""))
        if mood == "cut":
            self.close_connection = True
            self.connection.shutdown(2)
            return
        self._say(status, said)

    def do_GET(self) -> None:
        self._any()

    def do_POST(self) -> None:
        self._any()

    def do_DELETE(self) -> None:
        self._any()

    def _say(self, status: int, said: Json) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.send_header("request-id", "req_test")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing where whoever asked is gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(place: Place) -> Iterator[str]:
    """The stand-in, listening; yields where."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.place = place  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signed(event: Json, secret: str, at: int | None = None) -> tuple[dict[str, str], bytes]:
    """A message of Stripe's: its headers and its body."""
    body = json.dumps(event, indent=2)
    return {"stripe-signature": stripe.WebhookSignature.generate_signature_header(body, secret, at)}, body.encode()
