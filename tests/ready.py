"""Commands of the program, each in a fork of one process that has loaded the libraries already: half of what one costs.

Nothing of Django is set up before the fork, and hardly anything of ours is loaded. In ``tests/project``,
``test_command_line.py`` and ``test_complaints.py`` run the installed program itself.
"""

from __future__ import annotations

import array
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
REQUEST_BYTES = 1 << 20
LIBRARIES = (
    *("asyncio", "smtplib", "unittest.mock", "xml.dom.minidom"),
    *("bs4", "html5lib", "lxml.html", "PIL.Image"),
    *("pillow_heif", "requests", "brotli", "anyascii"),
    *("filetype", "draftjs_exporter.html", "sqlparse", "pydantic.fields"),
    *("rich.progress", "typer", "typer._adapters", "django.contrib.admin.utils"),
    *("django.core.handlers.wsgi", "django.core.mail", "django.core.management", "django.core.serializers.json"),
    *("django.db.backends.sqlite3.base", "django.db.migrations.executor", "django.db.models", "django.forms"),
    *("django.http", "django.template.defaultfilters", "django.template.defaulttags", "django.template.loader"),
    *("django.template.loader_tags", "django.test", "django.urls", "django.utils.translation.trans_real"),
    *("django.views.generic",),
)
"""What every command loads, and needs no publication for it."""


def run(words: list[str], environment: dict[str, str], within: float) -> subprocess.CompletedProcess[str]:
    """Run the program with ``words`` to its end.

    Raises:
        subprocess.TimeoutExpired: it took longer than ``within`` seconds.
    """
    with (
        socket.socket(socket.AF_UNIX) as line,
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as complained,
    ):
        line.settimeout(within)
        line.connect(_nursery())
        request = json.dumps({"words": words, "environment": environment, "folder": os.getcwd()}).encode()
        socket.send_fds(line, [b"2"], [said.fileno(), complained.fileno()])
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        try:
            code = line.recv(16)
        except TimeoutError:
            raise subprocess.TimeoutExpired(words, within) from None
        assert code, "the process that runs commands has ended"
        for file in (said, complained):
            file.seek(0)
        return subprocess.CompletedProcess(words, int(code), said.read(), complained.read())


@cache
def _nursery() -> str:
    """Where the process listens that forks the commands of this one."""
    folder = Path(tempfile.mkdtemp(prefix="freesheet-ready-"))
    place = str(folder / "socket")
    # Where no publication is named, nothing can be set up too early.
    kept = {k: v for k, v in os.environ.items() if k not in ("FREESHEET_DIR", "DJANGO_SETTINGS_MODULE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ready", place],
        cwd=ROOT,
        env={**kept, "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.stdout.close()

    def end() -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        Path(place).unlink(missing_ok=True)
        folder.rmdir()

    atexit.register(end)
    return place


def _listen(place: str) -> NoReturn:
    """Fork for each who connects, until the one who started this is no more."""
    for name in (*LIBRARIES, "freesheet.project.cli"):
        import_module(name)
    parent = os.getppid()
    # Who was forked is not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        door.settimeout(2)
        print("ready", flush=True)
        while os.getppid() == parent:
            try:
                line, _whose = door.accept()
            except TimeoutError:
                continue
            if not os.fork():
                door.close()
                _answer(line)
            line.close()
    sys.exit()


def _answer(line: socket.socket) -> NoReturn:
    """Run one command in a process of its own, and say how it ended; for a signal, its number below zero."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    line.settimeout(None)
    _byte, files, _flags, _address = socket.recv_fds(line, 1, 2)
    request = b""
    while more := line.recv(REQUEST_BYTES):
        request += more
    if not (command := os.fork()):
        line.close()
        for number, file in enumerate(array.array("i", files), 1):
            os.dup2(file, number)
            os.close(file)
        _be_program(**json.loads(request))
    _pid, status = os.waitpid(command, 0)
    line.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _be_program(words: list[str], environment: dict[str, str], folder: str) -> NoReturn:
    """What the installed program does, in this process."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(Path(sys.executable).with_name("freesheet")), *words]
    # Or processes that it starts would take this module for the program.
    sys.modules["__main__"] = ModuleType("__main__")
    from freesheet.project.cli import main

    sys.exit(main())


if __name__ == "__main__":
    _listen(sys.argv[1])
