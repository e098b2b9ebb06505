"""Each letter is sent once: whoever else sends, whatever the mail server says, and whenever somebody dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.cluster import Cluster
from tests.conftest import ROOT
from tests.contributions.giving import begun
from tests.contributions.mailserver import MailServer
from tests.contributions.postman import GIFTS
from tests.ports import free_port

from freesheet.contributions.actions import post_letters, posting, send_again, set_letter_aside
from freesheet.contributions.letters import handing, writing
from freesheet.contributions.models import Letter, Supporter
from freesheet.project import clock
from freesheet.project.publication import lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

State = Letter.State


def letters(number: int = 1) -> list[Letter]:
    """Thanks that wait to be sent, each to somebody else: 0@example.org and so on."""
    for each in range(number):
        begun(paid=True, key=f"gift-{each}", email=f"{each}@example.org")
    return list(Letter.objects.order_by("pk"))


def later(monkeypatch: pytest.MonkeyPatch, **after: float) -> datetime:
    """So much later for who sends letters."""
    then = timezone.now() + timedelta(**after)
    monkeypatch.setattr(posting.timezone, "now", lambda: then)
    return then


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def test_a_letter_is_sent_once(server: MailServer) -> None:
    [letter] = letters()
    assert post_letters() == 1
    assert post_letters() == 0
    assert server.ids() == {writing.message_id(letter): 1}
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.problem) == ("sent", 1, "")
    assert letter.sent_at is not None


def test_a_turn_is_bounded_by_number_and_by_time_and_uses_one_connection(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters(4)
    monkeypatch.setattr(posting, "AT_ONCE", 3)
    before = server.sessions
    assert post_letters() == 3
    assert server.sessions - before == 1
    monkeypatch.setattr(posting, "TURN_SECONDS", -1.0)
    assert post_letters() == 0
    assert Letter.objects.filter(state=State.WAITING).count() == 1


def test_what_is_refused_for_now_is_tried_again_ever_later_and_not_for_ever(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    [letter] = letters()
    now = timezone.now()
    waits = []
    for _try in range(posting.MOST_TRIES):
        assert state(letter) == State.WAITING
        monkeypatch.setattr(posting.timezone, "now", lambda then=now: then)
        server.answers.append("451 Come back later, 0@example.org")
        assert post_letters() == 0
        letter.refresh_from_db()
        waits.append(letter.next_at - now)
        assert letter.problem == "451 Come back later, …"
        assert post_letters() == 0
        assert server.answers == [], "not at once"
        now = letter.next_at
    assert waits[:-1] == sorted(waits[:-1])
    assert tuple(waits[:-1]) == posting.WAITS
    assert state(letter) == State.FAILED
    later(monkeypatch, days=30)
    assert post_letters() == 0
    assert server.mails == []


def test_what_is_refused_for_now_arrives_when_it_is_taken(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    [letter] = letters()
    server.refuses["0"] = "450 Greylisted"
    post_letters()
    server.refuses.clear()
    later(monkeypatch, minutes=2)
    assert post_letters() == 1
    assert (state(letter), letter.tries) == ("sent", 2)


@pytest.mark.parametrize("how", ["address", "letter"])
def test_what_is_refused_for_good_fails_at_once_and_keeps_no_other(how: str, server: MailServer, caplog: Any) -> None:
    first, second = letters(2)
    if how == "address":
        server.refuses["0"] = "550 No such user here: <0@example.org>"
    else:
        server.answers.append("554 This is no letter, Ada")
    assert post_letters() == 1
    assert (state(first), state(second)) == ("failed", "sent")
    assert first.problem.startswith("55")
    assert "example.org" not in caplog.text + first.problem
    assert "Ada" not in caplog.text or how == "letter"


def test_a_server_that_is_away_costs_one_letter_one_try(settings: Any, server: MailServer) -> None:
    first, second = letters(2)
    settings.EMAIL_PORT = free_port()
    assert post_letters() == 0
    assert {state(first), state(second)} == {State.WAITING}
    assert (first.tries, second.tries) == (1, 0)
    settings.EMAIL_PORT = server.port
    assert post_letters() == 1


def test_a_server_that_hangs_up_with_the_letter_in_its_hands_leaves_it_unsure(server: MailServer) -> None:
    first, second = letters(2)
    server.answers.append("hang up")
    assert post_letters() == 1
    assert (state(first), state(second)) == ("unsure", "sent")
    assert post_letters() == 0


def test_a_server_that_says_no_word_after_its_greeting_has_no_letter(settings: Any, server: MailServer) -> None:
    [letter] = letters()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2
        assert post_letters() == 0
    assert state(letter) == State.WAITING


def test_a_letter_that_cannot_be_written_keeps_no_other_and_tells_no_name(
    server: MailServer, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    first, second = letters(2)
    write, secret = writing.written, "Ada 0@example.org"

    def breaks(letter: Letter) -> Any:
        if letter.pk == first.pk:
            raise ValueError(secret)
        return write(letter)

    monkeypatch.setattr(posting, "written", breaks)
    assert post_letters() == 1
    assert (state(first), state(second)) == ("waiting", "sent")
    assert first.problem == "It could not be written: ValueError."
    assert "Ada" not in caplog.text


def test_who_was_forgotten_gets_no_letter(server: MailServer) -> None:
    [letter] = letters()
    Supporter.objects.update(email=None, name="", erased_at=timezone.now())
    assert post_letters() == 0
    assert state(letter) == State.SET_ASIDE


def test_the_newsroom_decides_about_what_failed_or_may_have_been_sent(server: MailServer) -> None:
    sent, failed, unsure, idle = letters(4)
    for letter, where in ((failed, State.FAILED), (unsure, State.UNSURE), (idle, State.UNSURE)):
        Letter.objects.filter(pk=letter.pk).update(state=where, tries=7)
    assert post_letters() == 1
    assert set_letter_aside(idle)
    assert send_again(failed)
    assert send_again(unsure)
    assert not send_again(sent)
    assert not send_again(idle)
    assert post_letters() == 2
    assert [state(each) for each in (sent, failed, unsure, idle)] == ["sent", "sent", "sent", "set aside"]
    assert server.ids() == {writing.message_id(each): 1 for each in (sent, failed, unsure)}


def test_what_is_wrong_with_a_gifts_letters_keeps_no_others_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def breaks() -> int:
        raise OSError("away")

    monkeypatch.setattr("freesheet.contributions.actions.post_letters", breaks)
    monkeypatch.setattr("freesheet.newsroom.digest.sending.send_due", lambda: done.append("day"))
    monkeypatch.setattr("freesheet.project.mailing.tidy", lambda _paper: done.append("tidy"))
    with pytest.raises(OSError, match="away"):
        clock.post()
    assert done == ["day", "tidy"]


# Several processes at once.


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, server: MailServer) -> Iterator[Elsewhere]:
    """A paper of its own, with thirty letters that wait."""
    values: dict[str, Any] = {"address": "http://testserver", "languages": ["en"], "timezone": "Asia/Taipei"}
    with ExitStack() as after:
        if request.param == "postgresql":
            cluster = Cluster()
            after.callback(cluster.remove)
            cluster.start()
            cluster.copy()
            values["database"] = cluster.url("paper")
        lay_out(tmp_path / "paper", values)
        kept = list(request.config.cache.mkdir("migrated").glob("*.sqlite3"))
        if request.param == "sqlite" and kept:
            # Migrations take long.
            shutil.copy(kept[0], tmp_path / "paper" / "freesheet.sqlite3")
        paper = Elsewhere(tmp_path / "paper", server.port)
        paper.run("write")
        yield paper


class Elsewhere:
    """Processes for which the paper is another one."""

    def __init__(self, folder: Path, port: int) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("FREESHEET_", "DJANGO_"))}
        self._environment, self._port = {**kept, "FREESHEET_DIR": str(folder)}, port

    def begin(self, what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.contributions.postman", what, str(self._port)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=self._environment, stdin=pipe, stdout=pipe, text=True)

    def run(self, what: str) -> str:
        started = self.begin(what)
        said, _errors = started.communicate(timeout=600)
        assert started.returncode == 0
        return said

    def states(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self.run("tell"))
        return found

    def postman(self) -> subprocess.Popen[str]:
        """One that waits to be told to begin."""
        started = self.begin("send")
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        return started


def go(*postmen: subprocess.Popen[str]) -> None:
    for each in postmen:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()


def end(*postmen: subprocess.Popen[str]) -> list[int]:
    for each in postmen:
        each.communicate(timeout=300)
    return [each.returncode for each in postmen]


def test_two_who_send_at_once_send_each_letter_once_and_who_is_killed_leaves_one_to_the_newsroom(
    elsewhere: Elsewhere, server: MailServer
) -> None:
    killed = elsewhere.postman()
    server.on_letter = lambda _number: os.kill(killed.pid, signal.SIGKILL)
    go(killed)
    assert end(killed) == [-signal.SIGKILL]
    server.on_letter = lambda _number: None
    [theirs] = server.ids()
    assert elsewhere.states() == {"leaving": 1, "waiting": GIFTS - 1}
    before = server.sessions
    both = [elsewhere.postman(), elsewhere.postman()]
    go(*both)
    assert end(*both) == [0, 0]
    assert server.sessions - before >= 2
    assert set(server.ids().values()) == {1}
    assert len(server.ids()) == GIFTS
    elsewhere.run("once")
    assert elsewhere.states() == {"unsure": 1, "sent": GIFTS - 1}
    elsewhere.run("decide")
    assert elsewhere.states() == {"sent": GIFTS}
    # A mailbox that has it can tell that this is the same.
    assert {name: count for name, count in server.ids().items() if count > 1} == {theirs: 2}


def test_whose_letter_was_given_up_says_nothing_about_it_afterwards(server: MailServer) -> None:
    [letter] = letters()
    slow = posting.claim(letter.pk)
    assert slow is not None
    posting.note_unsure(timezone.now() + timedelta(hours=1))
    assert send_again(letter)
    assert post_letters() == 1
    sent_at = Letter.objects.get().sent_at
    posting._put_back(slow, handing.NotTaken(OSError("too late")))
    assert state(letter) == State.SENT
    assert letter.sent_at == sent_at
