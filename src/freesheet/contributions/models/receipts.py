"""What a receipt says: the words that an outlet gives for it, and what was written on each."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000


def languages() -> list[tuple[str, str]]:
    """The paper's languages; asked for late, so that no migration names them."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class ReceiptText(models.Model):
    """Who issues receipts, and what the law wants on them, for givers of one language and country."""

    language = models.CharField(_("language"), max_length=20)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Write the country as two capital letters, such as TW or PK."))],
        help_text=_("Two letters, such as TW or PK. Empty: for givers of every country that has no text of its own."),
    )
    issuer = models.TextField(
        _("who issues it"),
        max_length=LONGEST_TEXT,
        blank=True,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("Name, address and number in the register. Empty: the publication’s imprint."),
    )
    legal = models.TextField(
        _("what the law wants on it"),
        max_length=LONGEST_TEXT,
        blank=True,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )

    class Meta:
        verbose_name = _("text of receipts")
        verbose_name_plural = _("texts of receipts")
        constraints = [models.UniqueConstraint(fields=["language", "country"], name="receipt_text_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.country}".strip()


class ReceiptSheet(models.Model):
    """What was written on a receipt when it was first made: made again, it says the same, whatever has changed."""

    receipt = models.OneToOneField("contributions.Receipt", on_delete=models.PROTECT, related_name="sheet")
    language = models.CharField(max_length=20)
    said = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.receipt)
