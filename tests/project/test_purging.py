"""A paper behind a CDN, served as its operator serves it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psutil
import pytest
from tests.papers import until
from tests.press.purging.cdn import SITE, TOKEN, ZONE, Cdn
from tests.project.conftest import answer, freesheet, served
from tests.project.outcomes import Ledger, accepted, refused
from tests.project.test_keeping_on import publish

from freesheet.press.store import Store


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    """A CDN that works."""
    there = Cdn()
    yield there
    there.close()


@pytest.fixture
def behind(paper: Path, cdn: Cdn) -> Path:
    """A paper whose settings name that CDN."""
    settings = {"address": SITE, "cdn": "cloudflare", "cdn_zone": ZONE, "mail_server": "smtp://127.0.0.1"}
    lines = [f'{name} = "{value}"' for name, value in settings.items()]
    (paper / "freesheet.toml").write_text(
        "\n".join([*lines, 'languages = ["en", "ur"]', f'cdn_addresses = ["{cdn.address}"]']), "utf-8"
    )
    key = paper / "keys/cdn.key"
    key.touch(mode=0o600)
    key.write_text(f"{TOKEN}\n")
    return paper


def stored(paper: Path) -> dict[str, bytes]:
    store = Store(paper / "store")
    sheets = {unquote(address): store.get(address) for address in store.addresses()}
    return {address: sheet.body for address, sheet in sheets.items() if sheet is not None}


def nothing_waits(paper: Path) -> bool:
    return not Ledger(paper).rows("SELECT 1 FROM press_purge UNION ALL SELECT 1 FROM press_change")


def test_a_published_article_is_purged_when_readers_can_have_it_and_so_is_all_that_changed_with_it(
    behind: Path, cdn: Cdn
) -> None:
    with served(behind) as (url, process):
        # The settings are others than those that the pages were printed with: all of them are new.
        until(lambda: "*" in cdn.purged and nothing_waits(behind))
        cdn.purged.clear()
        before = stored(behind)
        shown: dict[str, str] = {}
        cdn.taken = lambda purged: shown.update({purged: answer(url + purged.removeprefix(SITE))[1]})
        publish(behind, "The tide table")
        until(lambda: f"{SITE}/world/the-tide-table/" in cdn.purged and nothing_waits(behind))
        after = stored(behind)
        changed = {address for address in before | after if before.get(address) != after.get(address)}
        assert {unquote(purged.removeprefix(SITE)) for purged in cdn.purged} == changed
        assert "The tide table" in shown[f"{SITE}/world/the-tide-table/"]
        assert "The tide table" in shown[f"{SITE}/"]
        process.terminate()
        said, _errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert TOKEN not in said


def test_what_changed_while_the_cdn_was_away_is_purged_after_everything_was_killed(behind: Path, cdn: Cdn) -> None:
    with served(behind) as (url, process):
        until(lambda: "*" in cdn.purged and nothing_waits(behind))
        cdn.away = True
        cdn.purged.clear()
        before, calls = stored(behind), len(cdn.calls)
        publish(behind, "The tide table")
        # Readers are served at once; only the CDN waits.
        until(lambda: "The tide table" in answer(f"{url}/world/the-tide-table/")[1])
        until(lambda: len(cdn.calls) > calls)
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        for member in family:
            member.send_signal(signal.SIGKILL)
        psutil.wait_procs(family[1:], timeout=60)
    assert cdn.purged == []
    cdn.away = False
    with served(behind):
        until(lambda: nothing_waits(behind))
        after = stored(behind)
    changed = {address for address in before | after if before.get(address) != after.get(address)}
    assert {unquote(purged.removeprefix(SITE)) for purged in cdn.purged} == changed
    assert "/world/the-tide-table/" in changed


def test_what_was_noted_for_a_cdn_that_is_no_more_in_the_settings_is_forgotten(behind: Path, cdn: Cdn) -> None:
    cdn.away = True
    with served(behind):
        until(lambda: bool(Ledger(behind).rows("SELECT 1 FROM press_purge")))
    settings = (behind / "freesheet.toml").read_text("utf-8").splitlines()
    (behind / "freesheet.toml").write_text("\n".join(line for line in settings if "cdn" not in line), "utf-8")
    with served(behind):
        until(lambda: nothing_waits(behind))
        # Printed anew, without what is said to a CDN.
        store = Store(behind / "store")
        until(lambda: "cdn-cache-control" not in dict((store.get("/") or pytest.fail("no front page")).headers))


@pytest.mark.parametrize("content", [None, "", "two words", "x" * 2000, "schlüssel"])
def test_a_key_that_is_missing_or_no_key_is_told_of_before_serving(content: str | None, behind: Path) -> None:
    key = behind / "keys/cdn.key"
    key.unlink()
    if content is not None:
        key.write_text(content, "utf-8")
        key.chmod(0o600)
    sentence = f"The key for the CDN cannot be read from {key}" if content in (None, "schlüssel") else "is no key"
    refused(freesheet("check", behind), sentence)
    refused(freesheet("serve", behind), sentence)


def test_a_key_that_others_may_read_is_complained_of(behind: Path) -> None:
    (behind / "keys/cdn.key").chmod(0o644)
    said = refused(freesheet("check", behind), "Others may read the key file")
    assert TOKEN not in said
    (behind / "keys/cdn.key").chmod(0o600)
    assert "Nothing is wrong" in accepted(freesheet("check", behind))
