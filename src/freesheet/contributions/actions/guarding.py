"""Holding what looks like a robot, or somebody who tries stolen cards, before its provider is asked for anything."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from freesheet.contributions.actions.happening import happened, plan_happened
from freesheet.contributions.guards import KEPT, LETTERS_EACH_DAY, LIMITS, Limit, named
from freesheet.contributions.models import Charge, Hold, Letter, Trace
from freesheet.contributions.providers.kinds import named as provider
from freesheet.contributions.providers.provider import TakesCards
from freesheet.contributions.rules import ChargeState

FROM, CARD, REFUSED = Trace.Kind.FROM, Trace.Kind.CARD, Trace.Kind.REFUSED


def mark(kind: str, value: str, day: date) -> str:
    """What is kept of an address or a card: nobody without our key can tell it, and tomorrow it is another one."""
    text = f"{kind} {day.isoformat()} {value}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def network(address: str) -> str:
    """What one subscriber has: an address, or in IPv6 a network of them; the same text where it is no address.

    >>> network("2001:db8:1:2:3:4:5:6"), network("203.0.113.7"), network("::ffff:203.0.113.7"), network("x")
    ('2001:db8:1:2::/64', '203.0.113.7', '203.0.113.7', 'x')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


@transaction.atomic
def guard(charge: Charge, address: str, now: datetime | None = None) -> bool:
    """Look at a gift that has just begun, from a client's address; whether it is held.

    Looked at again, nothing changes. ``now`` is for tests.
    """
    now = now or timezone.now()
    charge = Charge.objects.select_for_update().get(pk=charge.pk)
    if charge.state != ChargeState.BEGUN or charge.reference or Hold.objects.filter(charge=charge).exists():
        return charge.state == ChargeState.HELD
    _leave(charge, FROM, network(address), now)
    return _held(charge, now)


@transaction.atomic
def tried(charge: Charge, *, card: str, refused: bool, now: datetime | None = None) -> bool:
    """Remember with which card a gift was tried, and if it was refused; whether it is held."""
    now = now or timezone.now()
    if card:
        _leave(charge, CARD, card, now)
    if refused:
        Trace.objects.create(charge=charge, kind=REFUSED, mark=f"{charge.traces.filter(kind=REFUSED).count()}", at=now)
    charge.refresh_from_db()
    if charge.state not in (ChargeState.WAITING, ChargeState.FAILED) or Hold.objects.filter(charge=charge).exists():
        return False
    return refused and _held(charge, now)


@transaction.atomic
def approve(charge: Charge, *, proven: bool = False) -> bool:
    """Let a held gift go on; whether it was one. ``proven``: by a mailed link, and not by the newsroom.

    What only the newsroom may let through stays where it is when somebody confirms it.
    """
    hold = Hold.objects.select_for_update().filter(charge=charge, outcome="").first()
    limit = named(hold.reason) if hold else None
    if hold is None or (proven and limit is not None and not limit.proves):
        return False
    if not happened(charge, "let through", cause="proven" if proven else "newsroom"):
        return False
    _decided(hold, Hold.Outcome.PROVEN if proven else Hold.Outcome.APPROVED)
    if not proven and charge.supporter.email:
        _write("let through", charge)
    return True


@transaction.atomic
def turn_away(charge: Charge) -> bool:
    """Take a held gift for what it looks like; whether it was one. Nothing is taken, and nobody is written to."""
    hold = Hold.objects.select_for_update().filter(charge=charge, outcome="").first()
    if hold is None or not happened(charge, "turned away", cause="newsroom"):
        return False
    _decided(hold, Hold.Outcome.REFUSED)
    if charge.plan is not None:
        plan_happened(charge.plan, "given up", cause="turned away")
    return True


def forget_traces(now: datetime | None = None) -> int:
    """Forget from where gifts were begun, and with which cards, after a day; how many lines that were."""
    count, _kinds = Trace.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()
    return count


def suspicion(charge: Charge, now: datetime) -> Limit | None:
    """The first limit that a gift is over; None where there is none. Some are only for who takes cards."""
    by_card = isinstance(provider(charge.provider), TakesCards)
    return next((limit for limit in LIMITS if (by_card or not limit.of_cards) and _over(charge, limit, now)), None)


