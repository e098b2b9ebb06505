"""What is noted is told to the CDN, once it is so and until it has been heard, whatever happens in between."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.press.purging.cdn import SITE, TOKEN, ZONE, Answer, Cdn
from tests.press.purging.conftest import Hands

from freesheet.press.models import Purge
from freesheet.press.purging.kinds import providers_for
from freesheet.press.purging.marks import key_of
from freesheet.press.purging.notes import Notes
from freesheet.press.purging.provider import Account, Provider
from freesheet.press.purging.purger import LONGEST_DELAY, Purger

pytestmark = pytest.mark.django_db


def provider_of(kind: str, cdn: Cdn) -> Provider:
    [provider] = providers_for(Account(kind, SITE, ZONE, TOKEN, (cdn.address,)))
    return provider


@pytest.fixture
def cloudflare(cdn: Cdn) -> Iterator[Provider]:
    """Tells our CDN as if it were Cloudflare."""
    provider = provider_of("cloudflare", cdn)
    yield provider
    provider.close()


@pytest.fixture
def notes(cloudflare: Provider) -> Notes:
    """Notes for it."""
    return Notes([cloudflare])


@pytest.fixture
def purger(cloudflare: Provider, clock: Hands) -> Purger:
    """Sends them."""
    return Purger(cloudflare, clock)


def urls(*addresses: str) -> list[str]:
    return [SITE + address for address in addresses]


def test_what_changed_is_purged_and_forgotten(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    notes.note(["/world/", "/"])
    assert purger.run_once() is None
    assert cdn.purged == urls("/world/", "/")
    assert not Purge.objects.exists()
    purger.run_once()
    assert len(cdn.calls) == 1


def test_an_address_that_changed_often_is_purged_once(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    for _time in range(5):
        notes.note(["/", "/world/"])
    purger.run_once()
    assert sorted(cdn.purged) == urls("/", "/world/")


def test_many_addresses_go_in_calls_as_large_as_allowed(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    notes.note([f"/{number}/" for number in range(2050)])
    purger.run_once()
    assert sorted(cdn.purged) == sorted(urls(*(f"/{number}/" for number in range(2050))))
    # A thousand are looked at in one turn, thirty go into one call.
    assert len(cdn.calls) == 34 + 34 + 2


def test_a_change_noted_while_the_cdn_is_being_told_is_told_too(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    class Telling:
        target, batch, wholesale = purger.provider.target, 30, True

        def purge(self, addresses: Sequence[str], gone: bool) -> None:
            purger.provider.purge(addresses, gone)
            if len(cdn.calls) == 1:
                notes.note(addresses)

        def purge_everything(self) -> None: ...

        def close(self) -> None: ...

    notes.note(["/"])
    Purger(Telling(), Hands()).run_once()
    assert cdn.purged == urls("/", "/")
    assert not Purge.objects.exists()


def test_pages_that_are_gone_go_first_and_are_not_shown_again(cdn: Cdn, clock: Hands) -> None:
    fastly = provider_of("fastly", cdn)
    notes = Notes([fastly])
    notes.note(["/", "/world/"])
    notes.note(["/withdrawn/"], gone=True)
    Purger(fastly, clock).run_once()
    fastly.close()
    assert cdn.purged[0] == key_of("/withdrawn/")
    assert cdn.soft == {key_of("/"), key_of("/world/")}


def test_the_last_that_happened_to_a_page_says_how_it_is_purged(cdn: Cdn, clock: Hands) -> None:
    fastly = provider_of("fastly", cdn)
    notes = Notes([fastly])
    for address, gone in (("/withdrawn/", False), ("/withdrawn/", True), ("/back/", True), ("/back/", False)):
        notes.note([address], gone)
    Purger(fastly, clock).run_once()
    fastly.close()
    assert cdn.soft == {key_of("/back/")}
    assert sorted(cdn.purged) == sorted([key_of("/withdrawn/"), key_of("/back/")])


def test_a_cdn_that_is_away_is_asked_again_ever_more_seldom(
    cdn: Cdn, notes: Notes, purger: Purger, clock: Hands
) -> None:
    notes.note(["/"])
    waits = []
    for _time in range(12):
        cdn.next.append(Answer(503))
        wait = purger.run_once()
        assert wait is not None
        waits.append(round(wait))
        calls = len(cdn.calls)
        clock.forward(wait - 0.5)
        purger.run_once()
        assert len(cdn.calls) == calls, "asked before it was time"
        clock.forward(0.5)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_DELAY
    assert purger.run_once() is None
    assert cdn.purged == urls("/")


def test_a_wait_that_the_cdn_asks_for_is_kept(cdn: Cdn, notes: Notes, purger: Purger, clock: Hands) -> None:
    notes.note(["/"])
    cdn.next.append(Answer(429, {"Retry-After": "90"}))
    assert purger.run_once() == 90
    notes.note(["/world/"])
    clock.forward(89)
    assert purger.run_once() == 1
    assert len(cdn.calls) == 1
    clock.forward(1)
    purger.run_once()
    assert sorted(cdn.purged) == urls("/", "/world/")


def test_no_further_call_is_made_once_one_said_that_it_is_too_many(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    notes.note([f"/{number}/" for number in range(300)])
    cdn.next += [cdn_says_yes(), Answer(429)]
    purger.run_once()
    assert len(cdn.calls) == 2
    assert Purge.objects.count() == 270


def cdn_says_yes() -> Answer:
    return Answer(200, body=b'{"success": true}')


def test_one_address_that_is_refused_does_not_keep_the_others_waiting(
    cdn: Cdn, notes: Notes, purger: Purger, clock: Hands
) -> None:
    cdn.rejected = {f"{SITE}/bad/"}
    notes.note([*(f"/{number}/" for number in range(17)), "/bad/", *(f"/{number}/" for number in range(17, 60))])
    purger.run_once()
    assert sorted(cdn.purged) == sorted(urls(*(f"/{number}/" for number in range(60))))
    assert [row.address for row in Purge.objects.all()] == ["/bad/"]
    cdn.rejected = set()
    clock.forward(LONGEST_DELAY)
    assert purger.run_once() is None
    assert cdn.purged[-1] == f"{SITE}/bad/"


def test_a_cdn_that_refuses_whatever_it_is_told_is_not_flooded(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    notes.note([f"/{number}/" for number in range(900)])
    cdn.next += [Answer(400)] * 1000
    wait = purger.run_once()
    assert wait is not None
    assert len(cdn.calls) < 20
    assert Purge.objects.count() == 900


def test_everything_is_one_call_and_takes_the_place_of_what_waits(cdn: Cdn, notes: Notes, purger: Purger) -> None:
    notes.note([f"/{number}/" for number in range(100)])
    notes.everything()
    purger.run_once()
    assert cdn.purged == ["*"]
    assert not Purge.objects.exists()


def test_everything_waits_for_a_cdn_that_is_away_and_so_does_what_comes_after(
    cdn: Cdn, notes: Notes, purger: Purger, clock: Hands
) -> None:
    cdn.next.append(Answer(drop=True))
    notes.everything()
    purger.run_once()
    notes.note(["/"])
    clock.forward(LONGEST_DELAY)
    purger.run_once()
    assert sorted(cdn.purged) == sorted(["*", f"{SITE}/"])


def test_a_cache_without_such_a_call_is_told_of_each_page(cdn: Cdn, clock: Hands) -> None:
    cache = provider_of("http", cdn)
    notes = Notes([cache])
    notes.note(["/", "/world/"])
    notes.everything()
    Purger(cache, clock).run_once()
    cache.close()
    assert cdn.purged == ["paper.example/", "paper.example/world/"]


def test_a_cache_that_is_away_holds_up_no_other(cdn: Cdn, clock: Hands) -> None:
    gone = Cdn()
    account = Account("http", SITE, addresses=(gone.address, cdn.address))
    gone.close()
    providers = providers_for(account)
    Notes(providers).note(["/"])
    waits = [Purger(provider, clock).run_once() for provider in providers]
    for provider in providers:
        provider.close()
    assert cdn.purged == ["paper.example/"]
    assert waits == [1, None]
    assert [row.target for row in Purge.objects.all()] == [gone.address]


def test_trouble_is_told_in_one_sentence_and_so_is_its_end(
    cdn: Cdn, notes: Notes, purger: Purger, clock: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "freesheet.press")
    notes.note(["/"])
    for _time in range(6):
        cdn.next.append(Answer(403, body=TOKEN.encode()))
        clock.forward(purger.run_once() or 0)
    purger.run_once()
    messages = [record.getMessage() for record in caplog.records if record.name == "freesheet.press"]
    assert len(messages) == 2
    assert "does not let us purge (status 403): look at the key and its rights." in messages[0]
    assert "purges again" in messages[1]
    assert TOKEN not in caplog.text


PAGES = [f"/{name}/" for name in ("", "world", "culture", "undersea-cables", "whale-fall", "about")]
PAGES[0] = "/"

steps = st.lists(
    st.tuples(st.just("change"), st.sampled_from(PAGES[:5]))
    | st.tuples(st.just("remove"), st.sampled_from(PAGES[:5]))
    | st.tuples(st.just("answer"), st.sampled_from(["429", "503", "403", "400", "drop", "false"]))
    | st.tuples(st.just("reject"), st.sampled_from([*PAGES, ""]))
    | st.tuples(st.just("run"), st.just(""))
    | st.tuples(st.just("die"), st.sampled_from(["before", "after"]))
    | st.tuples(st.just("wait"), st.sampled_from(["1", "30", "400"])),
    max_size=40,
)


class Killed(BaseException):
    """The worker is gone."""


class Mortal:
    """A worker that can be killed right before, or right after, the CDN did what it was told."""

    def __init__(self, provider: Provider, when: str = "") -> None:
        self.provider, self.when = provider, when
        self.target, self.batch, self.wholesale = provider.target, 2, provider.wholesale

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        if self.when == "before":
            raise Killed
        self.provider.purge(addresses, gone)
        if self.when == "after":
            raise Killed

    def purge_everything(self) -> None:
        self.provider.purge_everything()

    def close(self) -> None:
        self.provider.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(steps)
def test_in_the_end_every_change_was_purged_after_it_was_made_and_nothing_else_was(
    cdn: Cdn, notes: Notes, cloudflare: Provider, steps: list[tuple[str, str]]
) -> None:
    Purge.objects.all().delete()
    cdn.next.clear()
    cdn.rejected.clear()
    store: dict[str, int] = {}
    shown: dict[str, int] = {}
    """What the CDN shows: it fetches from the store as soon as it has purged."""
    cdn.taken = lambda url: shown.update({url: store.get(url.removeprefix(SITE), -1)})
    clock = Hands()
    purger = Purger(Mortal(cloudflare), clock)
    failing: dict[str, Any] = {name: Answer(int(name)) for name in ("429", "503", "403", "400")}
    failing |= {"drop": Answer(drop=True), "false": Answer(200, body=b'{"success": false}')}
    for verb, what in steps:
        if verb in ("change", "remove"):
            store[what] = store.get(what, 0) + 1
            notes.note([what], gone=verb == "remove")
        elif verb == "answer":
            cdn.next.append(failing[what])
        elif verb == "reject":
            cdn.rejected = {SITE + what} if what else set()
        elif verb == "wait":
            clock.forward(float(what))
        else:
            purger.provider.when = what
            try:
                purger.run_once()
                purger.provider.when = ""
            except Killed:
                purger = Purger(Mortal(cloudflare), clock)
    cdn.next.clear()
    cdn.rejected = set()
    while (wait := purger.run_once()) is not None:
        clock.forward(wait)
    assert shown == {SITE + address: version for address, version in store.items()}
