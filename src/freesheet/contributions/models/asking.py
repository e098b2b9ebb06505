"""What an outlet sets of its asking: amounts in each currency, fees, how often readers are asked, and a goal."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from freesheet.contributions.conf import MOST_OFFERED
from freesheet.contributions.models.receipts import languages
from freesheet.lib.money import Money, MoneyProblem, amounts, plainly, read, written

COUNTRY = RegexValidator(r"^[A-Z]{2}$", _("Write the country as two capital letters, such as TW or PK."))
CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three capital letters, such as EUR or TWD."))
AMOUNTS = 200


def _cleaned(text: str, currency: str, most: int = 1) -> str:
    """Amounts as they are kept: plain, the smallest first, spaces between them."""
    try:
        found = sorted(set(amounts(text, currency)), key=lambda money: money.minor)
    except MoneyProblem as problem:
        raise ValidationError(
            _("Please write amounts in figures, with spaces between them, and no coin that is not there.")
        ) from problem
    if not found or len(found) > most:
        raise ValidationError(_("Please write at least one amount, and at most %(most)d.") % {"most": most})
    if found[0].minor <= 0:
        raise ValidationError(_("Please write amounts of more than nothing."))
    return " ".join(plainly(each) for each in found)


class Ladder(models.Model):
    """What is asked in a currency, or of givers of one country in it, in place of what comes with the program."""

    currency = models.CharField(
        _("currency"), max_length=3, validators=[CURRENCY], help_text=_("Three letters of ISO 4217, such as EUR.")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[COUNTRY],
        help_text=_("Two letters. Empty: for givers of every country that has no amounts of its own."),
    )
    offered = models.BooleanField(_("offered to readers"), default=True)
    once = models.CharField(_("once"), max_length=AMOUNTS)
    month = models.CharField(_("every month"), max_length=AMOUNTS)
    year = models.CharField(_("every year"), max_length=AMOUNTS)
    least = models.CharField(
        _("smallest gift"),
        max_length=40,
        help_text=_("Less would be eaten up by fees, and invites who tries out cards."),
    )
    most = models.CharField(
        _("largest gift"), max_length=40, help_text=_("Who wants to give more is asked to write to you.")
    )

    class Meta:
        verbose_name = _("amounts in a currency")
        verbose_name_plural = _("amounts")
        constraints = [models.UniqueConstraint(fields=["currency", "country"], name="ladder_once")]

    def __str__(self) -> str:
        return f"{self.currency} {self.country}".strip()

    def clean(self) -> None:
        """Amounts that there are, each within the smallest and the largest."""
        super().clean()
        wrong: dict[str, ValidationError] = {}
        for name, most in (
            ("once", MOST_OFFERED),
            ("month", MOST_OFFERED),
            ("year", MOST_OFFERED),
            ("least", 1),
            ("most", 1),
        ):
            try:
                setattr(self, name, _cleaned(getattr(self, name), self.currency, most))
            except ValidationError as problem:
                wrong[name] = problem
        if not wrong:
            low, high = read(self.least, self.currency), read(self.most, self.currency)
            if high < low:
                wrong["most"] = ValidationError(_("This is less than the smallest gift."))
            for name in ("once", "month", "year"):
                if any(each < low or high < each for each in amounts(getattr(self, name), self.currency)):
                    wrong[name] = ValidationError(
                        _("One of these is less than the smallest gift, or more than the largest.")
                    )
        if wrong:
            raise ValidationError(wrong)


class FeeRate(models.Model):
    """What a provider keeps of each gift in a currency, as the outlet knows it from its contract."""

    provider = models.CharField(_("way to pay"), max_length=30)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    percent = models.DecimalField(
        _("per cent"),
        max_digits=6,
        decimal_places=4,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(50))],
    )
    fixed = models.CharField(
        _("and for each gift"), max_length=40, default="0", help_text=_("In whole units of the currency, such as 0.30.")
    )
    source = models.CharField(
        _("where that is said"),
        max_length=300,
        help_text=_("The contract or the page with its date, for who looks at it next year."),
    )

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [models.UniqueConstraint(fields=["provider", "currency"], name="fee_rate_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.currency}"

    def clean(self) -> None:
        super().clean()
        try:
            kept = read(self.fixed, self.currency)
        except MoneyProblem as problem:
            raise ValidationError({"fixed": _("Please write an amount in figures, such as 0.30.")}) from problem
        if kept.minor < 0:
            raise ValidationError({"fixed": _("Please write an amount in figures, such as 0.30.")})
        self.fixed = plainly(kept)


class AskingRules(models.Model):
    """How often readers are asked, and what an article costs. One row."""

    every = models.PositiveSmallIntegerField(
        _("the whole appeal under every … article"),
        default=3,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "3: under every third that somebody reads; a quiet line under the others. 0: always the quiet line."
        ),
    )
    rest_days = models.PositiveSmallIntegerField(
        _("days of rest after “not now”"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    pause_days = models.PositiveSmallIntegerField(
        _("days of rest after a gift"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("After one that is given once. Who gives every month or every year is not asked for a year."),
    )
    cost = models.CharField(
        _("what an article costs"),
        max_length=40,
        blank=True,
        help_text=_(
            "As you have reckoned it. Empty: what you spent in the last four quarters whose accounts are published, by"
            " the articles of that time. Sentences with {cost} are left out where that is not known."
        ),
    )
    cost_currency = models.CharField(_("in the currency"), max_length=3, blank=True, validators=[CURRENCY])

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("how often readers are asked")
        verbose_name_plural = _("how often readers are asked")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        if not self.cost:
            return
        try:
            self.cost = plainly(read(self.cost, self.cost_currency))
        except MoneyProblem as problem:
            raise ValidationError(
                {"cost": _("Please write an amount in figures, and its currency beside it.")}
            ) from problem

    @property
    def cost_money(self) -> Money | None:
        """What an article costs, where the outlet says so."""
        return read(self.cost, self.cost_currency) if self.cost else None


class Goal(ClusterableModel):  # type: ignore[misc]  # modelcluster ships no types
    """So much an outlet wants to have by a day. How far it is comes from the books."""

    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    amount = models.CharField(_("amount"), max_length=40, help_text=_("In whole units of the currency."))
    begins = models.DateField(_("gifts count from"))
    ends = models.DateField(_("until, with this day"))
    in_appeal = models.BooleanField(
        _("in the appeal too"), default=False, help_text=_("Beside the page of support, where it always stands.")
    )
    shown_percent = models.PositiveSmallIntegerField(null=True, editable=False)
    """What readers are told now: in steps, rounded down. None: nothing, for it is not its time."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="goal_ends_after_it_begins")]

    def __str__(self) -> str:
        return written(self.money, get_language() or "en")

    @property
    def money(self) -> Money:
        return read(self.amount, self.currency)

    def clean(self) -> None:
        super().clean()
        self.amount = _one(self.amount, self.currency)
        if self.begins and self.ends and self.ends < self.begins:
            raise ValidationError({"ends": _("This is before it begins.")})


def _one(amount: str, currency: str) -> str:
    try:
        return _cleaned(amount, currency)
    except ValidationError as problem:
        raise ValidationError({"amount": problem}) from problem


class GoalText(models.Model):
    """What a goal is for, in one language. Readers of a language without a text are not shown it."""

    goal = ParentalKey(Goal, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=20, choices=languages)
    text = models.CharField(_("what it is for"), max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [models.UniqueConstraint(fields=["goal", "language"], name="goal_text_once")]

    def __str__(self) -> str:
        return self.text
