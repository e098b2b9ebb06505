"""Calls to Stripe, by its own library: with limits, keys that make a repeated call the same one, and plain data."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import requests
import stripe
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.providers.stripe.keys import Keys

Json = dict[str, Any]

OFFICIAL = "https://api.stripe.com"
CONNECT_SECONDS, ANSWER_SECONDS = 5, 20
RETRIES = 2
"""By the library, with the same key of idempotency, after a connection that broke or an answer of 409 or 5xx."""
PAGE = 100
"""Objects in one answer: the most that Stripe gives."""
MOST_OBJECTS = 20_000
"""Of one kind that are gone through in one reconciliation."""

STANDING_IN = "FREESHEET_STRIPE_API"
"""For tests: where a stand-in for Stripe listens. It must be this machine, and the key one of test mode."""
_HERE = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}")

# Neither how long calls took nor who made them is told to Stripe, and what they say is not written into our log.
stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)


class NotThere(ProviderProblem):
    """Stripe has no such object, or none that this key may see."""


class OtherwiseAsked(ProviderProblem):
    """It was asked for before, under the same key, and not quite as now."""


def api_base(keys: Keys) -> str:
    """Where Stripe is asked: where it says, and nowhere else, unless tests that move no money say otherwise."""
    instead = os.environ.get(STANDING_IN, "")
    return instead if instead and not keys.live and _HERE.fullmatch(instead) else OFFICIAL


class CardRefused(ProviderProblem):
    """A card was refused, or its bank wants somebody to be there. Nothing was taken."""


class Calls:
    """The calls that we make. Each raises ProviderProblem where Stripe did not answer as agreed."""

    def __init__(self, keys: Keys, base: str = "") -> None:
        self._keys = keys
        self._base = base or api_base(keys)
        self._of_thread = threading.local()

    @property
    def _client(self) -> stripe.StripeClient:
        # A session of requests belongs to one thread.
        if not hasattr(self._of_thread, "client"):
            session = requests.Session()
            # Neither a proxy nor a password that the machine's user keeps for other programs; nowhere else than asked.
            session.trust_env = False
            session.max_redirects = 0
            http = stripe.RequestsClient(timeout=(CONNECT_SECONDS, ANSWER_SECONDS), session=session)
            self._of_thread.client = stripe.StripeClient(
                self._keys.secret, http_client=http, max_network_retries=RETRIES, base_addresses={"api": self._base}
            )
        return cast(stripe.StripeClient, self._of_thread.client)

    def session(self, name: str) -> Json:
        """A Checkout Session."""
        return _told(lambda: self._client.v1.checkout.sessions.retrieve(name))

    def new_session(self, wanted: Json, key: str) -> Json:
        """A new Checkout Session; the same one for the same key."""
        return _told(lambda: self._client.v1.checkout.sessions.create(cast(Any, wanted), {"idempotency_key": key}))

    def collect(self, invoice: str) -> Json:
        """An invoice that was tried again at once."""
        return _told(lambda: self._client.v1.invoices.pay(invoice))

    def set_up(self, name: str) -> Json:
        """A SetupIntent: a card that somebody gave without paying by it."""
        return _told(lambda: self._client.v1.setup_intents.retrieve(name))

    def expire(self, session: str) -> Json:
        """A Checkout Session that nobody can pay any more."""
        key = {"idempotency_key": f"expire:{session}"}
        return _told(lambda: self._client.v1.checkout.sessions.expire(session, options=cast(Any, key)))

    def payment(self, name: str) -> Json:
        """A PaymentIntent with its latest charge, and the line of the balance that this made."""
        wanted = cast(Any, {"expand": ["latest_charge.balance_transaction"]})
        return _told(lambda: self._client.v1.payment_intents.retrieve(name, wanted))

    def invoice(self, name: str) -> Json:
        """An invoice, with how it was paid."""
        return _told(lambda: self._client.v1.invoices.retrieve(name, cast(Any, {"expand": ["payments"]})))

    def invoice_paid_by(self, payment: str) -> str:
        """The invoice that a PaymentIntent is for; empty where it is for none."""
        wanted = {"payment": {"type": "payment_intent", "payment_intent": payment}, "limit": 1}
        found = _told(lambda: self._client.v1.invoice_payments.list(cast(Any, wanted)))
        return str(found["data"][0]["invoice"]) if found["data"] else ""

    def subscription(self, name: str) -> Json:
        """A subscription."""
        return _told(lambda: self._client.v1.subscriptions.retrieve(name))

    def cancel(self, subscription: str, why: str = "") -> Json:
        """A subscription that has ended."""
        wanted = cast(Any, {"cancellation_details": {"comment": why}} if why else {})
        return _told(lambda: self._client.v1.subscriptions.cancel(subscription, wanted))

    def update_invoice(self, name: str, wanted: Json) -> Json:
        """An invoice that is another one now."""
        return _told(lambda: self._client.v1.invoices.update(name, cast(Any, wanted)))

    def pay_invoice(self, name: str, key: str) -> Json:
        """An invoice that was tried once more; the same key is the same try.

        Raises:
            CardRefused: it was in vain.
        """
        return _told(lambda: self._client.v1.invoices.pay(name, options={"idempotency_key": key}))

    def payment_method(self, name: str) -> Json:
        """A card, or what else somebody pays with."""
        return _told(lambda: self._client.v1.payment_methods.retrieve(name))

    def update(self, subscription: str, wanted: Json, key: str = "") -> Json:
        """A subscription that is another one now. Without a key the library makes one, for its own retries."""
        options = cast(Any, {"idempotency_key": key} if key else {})
        return _told(lambda: self._client.v1.subscriptions.update(subscription, cast(Any, wanted), options))

    def update_customer(self, name: str, wanted: Json) -> Json:
        """Who pays for a subscription, and is another one now."""
        return _told(lambda: self._client.v1.customers.update(name, cast(Any, wanted)))

    def refund(self, wanted: Json, key: str) -> Json:
        """A refund; the same one for the same key."""
        return _told(lambda: self._client.v1.refunds.create(cast(Any, wanted), {"idempotency_key": key}))

    def disputes(self, charge: str) -> list[Json]:
        """What was disputed of a charge, the newest first."""
        wanted = cast(Any, {"charge": charge, "limit": PAGE})
        return cast(list[Json], _told(lambda: self._client.v1.disputes.list(wanted))["data"])

    def listed(self, kind: str, wanted: Json) -> Iterator[Json]:
        """Every object of a kind, such as ``refunds`` or ``checkout.sessions``, the newest first, page by page."""
        service: Any = self._client.v1
        for word in kind.split("."):
            service = getattr(service, word)
        after: Json = {}
        for _page in range(MOST_OBJECTS // PAGE):
            asked = {**wanted, **after, "limit": PAGE}
            page = _told(lambda asked=asked: service.list(asked))  # type: ignore[misc]
            yield from page["data"]
            if not page["has_more"] or not page["data"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}
        raise ProviderProblem(
            _("Stripe has more than %(most)s %(kind)s in this time. Ask for a shorter one."),
            most=f"{MOST_OBJECTS:,}",
            kind=kind,
        )


def _told(call: Callable[[], Any]) -> Json:
    """What Stripe answers, as plain data. What it says of an error may name people, and is not repeated."""
    try:
        return cast(Json, call().to_dict())
    except stripe.APIConnectionError:
        raise ProviderProblem(_("Stripe cannot be reached.")) from None
    except stripe.RateLimitError:
        raise ProviderProblem(_("Stripe is asked too much at once.")) from None
    except stripe.AuthenticationError:
        raise ProviderProblem(_("Stripe does not know our key. Look at keys/stripe.key.")) from None
    except stripe.PermissionError:
        raise ProviderProblem(_("Our key may not do that at Stripe. See which rights it needs.")) from None
    except stripe.IdempotencyError:
        raise OtherwiseAsked(_("Stripe was asked for something else under the same key before.")) from None
    except stripe.CardError as problem:
        raise CardRefused(_("The card was refused (request %(request)s)."), request=_word(problem.request_id)) from None
    except stripe.StripeError as problem:
        kind = NotThere if problem.http_status == 404 or problem.code == "resource_missing" else ProviderProblem
        why = problem.code or f"status {problem.http_status}"
        raise kind(
            _("Stripe refused (%(why)s, request %(request)s)."),
            why=_word(why),
            request=_word(problem.request_id),
        ) from None
    except (ValueError, AttributeError, TypeError):
        raise ProviderProblem(_("Stripe gave an answer that cannot be read.")) from None


def _word(text: object) -> str:
    return re.sub(r"[^\w -]", "", str(text or "unknown"))[:60]
