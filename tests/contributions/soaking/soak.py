"""Round after round, each on an empty paper."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cluster import Cluster
from tests.contributions.mailserver import MailServer, mail_server
from tests.contributions.soaking.round import SECRET, Counts, Nursery, Round, nursery
from tests.contributions.soaking.stories import Story, story
from tests.contributions.soaking.truth import Known, differences
from tests.contributions.stripe import fake

from freesheet.project.publication import lay_out

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Paper:
    """A paper that can be begun anew, and what its processes talk to."""

    folder: Path
    nursery: Nursery
    place: fake.Place
    mails: MailServer
    anew: Callable[[], None]

    def known(self) -> Known:
        """What the paper knew at the end of the last round."""
        found: Known = json.loads((self.folder / "known.json").read_text("utf-8"))
        return found


@contextmanager
def paper(folder: Path, database: str, kept: Path | None = None) -> Iterator[Paper]:
    """A paper on ``sqlite`` or ``postgresql``; ``kept`` is a database as migrations leave it, where there is one."""
    values: dict[str, Any] = {
        "address": "http://127.0.0.1", "languages": ["en"], "timezone": "Asia/Taipei", "payments": ["stripe"],
    }  # fmt: skip
    with ExitStack() as stack:
        cluster = Cluster() if database == "postgresql" else None
        if cluster is not None:
            stack.callback(cluster.remove)
            cluster.start()
            cluster.copy()
            values["database"] = cluster.url("paper")
        lay_out(folder, values)
        _keys(folder)
        mails, place = stack.enter_context(mail_server()), fake.Place()
        stripe = stack.enter_context(fake.serving(place))
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("FREESHEET_", "DJANGO_"))}
        environment = {**inherited, "FREESHEET_DIR": str(folder), "FREESHEET_STRIPE_API": stripe}
        made = stack.enter_context(nursery(folder, environment, mails.port, ROOT))
        yield Paper(folder, made, place, mails, _beginner(folder, made, cluster, kept))


def _keys(folder: Path) -> None:
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    for name, said in (("stripe.key", "sk_test_soak"), ("stripe-webhook.key", SECRET)):
        (keys / name).write_text(said, "ascii")
        (keys / name).chmod(0o600)


def _beginner(folder: Path, made: Nursery, cluster: Cluster | None, kept: Path | None) -> Callable[[], None]:
    """What empties the paper: a copy of its database as migrations leave it. Nobody may be connected."""
    ours = folder / "freesheet.sqlite3"
    template = folder / "kept.sqlite3"
    if cluster is None and kept is not None:
        shutil.copy(kept, template)
    else:
        made.fork("begin-1")
        made.wait("begin-1")
        if cluster is not None:
            cluster.copy("paper", "kept")
        else:
            shutil.copy(ours, template)

    def anew() -> None:
        if cluster is not None:
            cluster.copy("kept", "paper")
            return
        for file in folder.glob("freesheet.sqlite3*"):
            file.unlink()
        shutil.copy(template, ours)

    return anew


def soak(paper: Paper, numbers: range, seed: int, counts: Counts) -> list[str]:
    """One round with the stories of these numbers; what is not as it should be."""
    paper.anew()
    stories = [story(seed, number) for number in numbers]
    told = Round(stories, paper.nursery, paper.place, paper.mails, counts, f"{seed}:{numbers.start}")
    told.go()
    paper.nursery.fork("finish-1", str(paper.folder / "known.json"))
    paper.nursery.wait("finish-1")
    known = paper.known()
    found = compared(paper, known, stories)
    if complained := paper.nursery.complained():
        found.append(f"A process complained: {complained}")
        paper.nursery.complaints.unlink()
    _count(paper, known, told.world, counts)
    return found


def compared(paper: Paper, known: Known, stories: list[Story]) -> list[str]:
    """Where the paper knows something else than the provider and the mail server."""
    return list(differences(known, paper.place.world, paper.mails, stories))


def _count(paper: Paper, known: Known, world: fake.World, counts: Counts) -> None:
    counts.add("gifts received", len(known["receipts"]))
    counts.add("messages that the paper noted", known["told"])
    counts.add("refunds", len(world.of_kind("refund")))
    counts.add("disputes", len(world.of_kind("dispute")))
    counts.add("letters that came", len(paper.mails.mails))
    states = Counter(each["state"] for each in known["letters"])
    counts.add("letters about which the newsroom is asked", states["unsure"])
