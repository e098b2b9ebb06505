"""The keys of the paper's account with Stripe: files of their own, and not in the settings, which people show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem

MOST_CHARACTERS = 4000

_KEY = re.compile(r"(?:sk|rk)_(live|test)_[A-Za-z0-9_]+")
_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=_-]+")


@dataclass(frozen=True, repr=False)
class Keys:
    """What our requests are signed with, and what Stripe's messages are."""

    secret: str
    webhook: tuple[str, ...]
    """The newest first; more than one while they are being changed."""

    @property
    def live(self) -> bool:
        """Whether money moves."""
        found = _KEY.fullmatch(self.secret)
        return found is not None and found[1] == "live"


def key_file(root: Path) -> Path:
    """Where the secret key is, in the publication's folder."""
    return root / "keys" / "stripe.key"


def webhook_file(root: Path) -> Path:
    """Where the webhook's signing secrets are, one a line."""
    return root / "keys" / "stripe-webhook.key"


def read(root: Path) -> Keys:
    """The keys of a publication's folder.

    Raises:
        ProviderProblem: they are missing, cannot be read, or are none. The message never repeats them.
    """
    key, webhook = key_file(root), webhook_file(root)
    [secret, *more] = _words(key) or [""]
    if more or not _KEY.fullmatch(secret):
        raise ProviderProblem(
            _(
                "What is in %(path)s is no secret key of Stripe: put there one that begins with rk_live_, sk_live_,"
                " rk_test_ or sk_test_, and nothing else."
            ),
            path=key,
        )
    secrets = _words(webhook)
    if not secrets or not all(_SECRET.fullmatch(each) for each in secrets):
        raise ProviderProblem(
            _("What is in %(path)s is no signing secret of Stripe: put there what begins with whsec_, one a line."),
            path=webhook,
        )
    return Keys(secret, tuple(secrets))


def complaints(root: Path, *, for_readers: bool) -> Iterator[str]:
    """What is wrong with the keys, a sentence each. ``for_readers``: the paper is one that others can reach."""
    try:
        keys = read(root)
    except ProviderProblem as problem:
        yield str(problem)
        return
    for path in (key_file(root), webhook_file(root)):
        if path.stat().st_mode & 0o077:
            yield f"Others may read the key file {path}. Run: chmod 600 {path}"
    if for_readers and not keys.live:
        yield f"The key in {key_file(root)} is one of Stripe’s test mode: no money moves. Put the live one there."


def _words(path: Path) -> list[str]:
    try:
        with path.open(encoding="ascii") as file:
            found = file.read(MOST_CHARACTERS + 1)
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no text"
        raise ProviderProblem(_("Stripe’s key cannot be read from %(path)s (%(why)s)."), path=path, why=why) from None
    return found.split() if len(found) <= MOST_CHARACTERS else []
