"""What a line of the record can say was done."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What somebody did, as the record keeps it for ever, and as it is read after their name."""

    LOGGED_IN = "logged in", _("logged in")
    LOGGED_OUT = "logged out", _("logged out")
    NOT_LET_IN = "was not let in", _("was not let in")
    WRONG_FACTOR = "gave a wrong second factor", _("gave a wrong second factor")
    TURNED_AWAY = "tried too often", _("tried too often, and was turned away")
    CODE_USED = "used a recovery code", _("used a recovery code")
    APP_ADDED = "added an authenticator app", _("added an authenticator app")
    APP_REMOVED = "removed an authenticator app", _("removed an authenticator app")
    PASSKEY_ADDED = "added a passkey", _("added a passkey")
    PASSKEY_REMOVED = "removed a passkey", _("removed a passkey")
    CODES_ADDED = "was given recovery codes", _("was given recovery codes")
    CODES_RESET = "made new recovery codes", _("made new recovery codes")
    CODES_REMOVED = "lost the recovery codes", _("lost the recovery codes, with the last second factor")
    PASSWORD_CHANGED = "changed a password", _("changed a password")
    ADDRESS_CHANGED = "changed an address", _("changed an e-mail address")
    OWN_SESSIONS_ENDED = "ended own sessions", _("ended their other sessions")
    INVITED = "invited", _("invited")
    CAME_IN = "came in", _("came in by invitation")
    GAVE_ROLES = "gave roles", _("gave roles")
    LET_GO = "let go", _("let go")
    SESSIONS_ENDED = "ended sessions", _("ended somebody’s sessions")
    BANK_ACCOUNT_SET = "set a bank account", _("set an account for gifts")
    STATEMENT_READ = "read in a statement", _("read in a bank statement")
    LINE_MATCHED = "matched a transfer", _("matched a transfer with a gift")
    GIFT_MADE = "made a gift of a transfer", _("made a gift of a transfer")
    LINE_SET_ASIDE = "set a transfer aside", _("set a transfer aside as no gift")
    MATCH_UNDONE = "undid a match", _("took back what a transfer is")
    GAVE_BACK = "gave a gift back", _("sent money of a gift back")
    PLAN_STOPPED = "stopped a lasting gift", _("stopped a lasting gift")
    PLAN_PAUSED = "paused a lasting gift", _("paused a lasting gift")
    PLAN_RESUMED = "resumed a lasting gift", _("let a lasting gift go on")
    GIFT_THANKED = "thanked for a gift", _("thanked for a gift")
    THANKS_UNDONE = "took back thanks", _("took back that a gift was thanked for")
    QUARTER_SET = "entered a quarter", _("entered what belongs to the accounts of a quarter")
    QUARTER_PUBLISHED = "published a quarter", _("published the accounts of a quarter")
    QUARTER_TAKEN_BACK = "took back a quarter", _("took back what was not published of a quarter")
    NEWSLETTER_SENT = "sent a newsletter", _("sent a newsletter")
    GIFT_LET_THROUGH = "let a gift through", _("let a held gift through")
    GIFT_TURNED_AWAY = "turned a gift away", _("turned a held gift away")
    GIVER_FORGOTTEN = "forgot who gave", _("forgot somebody who gave")
    FACTOR_RESET = "reset second factor", _("took away somebody’s second factor")


def said(what: str) -> str:
    """What was done, in the language of who reads it. Words that are no longer in use are told as they were kept."""
    return str(Deed(what).label) if what in Deed.values else what
