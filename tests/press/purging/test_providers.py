"""Each kind of CDN is told in its own way, and only what it says counts as done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.press.purging.cdn import SITE, TOKEN, ZONE, Answer, Cdn

from freesheet.press.addresses import Unstorable, canonical, place_of
from freesheet.press.purging import asking
from freesheet.press.purging.asking import PurgeProblem, Refused, Unavailable
from freesheet.press.purging.kinds import kinds, providers_for
from freesheet.press.purging.marks import key_of
from freesheet.press.purging.provider import Account, Provider

Told = Callable[..., Provider]
KINDS = kinds()


@pytest.fixture
def told(cdn: Cdn) -> Iterator[Told]:
    """Makes the provider of a kind that tells our CDN."""
    made: list[Provider] = []

    def make(kind: str, site: str = SITE, token: str = TOKEN, zone: str = ZONE) -> Provider:
        [provider] = providers_for(Account(kind, site, zone, token, (cdn.address,)))
        made.append(provider)
        return provider

    yield make
    for provider in made:
        provider.close()


def test_cloudflare_is_told_whole_addresses_with_the_token(cdn: Cdn, told: Told) -> None:
    told("cloudflare").purge(["/", "/世界/a b/", "/feed.xml"], gone=False)
    [call] = cdn.calls
    assert (call.method, call.path) == ("POST", f"/client/v4/zones/{ZONE}/purge_cache")
    assert call.headers["authorization"] == f"Bearer {TOKEN}"
    assert call.headers["content-type"] == "application/json"
    assert call.json == {"files": [f"{SITE}/", f"{SITE}/%E4%B8%96%E7%95%8C/a%20b/", f"{SITE}/feed.xml"]}


def test_cloudflare_is_told_to_forget_everything(cdn: Cdn, told: Told) -> None:
    told("cloudflare").purge_everything()
    assert cdn.calls[0].json == {"purge_everything": True}
    told("cloudflare_tags").purge_everything()
    assert cdn.calls[1].json == {"tags": ["all"]}


def test_cloudflare_is_told_tags(cdn: Cdn, told: Told) -> None:
    told("cloudflare_tags").purge(["/", "/world/"], gone=True)
    assert cdn.calls[0].json == {"tags": [key_of("/"), key_of("/world/")]}
    assert cdn.purged == [key_of("/"), key_of("/world/")]


def test_fastly_is_told_keys_softly_for_what_changed_and_hard_for_what_is_gone(cdn: Cdn, told: Told) -> None:
    fastly = told("fastly")
    fastly.purge(["/", "/world/"], gone=False)
    fastly.purge(["/withdrawn/"], gone=True)
    fastly.purge_everything()
    changed, gone, all_of_it = cdn.calls
    assert (changed.method, changed.path) == ("POST", f"/service/{ZONE}/purge")
    assert changed.headers["fastly-key"] == TOKEN
    assert changed.headers["surrogate-key"] == f"{key_of('/')} {key_of('/world/')}"
    assert changed.headers["fastly-soft-purge"] == "1"
    assert "fastly-soft-purge" not in gone.headers
    assert (all_of_it.headers["surrogate-key"], all_of_it.headers["fastly-soft-purge"]) == ("all", "1")


def test_a_cache_is_asked_to_purge_each_address_under_the_public_host(cdn: Cdn, told: Told) -> None:
    told("http", token="").purge(["/", "/世界/"], gone=False)
    assert [(call.method, call.path) for call in cdn.calls] == [("PURGE", "/"), ("PURGE", "/%E4%B8%96%E7%95%8C/")]
    assert {call.headers["host"] for call in cdn.calls} == {"paper.example"}
    assert not any("authorization" in call.headers for call in cdn.calls)


def test_a_cache_may_want_a_key(cdn: Cdn, told: Told) -> None:
    told("http").purge(["/"], gone=False)
    assert cdn.calls[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("status", [404, 410, 412])
def test_a_cache_that_does_not_hold_the_page_has_nothing_to_purge(status: int, cdn: Cdn, told: Told) -> None:
    cdn.next.append(Answer(status))
    told("http").purge(["/"], gone=False)


def test_two_caches_are_two_places(cdn: Cdn) -> None:
    account = Account("http", SITE, addresses=(cdn.address, "http://127.0.0.1:1"))
    first, second = providers_for(account)
    assert first.target != second.target
    first.purge(["/"], gone=False)
    with pytest.raises(Unavailable, match="cannot be reached"):
        second.purge(["/"], gone=False)
    first.close()
    second.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_address_that_can_be_stored_arrives_as_it_is_in_links(cdn: Cdn, told: Told, text: str) -> None:
    address = f"/{text}"
    try:
        place_of(address)
    except Unstorable:
        return
    told("http").purge([address], gone=False)
    assert cdn.calls[-1].path == canonical(address)
    told("cloudflare").purge([address], gone=False)
    assert [unquote(url) for url in cdn.calls[-1].json["files"]] == [SITE + address]


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_addresses_as_one_call_may_have_are_taken(kind: str, cdn: Cdn, told: Told) -> None:
    provider = told(kind)
    provider.purge([f"/{'大' * 60}/{number}/" for number in range(provider.batch)], gone=False)
    assert len(cdn.purged) == provider.batch


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [301, 401, 403, 404, 405, 429, 500, 502, 503])
def test_whatever_is_not_a_success_is_none(kind: str, status: int, cdn: Cdn, told: Told) -> None:
    if kind == "http" and status == 404:
        return
    cdn.next.append(Answer(status, {"Location": f"{cdn.address}/elsewhere"} if status == 301 else {}))
    with pytest.raises(Unavailable):
        told(kind).purge(["/"], gone=False)
    assert len(cdn.calls) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [400, 413, 414, 422])
def test_what_is_wrong_with_one_call_is_told_apart(kind: str, status: int, cdn: Cdn, told: Told) -> None:
    cdn.next.append(Answer(status))
    with pytest.raises(Refused):
        told(kind).purge(["/"], gone=False)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"success": false}', b'{"success": 1}', b"\xff"])
def test_cloudflare_has_to_say_that_it_succeeded(body: bytes, cdn: Cdn, told: Told) -> None:
    cdn.next.append(Answer(200, body=body))
    with pytest.raises(Refused):
        told("cloudflare").purge(["/"], gone=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_that_is_asked_for_is_told(kind: str, cdn: Cdn, told: Told) -> None:
    cdn.next.append(Answer(429, {"Retry-After": "37"}))
    with pytest.raises(Unavailable) as problem:
        told(kind).purge(["/"], gone=False)
    assert problem.value.seconds == 37


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [Answer(hang=True), Answer(drop=True), Answer(body=b"x" * 70_000)])
def test_who_hangs_breaks_off_or_talks_without_end_is_left(
    kind: str, how: Answer, cdn: Cdn, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "STEP_SECONDS", 0.3)
    cdn.next.append(how)
    with pytest.raises(Unavailable):
        told(kind).purge(["/"], gone=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_call_after_a_broken_one_works(kind: str, cdn: Cdn, told: Told) -> None:
    cdn.next.append(Answer(drop=True))
    provider = told(kind)
    with pytest.raises(Unavailable):
        provider.purge(["/"], gone=False)
    provider.purge(["/"], gone=False)
    assert len(cdn.purged) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [Answer(400), Answer(401), Answer(403), Answer(429), Answer(500), Answer(drop=True)])
def test_no_message_and_no_log_holds_the_token(
    kind: str, answer: Answer, cdn: Cdn, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer.body = TOKEN.encode()
    cdn.next.append(answer)
    with pytest.raises(PurgeProblem) as problem:
        told(kind).purge(["/"], gone=False)
    shown = [str(problem.value), repr(problem.value), repr(problem.value.__cause__), caplog.text]
    assert not any(TOKEN in text for text in shown)
    assert TOKEN not in repr(Account(kind, SITE, ZONE, TOKEN))


def test_a_token_that_is_no_header_is_a_failure_without_the_token(cdn: Cdn, told: Told) -> None:
    with pytest.raises(Unavailable) as problem:
        told("fastly", token="two\r\nlines").purge(["/"], gone=False)
    assert "lines" not in str(problem.value)
    assert cdn.calls == []


def test_a_server_whose_certificate_nobody_vouches_for_is_told_nothing(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.press.purging.tls import strangers_server

    with strangers_server(tmp_path_factory.mktemp("certificate")) as (address, heard):
        [provider] = providers_for(Account("fastly", SITE, ZONE, TOKEN, (address,)))
        with pytest.raises(Unavailable, match="cannot be reached"):
            provider.purge(["/"], gone=False)
        provider.close()
    assert heard == []
