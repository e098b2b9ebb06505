"""One round: some hundred stories at once, with processes that are killed, until all are told and compared."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, Queue
from random import Random
from typing import Any

from tests.contributions.mailserver import MailServer
from tests.contributions.soaking.stories import Story
from tests.contributions.stripe import fake

PEOPLE = 4
"""So many stories are told at the same time."""

CHILDREN = ("desk-1", "desk-2", "worker-1", "worker-2")

KILLS = 0.15
"""For each thing that happens in a story."""

SECRET = "whsec_soak"  # for messages that we make ourselves

MOST_TRIES = 60
"""Of one thing that somebody wants, when who should do it was killed."""

ANSWER_SECONDS = 60


class Nursery:
    """The process that forks the paper's processes, and kills them."""

    def __init__(self, folder: Path, environment: dict[str, str], mail_port: int, root: Path) -> None:
        command = [sys.executable, "-m", "tests.contributions.soaking.nursery", str(mail_port)]
        pipe = subprocess.PIPE
        self.folder = folder
        self._process = subprocess.Popen(command, cwd=root, env=environment, stdin=pipe, stdout=pipe, text=True)
        self._lock = threading.Lock()
        said = json.loads(self._answer())
        self.port, self.told = said["port"], said["told"]
        self.complaints = folder / "complaints"

    def fork(self, name: str, *more: str) -> None:
        with self._lock:
            self._say("fork", name, *more)

    def kill(self, name: str) -> None:
        """End a child as a crash would, and fork it anew, or not where it is one that has an end."""
        with self._lock:
            code = int(self._say("kill", name))
            if code not in (-9, 0):
                raise AssertionError(f"{name} ended by itself with {code}: {self.complained()}")
            if name in CHILDREN:
                self._say("fork", name)

    def wait(self, name: str) -> None:
        with self._lock:
            code = int(self._say("wait", name))
        assert code == 0, f"{name} ended with {code}: {self.complained()}"

    def end(self, name: str) -> None:
        with self._lock:
            self._say("kill", name)

    def complained(self) -> str:
        return self.complaints.read_text("utf-8")[-4000:] if self.complaints.exists() else ""

    def close(self) -> None:
        self._process.communicate(timeout=60)

    def _say(self, *words: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        if not answer:
            raise AssertionError("The process that forks the others has ended.")
        return answer.strip()


class _Moods(list[str]):
    """What the provider's next answer is like: mostly as it should be."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.random, self.calm = random, False

    def __bool__(self) -> bool:
        return not self.calm

    def pop(self, _index: Any = -1) -> str:
        return self.random.choices(("", "cut", "500", "429"), (95, 3, 1, 1))[0]


@dataclass
class Counts:
    """What came about."""

    figures: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, many: int = 1) -> None:
        with self.lock:
            self.figures[what] += many


class Round:
    """Stories, who tells them, who tells the paper of them, and who kills."""

    def __init__(
        self, stories: list[Story], nursery: Nursery, place: fake.Place, mails: MailServer, counts: Counts, seed: str
    ) -> None:
        self.stories, self.nursery, self.counts, self.seed = stories, nursery, counts, seed
        self.mails = mails
        self.world = place.world = fake.World()
        self.world.settles_in = {"eur": "twd"}
        self.moods = self.world.moods = _Moods(Random(f"{seed}:moods"))
        self.over = threading.Event()
        self.failed: list[BaseException] = []
        self.timers: list[threading.Timer] = []

    def go(self) -> None:
        """Let everything happen. Afterwards all children have ended."""
        self.mails.mails.clear()
        self.mails.on_letter = self._on_letter
        self._letters = Random(f"{self.seed}:letters")
        for name in CHILDREN:
            self.nursery.fork(name)
        todo: Queue[Story] = Queue()
        for story in self.stories:
            todo.put(story)
        people = [self._thread(self._people, todo, number) for number in range(PEOPLE)]
        others = [self._thread(self._tell), self._thread(self._reconcile)]
        for each in people:
            each.join()
        self.over.set()
        for each in others:
            each.join()
        for timer in self.timers:
            timer.join()
        if self.failed:
            raise self.failed[0]
        for name in CHILDREN:
            self.nursery.end(name)
        self.moods.calm = True
        self.mails.on_letter = lambda _number: None
        self.mails.answers.clear()

    def _thread(self, work: Any, *more: Any) -> threading.Thread:
        def guarded() -> None:
            try:
                work(*more)
            except BaseException as problem:  # told in the thread that waits
                self.failed.append(problem)
                self.over.set()

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread

    # Who kills.

    def _reconcile(self) -> None:
        """The night comes once in two rounds, in the middle of everything, and whoever works in it may be killed."""
        random = Random(f"{self.seed}:night")
        if random.random() < 0.5 or self.over.wait(random.uniform(0.1, 3)):
            return
        self.nursery.fork("night-1")
        if random.random() < 0.5:
            self.over.wait(random.uniform(0.1, 2))
            self.nursery.kill("night-1")
            self.counts.add("kills of reconciliations")
        else:
            self.nursery.wait("night-1")

    def _kill_soon(self, name: str, seconds: float) -> None:
        """Kill a process at a moment that nobody knows: in the middle of what it does for whoever asked it."""

        def kill() -> None:
            if not self.over.is_set():
                self.nursery.kill(name)
                self.counts.add(f"kills of {name.partition('-')[0]}s")

        timer = threading.Timer(seconds, kill)
        self.timers.append(timer)
        timer.start()

    def _on_letter(self, _number: int) -> None:
        """The mail server has a letter and has not said so: the worst of moments for who sends it."""
        if self.over.is_set():
            return
        if self._letters.random() < 0.03:
            self._kill_soon(self._letters.choice(("worker-1", "worker-2")), 0)
        self.mails.answers[:] = [self._letters.choices(("250 Taken", "451 Later", "hang up"), (92, 6, 2))[0]]

    # Who tells the paper: late, twice, in another order or never.

    def _tell(self) -> None:
        random, seen = Random(f"{self.seed}:told"), 0
        waiting: list[Any] = []
        while True:
            ending = self.over.is_set()
            with self.world.lock:
                fresh, seen = self.world.events[seen:], len(self.world.events)
            for event in fresh:
                copies = random.choices((0, 1, 2, 3), (12, 60, 20, 8))[0]
                self.counts.add("messages that were lost", copies == 0)
                waiting += [event] * copies
            random.shuffle(waiting)
            # Some stay back, for later ones to come before them.
            several = waiting if ending else waiting[: len(waiting) * 2 // 3]
            for event in list(several):
                self._tell_of(event)
                waiting.remove(event)
            if ending:
                return
            self.over.wait(0.02)

    def _tell_of(self, event: Any) -> None:
        headers, body = fake.signed(event, SECRET)
        with suppress(OSError, HTTPException):
            if self._post(self.nursery.told, body, headers)[0] == 200:
                self.counts.add("messages that were taken")
                return
        # A provider that hears nothing tells again; here, now and then, it gives up.
        self.counts.add("messages whose answer was lost")

    # Who gives, and who decides in the newsroom.

    def _people(self, todo: Queue[Story], number: int) -> None:
        random = Random(f"{self.seed}:people:{number}")
        at_once: list[tuple[Story, list[tuple[str, int]]]] = []
        while not self.failed:
            while len(at_once) < 8:
                try:
                    story = todo.get_nowait()
                except Empty:
                    break
                self._begin(story, twice=random.random() < 0.2)
                at_once.append((story, list(story.events)))
            if not at_once:
                return
            story, left = random.choice(at_once)
            if random.random() < KILLS:
                self._kill_soon(random.choice(CHILDREN), random.uniform(0, 0.05))
            if left:
                self._let(story, *left.pop(0))
            else:
                at_once.remove((story, left))
                self.counts.add("sequences")

    def _begin(self, story: Story, *, twice: bool = False) -> None:
        if twice:
            # Pressed twice: the second does not wait for the first.
            other = threading.Thread(target=self._want, args=(story, "begin"), daemon=True)
            other.start()
            self._want(story, "begin")
            other.join()
        for _try in range(MOST_TRIES):
            said = self._want(story, "begin")
            story.reference = story.reference or said.get("reference", "")
            # One that was stopped meanwhile is not offered again.
            if story.reference:
                return
        raise AssertionError(f"{story.key} could not be begun: {said}")

    def _want(self, story: Story, what: str, **more: Any) -> dict[str, Any]:
        """Ask the desk until it answers: who hears nothing presses again."""
        asked = {
            "what": what, "key": story.key, "currency": story.currency, "minor": story.minor, "rhythm": story.rhythm,
            "email": story.email, **more,
        }  # fmt: skip
        for _try in range(MOST_TRIES):
            with suppress(OSError, HTTPException):
                status, said = self._post(f"/do/{what.replace(' ', '-')}", json.dumps(asked).encode(), {})
                assert status == 200, f"{what} of {story.key}: {self.nursery.complained()}"
                # Nothing where it was killed in the middle of its answer.
                if said:
                    found: dict[str, Any] = json.loads(said)
                    return found
            self.counts.add("requests that were lost, and made again")
        raise AssertionError(f"{what} of {story.key} was never answered.")

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.nursery.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", path, body, {"content-type": "application/json", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _let(self, story: Story, what: str, number: int) -> None:
        self.counts.add("events")
        if what in ("look", "stop", "pause", "resume"):
            self._want(story, what)
        elif what == "begin again":
            self._begin(story, twice=bool(number % 2))
        elif what == "offer again":
            self._begin(story)
        elif what == "give back":
            seen = self._want(story, "look").get("returned", 0)
            story.given_back += 1
            self._want(story, what, much=number, seen=seen)
        else:
            with self.world.lock:
                self._at_the_provider(story, what, number)

    def _at_the_provider(self, story: Story, what: str, number: int) -> None:
        world = self.world
        session = world.get(story.reference)
        subscription = session["subscription"]
        if what in ("pay", "decline", "run out"):
            {"pay": world.pay, "decline": world.decline, "run out": world.run_out}[what](session["id"])
        elif what in ("month", "month refused", "end") and subscription:
            if what == "end":
                world.end(subscription, ("cancellation_requested", "payment_failed")[number % 2])
            else:
                world.month(subscription, paid=what == "month")
        elif what == "retry" and subscription:
            for invoice in _invoices(world, subscription):
                world.retry(invoice["id"])
        elif payments := _payments(world, session):
            payment = payments[number % len(payments)]
            _with_money(world, what, payment, number)


def _invoices(world: fake.World, subscription: str) -> list[fake.Json]:
    found = world.of_kind("invoice")
    return [each for each in found if each["parent"]["subscription_details"]["subscription"] == subscription]


def _payments(world: fake.World, session: fake.Json) -> list[str]:
    """What was paid of a story."""
    if session["mode"] == "payment":
        found = [session["payment_intent"]]
    else:
        ours = {each["id"] for each in _invoices(world, session["subscription"])} if session["subscription"] else set()
        paid = [each for each in world.of_kind("invoice_payment") if each["invoice"] in ours]
        found = [each["payment"]["payment_intent"] for each in paid]
    return [each for each in found if each and world.get(each)["status"] == "succeeded"]


def _with_money(world: fake.World, what: str, payment: str, number: int) -> None:
    charge = world.get(payment)["latest_charge"]
    if what == "refund":
        world.give_back(payment, number)
    elif what == "dispute":
        world.dispute(payment, number)
    elif what == "refund fails":
        for each in world.of_kind("refund"):
            if each["charge"] == charge:
                world.fail_refund(each["id"])
    elif what in ("won", "lost"):
        for each in world.of_kind("dispute"):
            if each["charge"] == charge:
                world.decide(each["id"], what)


@contextmanager
def nursery(folder: Path, environment: dict[str, str], mail_port: int, root: Path) -> Iterator[Nursery]:
    """A process that forks, until the end."""
    made = Nursery(folder, environment, mail_port, root)
    try:
        yield made
    finally:
        made.close()