def _over(charge: Charge, limit: Limit, now: datetime) -> bool:
    since = now - limit.within
    if limit.of == "amount":
        of_it = {"charge__currency": charge.currency, "charge__minor": charge.minor}
        refused = Trace.objects.filter(kind=REFUSED, at__gt=since, **of_it).count()
        # Only then, for what came is looked for among all gifts.
        return refused > limit.most and refused > _came(charge, since)
    if limit.of == "mail":
        # Each has two marks. Months that a provider takes by itself come from nowhere, and do not count.
        theirs = Charge.objects.filter(supporter=charge.supporter_id, traces__kind=FROM, traces__at__gt=since)
        return theirs.distinct().count() > limit.most
    marks = charge.traces.filter(kind=CARD if limit.of == "card" else FROM).values_list("mark", flat=True)
    # At midnight what is kept of an address becomes another: gifts of before are found by the other mark of this one.
    others = Charge.objects.filter(traces__mark__in=list(marks), traces__at__gt=since).distinct()
    if limit.what == "refused":
        return _refused(others, since) > limit.most
    if limit.what == "cards":
        return _cards(others, since) > limit.most
    return others.count() > limit.most


def _came(charge: Charge, since: datetime) -> int:
    """How often as much was received."""
    return Charge.objects.filter(currency=charge.currency, minor=charge.minor, received_at__gt=since).count()


def _cards(charges: QuerySet[Charge], since: datetime) -> int:
    """How many cards these gifts were tried with. Each has two marks each day, and the same card shares one."""
    seen: dict[tuple[int, datetime], set[str]] = {}
    for trace in Trace.objects.filter(kind=CARD, charge__in=charges, at__gt=since).order_by("at"):
        seen.setdefault((trace.charge_id, trace.at), set()).add(trace.mark)
    known: set[str] = set()
    count = 0
    for marks in seen.values():
        count += known.isdisjoint(marks)
        known |= marks
    return count


def _refused(charges: QuerySet[Charge], since: datetime) -> int:
    return Trace.objects.filter(kind=REFUSED, at__gt=since, charge__in=charges).count()


def _leave(charge: Charge, kind: str, value: str, now: datetime) -> None:
    today = now.astimezone(UTC).date()
    for day in (today, today + timedelta(days=1)):
        Trace.objects.get_or_create(charge=charge, kind=kind, mark=mark(kind, value, day), defaults={"at": now})


def _held(charge: Charge, now: datetime) -> bool:
    limit = suspicion(charge, now)
    if limit is None or not happened(charge, "held", cause=limit.reason):
        return False
    writes = limit.proves and _may_write(charge, now)
    Hold.objects.create(charge=charge, reason=limit.reason, by_mail=writes, at=now)
    if writes:
        _write("confirm", charge)
    return True


def _may_write(charge: Charge, now: datetime) -> bool:
    """Whether a letter may go to the address that stands in the form, which may be a stranger's."""
    lately = Hold.objects.filter(by_mail=True, at__gt=now - KEPT)
    marks = charge.traces.filter(kind=FROM).values_list("mark", flat=True)
    near = lately.filter(charge__traces__mark__in=list(marks)).distinct().count()
    asked = lately.filter(charge__supporter=charge.supporter_id).exists()
    return bool(charge.supporter.email) and not asked and near < LETTERS_EACH_DAY


def _write(kind: str, charge: Charge) -> None:
    Letter.objects.get_or_create(
        key=f"{kind}:{charge.pk}", defaults={"kind": kind, "supporter": charge.supporter, "charge": charge}
    )


def _decided(hold: Hold, outcome: Hold.Outcome) -> None:
    hold.outcome, hold.decided_at = outcome, timezone.now()
    hold.save(update_fields=["outcome", "decided_at"])


def waiting_holds() -> QuerySet[Hold]:
    """Those about which nobody has decided yet, the oldest first."""
    return (
        Hold.objects.filter(outcome="", charge__state=ChargeState.HELD)
        .select_related("charge__supporter", "charge__plan")
        .order_by("at", "pk")
    )
