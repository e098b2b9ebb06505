"""What is kept of who gets the newsletter, why, and for how long: readers are shown it, and a test holds it to that."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from freesheet.contributions.kept import Kept
from freesheet.newsletters.models import Subscriber

KEPT = (
    Kept(
        _("Your e-mail address, the language of the letter, and when you asked for it and confirmed that"),
        _("To send you the newsletter. For nothing else."),
        _(
            "Until you leave by the link at the foot of each letter: then it is gone at once. If you do not confirm "
            "that you want it, it is gone after three days."
        ),
        ("Subscriber.email", "Subscriber.language", "Subscriber.asked_at", "Subscriber.confirmed_at"),
        emptied=True,
    ),
    Kept(
        _("That a letter was sent to you, and when. Not whether you opened it, or what you read"),
        _("So that none is sent twice, and none is lost."),
        _("It stands beside your address until you leave. Then only the number of copies is left."),
        (
            "Copy.issue", "Copy.subscriber", "Copy.state", "Copy.tries", "Copy.next_at", "Copy.created_at",
            "Copy.sent_at", "Copy.claim", "Copy.left_at", "Copy.problem",
        ),
    ),
)  # fmt: skip
"""The table, in the order in which it is shown."""


def everything(email: str) -> list[dict[str, object]]:
    """All that is kept of who gets the newsletter at an address."""
    rows = Subscriber.objects.filter(email=email.strip().lower()).order_by("pk")
    return [
        {
            "language": each.language,
            "asked_at": each.asked_at,
            "confirmed_at": each.confirmed_at,
            "letters": list(each.copies.order_by("pk").values("issue", "state", "created_at", "sent_at")),
        }
        for each in rows
    ]
