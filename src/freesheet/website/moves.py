"""What is said at addresses that pages had before: where they are now, or that they are gone."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from freesheet.press.outbox import wanted
from freesheet.website.facts import NOTHING, Facts, Picture
from freesheet.website.models import Gone
from freesheet.website.sheets import redirect_addresses

LONGEST_PATH = 255
"""Characters; Wagtail's redirects take no more."""


def way_from(request: HttpRequest) -> Redirect | None:
    """The redirect for the address that was asked for, with its query or else without; None if it leads nowhere."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    for each in dict.fromkeys((path, urlsplit(path).path)):
        way: Redirect | None = get_redirect(request, each)
        if way is not None and way.link:
            return way
    return None


def leave_ways(before: Picture, after: Picture) -> None:
    """Note, in the transaction of a change, where its pages were before and are no more."""
    site = Site.objects.filter(is_default_site=True).first()
    for pk, old in before.items():
        new = after.get(pk, NOTHING)
        if old.addresses and not new.addresses:
            withdraw(old.addresses)
        elif site is not None and _path(old) and _path(old) != _path(new):
            _lead(site, _path(old), pk)
    _revive(address for pk, new in after.items() if not before.get(pk, NOTHING).addresses for address in new.addresses)
    _revive(_path(new) for new in after.values())


def withdraw(addresses: Iterable[str]) -> None:
    """Readers who ask for these are told that the page is gone, unless they are led somewhere else."""
    Gone.objects.bulk_create([Gone(address=address) for address in addresses], ignore_conflicts=True)


def ways_from(old_path: str, forsaken: bool = False) -> None:
    """A redirect was made, changed or taken away; ``forsaken`` with the page that it led to."""
    addresses = list(redirect_addresses(old_path))
    if forsaken:
        withdraw(addresses)
    wanted(*addresses)


def _path(facts: Facts) -> str:
    return facts.addresses[0] if facts.addresses else ""


def _lead(site: Site, path: str, pk: int) -> None:
    old_path = Redirect.normalise_path(path)
    if len(old_path) > LONGEST_PATH:
        return
    way, made = Redirect.objects.get_or_create(
        old_path=old_path, site=site, defaults={"redirect_page_id": pk, "automatically_created": True}
    )
    if not made and way.automatically_created and way.redirect_page_id != pk:
        way.redirect_page_id = pk
        way.save()


def _revive(addresses: Iterable[str]) -> None:
    alive = [address for address in addresses if address]
    if alive:
        Gone.objects.filter(address__in=alive).delete()
