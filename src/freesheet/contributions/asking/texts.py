"""Texts of the appeal that are compared: which there are, how often each was seen, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from threading import Lock
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from freesheet.contributions import keys
from freesheet.contributions.models import AppealCount, AppealText, AskingRules, Charge
from freesheet.press.outbox import changed
from freesheet.press.recording import depends_on

FIRST = 0
"""The number of the text in the publication's settings."""

LEAST_SHARE = 1
FLUSH_SECONDS = 20.0
"""Counts wait so long in memory: a write for each reader would keep the books waiting."""

MOST_WAITING = 200
CONFIDENCE = 1.96
"""Of 95 per cent."""


def rules() -> AskingRules:
    """How often readers are asked; what comes with the program where nobody has said anything."""
    depends_on(keys.RULES)
    return AskingRules.objects.filter(pk=1).first() or AskingRules(pk=1)


def compared(language: str) -> list[AppealText]:
    """The texts that are compared with the first in a language, in the order in which they were begun.

    Those that would leave nothing for the first are left out.
    """
    depends_on(keys.texts(language))
    kept, left = [], 100 - LEAST_SHARE
    for text in AppealText.objects.filter(language=language, stopped_at=None).order_by("pk"):
        if text.share <= left:
            kept.append(text)
            left -= text.share
    return kept


def campaign(language: str, text: int) -> str:
    """What a gift is marked with that came of a text."""
    return f"appeal:{language}:{text}"


class Counts:
    """Counts in memory, and now and then in the database."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: Counter[tuple[str, int, str]] = Counter()
        self._kept_at = monotonic()

    def add(self, language: str, text: int, what: str) -> None:
        """Count once: ``seen`` or ``bothered``."""
        with self._lock:
            self._waiting[language, text, what] += 1
            many = self._waiting.total() >= MOST_WAITING
            due = many or monotonic() >= self._kept_at + FLUSH_SECONDS
        if due:
            self.keep()

    def keep(self) -> None:
        """Write down what was counted."""
        with self._lock:
            waiting, self._waiting, self._kept_at = self._waiting, Counter(), monotonic()
        day = timezone.now().astimezone(ZoneInfo(settings.PUBLICATION.timezone)).date()
        with transaction.atomic():
            for (language, text, what), count in sorted(waiting.items()):
                row, _made = AppealCount.objects.get_or_create(language=language, text=text, day=day)
                AppealCount.objects.filter(pk=row.pk).update(**{what: F(what) + count})


counts = Counts()


def count(language: str, text: int, what: str) -> bool:
    """Count that a text was seen, or bothered somebody; False where it is not compared, or not shown, now."""
    others = {each.pk for each in compared(language)}
    known = text in others or text == FIRST
    # Nothing is to be learned from how often one text was seen.
    if not known or (what == "seen" and not others):
        return False
    counts.add(language, text, what)
    return True


@dataclass(frozen=True)
class Outcome:
    """What came of a text since it has been compared."""

    number: int
    name: str
    share: int
    seen: int
    gifts: int
    bothered: int
    stopped_at: datetime | None = None

    @property
    def rate(self) -> tuple[float, float, float]:
        """Gifts per thousand views, and between which two it is with 95 per cent certainty."""
        return per_thousand(self.gifts, self.seen)

    @property
    def bother(self) -> tuple[float, float, float]:
        """The same of those who said that it bothered them."""
        return per_thousand(self.bothered, self.seen)


def per_thousand(hits: int, of: int) -> tuple[float, float, float]:
    """So many in a thousand, with Wilson's interval.

    Of Wilson, "Probable inference, the law of succession, and statistical inference" (1927).

    >>> [round(each, 1) for each in per_thousand(10, 1000)]
    [10.0, 5.4, 18.3]
    >>> per_thousand(0, 0)
    (0.0, 0.0, 1000.0)
    """
    if of == 0:
        return 0.0, 0.0, 1000.0
    # Views are counted only in some browsers; gifts in all.
    part, squared = min(1.0, hits / of), CONFIDENCE**2
    middle = (part + squared / (2 * of)) / (1 + squared / of)
    half = CONFIDENCE / (1 + squared / of) * sqrt(part * (1 - part) / of + squared / (4 * of * of))
    return part * 1000, max(0.0, middle - half) * 1000, min(1.0, middle + half) * 1000


def outcomes(language: str, first: str) -> list[Outcome]:
    """What came of each text of a language since the oldest of those that are compared now was begun.

    ``first`` is the name of the publication's own. Those that were stopped have their own time. Empty where there was
    never another text.
    """
    counts.keep()
    texts = list(AppealText.objects.filter(language=language).order_by("pk"))
    running = compared(language)
    since = min((each.begun_at for each in running or texts), default=None)
    if since is None:
        return []
    rest = 100 - sum(each.share for each in running)
    found = [_outcome(language, FIRST, first, rest, since, None)]
    return found + [
        _outcome(language, each.pk, each.name, each.share, each.begun_at, each.stopped_at) for each in texts
    ]


def _outcome(
    language: str, number: int, name: str, share: int, since: datetime, stopped_at: datetime | None
) -> Outcome:
    zone = ZoneInfo(settings.PUBLICATION.timezone)
    days = AppealCount.objects.filter(language=language, text=number, day__gte=since.astimezone(zone).date())
    sums = days.aggregate(seen=Sum("seen"), bothered=Sum("bothered"))
    gifts = Charge.objects.filter(
        campaign=campaign(language, number), created_at__gte=since, received_at__isnull=False
    ).exclude(returned_minor=F("minor"))
    # However many months of it have come, a lasting gift is one.
    begun = {plan or -pk for plan, pk in gifts.values_list("plan_id", "pk")}
    return Outcome(number, name, share, sums["seen"] or 0, len(begun), sums["bothered"] or 0, stopped_at)


@transaction.atomic
def stop(text: AppealText) -> bool:
    """Show a text no more; False where that was so."""
    stopped = AppealText.objects.filter(pk=text.pk, stopped_at=None).update(stopped_at=timezone.now())
    if stopped:
        changed(keys.texts(text.language))
    return bool(stopped)
