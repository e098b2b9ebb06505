"""No reader gets a torn or mixed page: while others write, and whenever a writer dies."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import brotli
import pytest
import zstandard
from tests.press.conftest import story
from tests.press.test_store import visible

from freesheet.press.addresses import place_of
from freesheet.press.sheets import SUFFIXES, Sheet
from freesheet.press.store import Store

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STEPS = 60


def version_of(sheet: Sheet) -> str:
    """The version of a page made by ``story``, which is whole and says the same everywhere."""
    version = dict(sheet.headers)["x-version"]
    text = sheet.body.decode()
    words = text.count("<p>")
    assert sheet.body == story(version, words).body
    return version


def opened(store: Store, file: str) -> bytes:
    content = visible(store)[file]
    if file.endswith(".gz"):
        return gzip.decompress(content)
    if file.endswith(".zst"):
        return zstandard.decompress(content)
    return bytes(brotli.decompress(content)) if file.endswith(".br") else content


def make_change(store: Store, change: str, step: int) -> bool:
    """Whether the writer lived to the end."""
    command = [sys.executable, str(HERE / "dying_writer.py"), str(store.root), str(step), change]
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    assert code in (0, 9)
    return code == 0


@pytest.mark.parametrize("change", ["newer", "moved", "remove"])
def test_a_writer_may_die_at_any_step(tmp_path: Path, change: str) -> None:
    before, after = Store(tmp_path / "before"), Store(tmp_path / "after")
    for one in (before, after):
        assert make_change(one, "older", 0)
    make_change(after, change, 0)
    old, new = before.get("/a/b/"), after.get("/a/b/")
    assert old != new
    seen = set()
    for step in range(1, STEPS):
        store = Store(Path(shutil.copytree(before.root, tmp_path / f"{change}-{step}")))
        finished = make_change(store, change, step)
        # What a server that ran all along hands out, before anyone has put anything right.
        got = store.get("/a/b/")
        assert got in (old, new)
        seen.add(got == new)
        for file, content in visible(store).items():
            assert content in (visible(before).get(file), visible(after).get(file)), file
        # The next writer, of whatever page, leaves everything in order.
        store.put("/elsewhere/", story())
        store.remove("/elsewhere/")
        assert store.get("/a/b/") == got
        assert visible(store) == visible(after if got == new else before)
        # The press comes back to what it had not finished.
        make_change(store, change, 0)
        assert store.get("/a/b/") == new
        assert visible(store) == visible(after)
        if finished:
            assert seen == {True, False}
            return
    pytest.fail("The writer never came to its end.")


def test_a_writer_killed_at_random_moments_loses_only_what_it_had_not_finished(tmp_path: Path) -> None:
    root = tmp_path / "store"
    Store(root)
    pages = 3
    chance = random.Random(20261123)
    command = [sys.executable, "-m", "tests.press.busy_writer", str(root), str(pages), "400", "0"]
    for _round in range(8):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _line in range(chance.randint(pages + 1, 12))]
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.readlines()
        last = int(said[-1])
        store = Store(root)
        assert not store.ledger.number & 1
        for page in range(pages):
            got = store.get(f"/{page}/")
            finished = max(number for number in range(last) if number % pages == page)
            if page != last % pages:
                allowed = {finished}
            else:
                allowed = {finished, last, None} if last % 5 == 4 else {finished, last}
            assert (int(version_of(got).partition("-")[2]) if got else None) in allowed
            for suffix in SUFFIXES.values() if got else ():
                file = place_of(f"/{page}/").body(suffix, hidden=False)
                assert opened(store, file) == got.body


def test_readers_never_see_a_mixed_page_while_others_write(tmp_path: Path) -> None:
    root = tmp_path / "store"
    Store(root)
    command = [sys.executable, "-m", "tests.press.busy_writer", str(root), "2", "300", "250"]
    problems: list[BaseException] = []
    read: list[str] = []
    done = threading.Event()

    def reading() -> None:
        store = Store(root)
        try:
            while not done.is_set():
                for address in ("/0/", "/1/"):
                    found = store.find(address)
                    got = store.get(address)
                    if got is not None:
                        read.append(version_of(got))
                    if found is not None:
                        body = store.body(address, found[0], "br")
                        version = dict(found[0].headers)["x-version"]
                        assert body is None or brotli.decompress(body) == story(version, 300).body
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=reading) for _ in range(2)]
    for thread in threads:
        thread.start()
    writers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(2)]
    codes = [writer.wait(120) for writer in writers]
    done.set()
    for thread in threads:
        thread.join()
    assert codes == [0, 0]
    assert not problems, problems[0]
    assert len(set(read)) > 20
    for address in ("/0/", "/1/"):
        got = Store(root).get(address)
        assert got is not None
        assert opened(Store(root), f"{address[1]}/index.html.br") == got.body


def test_a_full_disk_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    store.put("/a/", story("old"))
    before = visible(store)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("freesheet.press.store._write", full)
        with pytest.raises(OSError, match="No space"):
            store.put("/a/", story("new"))
    assert visible(store) == before
    assert os.listdir(store.root / ".pending") == []
    assert store.put("/a/", story("new"))
