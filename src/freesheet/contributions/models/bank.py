"""The outlet's own accounts, the statements of them, and which gift each line of one is.

Lines are never changed: the database refuses it. What a line says of who sent the money can be emptied, for one who
asks to be forgotten. A match can be undone once, and is never deleted.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.lib.check_digits import in_fours, is_bic, is_iban
from freesheet.lib.money import Money, MoneyProblem, decimals

LONGEST_HOLDER = 70
"""What the code that bank apps read has room for."""

LONGEST_SAID = 1000
"""Characters of a remittance text that are kept."""

LONGEST_PARTY = 140
LONGEST_NUMBER = 60


class BankAccount(models.Model):
    """An account of the outlet to which gifts are transferred: one for each currency that can be transferred."""

    currency = models.CharField(_("currency"), max_length=3, help_text=_("Its code, such as EUR, TWD or USD."))
    holder = models.CharField(
        _("account holder"), max_length=LONGEST_HOLDER, help_text=_("As the bank writes it. Banks compare it.")
    )
    iban = models.CharField("IBAN", max_length=42, blank=True, help_text=_("Where your country has them."))
    number = models.CharField(
        _("account number"), max_length=LONGEST_NUMBER, blank=True, help_text=_("Where there is no IBAN.")
    )
    bank = models.CharField(
        _("bank"), max_length=100, blank=True, help_text=_("Its name, and its branch if one needs it.")
    )
    bank_code = models.CharField(
        _("bank code"),
        max_length=30,
        blank=True,
        help_text=_("What transfers need besides: bank and branch code, routing number, IFSC or sort code."),
    )
    bic = models.CharField(
        "BIC", max_length=11, blank=True, help_text=_("For transfers from abroad; also called SWIFT code.")
    )
    active = models.BooleanField(
        _("shown to readers"),
        default=True,
        help_text=_("Statements of an account can be read when it is not shown, too."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["-active", "currency", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(iban="") & ~Q(number="") | ~Q(iban="") & Q(number=""),
                name="bank_account_has_one_number",
                violation_error_message=_(
                    "Write the IBAN or, where there is none, the account number: one of the two."
                ),
            ),
            models.UniqueConstraint(
                fields=["currency"],
                condition=Q(active=True),
                name="bank_account_shown_once",
                violation_error_message=_(
                    "Readers are shown an account for this currency already. Hide that one first."
                ),
            ),
            models.UniqueConstraint(
                fields=["iban", "number", "bank_code", "currency"],
                name="bank_account_once",
                violation_error_message=_("This account is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.shown_number}"

    def clean(self) -> None:
        """Write codes as they are compared, and refuse what cannot be one.

        Raises:
            ValidationError: with a sentence for each field that will not do.
        """
        wrong: dict[str, object] = {}
        self.currency, self.iban, self.bic = (
            "".join(each.split()).upper() for each in (self.currency, self.iban, self.bic)
        )
        try:
            decimals(self.currency)
        except MoneyProblem:
            wrong["currency"] = _("That is no currency. Its code has three letters, such as EUR.")
        if self.iban and not is_iban(self.iban):
            wrong["iban"] = _("That is no IBAN: a letter or digit is wrong or missing.")
        if self.bic and not is_bic(self.bic):
            wrong["bic"] = _("That is no BIC: it has 8 or 11 letters and digits.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def shown_number(self) -> str:
        """The IBAN in groups of four, or the account number."""
        return in_fours(self.iban) if self.iban else self.number


class Statement(models.Model):
    """A file from the bank that was read."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    file = models.CharField(max_length=200)
    """Its name."""
    digest = models.CharField(max_length=64)
    """SHA-256, in hexadecimal figures."""
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)
    lines_read = models.PositiveIntegerField(default=0)
    """Gifts and returns in the file, those too that another one brought before."""

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file


class StatementLine(models.Model):
    """Money that came to an account, or went back from it to who gave it."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=64)
    """What tells it from every other line of the account, in whichever file it comes."""
    booked_on = models.DateField(db_index=True)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    """What came is above nothing, what went back below it."""
    returns = models.BooleanField(default=False)
    """The bank says that it goes back to where it came from."""
    party = models.CharField(max_length=LONGEST_PARTY, blank=True)
    """Who sent it, as their bank says."""
    party_account = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    said = models.CharField(max_length=LONGEST_SAID, blank=True)
    """The remittance text."""

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-booked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="statement_line_once"),
            models.CheckConstraint(condition=~Q(minor=0), name="statement_line_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def money(self) -> Money:
        """What came or went back: never below nothing."""
        return Money(abs(self.minor), self.currency)

    @property
    def came(self) -> bool:
        """Whether it came, and did not go back."""
        return self.minor > 0


class Match(models.Model):
    """Which gift a line of a statement is; or, without one, that it is none."""

    line = models.ForeignKey(StatementLine, on_delete=models.PROTECT, related_name="matches")
    charge = models.ForeignKey("contributions.Charge", null=True, on_delete=models.PROTECT, related_name="matches")
    asked_minor = models.BigIntegerField(default=0)
    """What the gift was to be before this line said what it is."""
    made = models.BooleanField(default=False)
    """The gift was made of this line."""
    by = models.CharField(max_length=150, blank=True)
    """Who said so; nobody where the reference did."""
    reason = models.CharField(max_length=300, blank=True)
    """Why it is no gift."""
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(undone_at=None), name="statement_line_matched_once"),
            models.CheckConstraint(
                condition=Q(charge__isnull=False, reason="") | Q(charge__isnull=True) & ~Q(reason=""),
                name="match_is_a_gift_or_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"match {self.pk}"
