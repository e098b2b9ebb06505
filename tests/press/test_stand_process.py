"""The process that answers readers: how it fares, what it counts, what it speaks, and how it ends."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path
from time import time

import psutil
import pytest
from tests.papers import until
from tests.press.conftest import Serve, Served, start_desk, story

from freesheet.press.heat import Heat, read
from freesheet.press.orders import DIRECTORY, Serving


def told(served: Served) -> dict[str, object]:
    response, body = served.ask("/healthz")
    assert response.status == 200
    assert response.headers["cache-control"] == "no-store"
    answer: dict[str, object] = json.loads(body)
    return answer


# --- how it fares


def test_health_tells_of_the_store_the_newsroom_and_the_press(serve: Serve) -> None:
    served = serve(behind="")
    assert told(served) == {"status": "ok", "complete": False, "newsroom": False}
    (served.folder / "store/.generation").touch()
    until(lambda: told(served)["complete"] is True)
    (served.folder / "run").mkdir(exist_ok=True)
    note = {"at": time() - 2, "oldest_seconds": 58.0, "waiting": 7}
    (served.folder / "run/press.json").write_text(json.dumps(note))
    answer = told(served)
    assert answer["waiting"] == 7
    assert 60 <= float(str(answer["oldest_waiting_seconds"])) < 120
    assert 2 <= float(str(answer["press_seen_seconds"])) < 60
    (served.folder / "run/press.json").write_text("[]")
    assert told(served) == {"status": "ok", "complete": True, "newsroom": False}
    head, nothing = served.ask("/healthz", "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert served.ask("/healthz", "POST", b"")[0].status in (405, 503)


def test_health_knows_when_the_newsroom_answers(serve: Serve) -> None:
    served = serve()
    until(lambda: told(served)["newsroom"] is True)


# --- what it is made of


def test_it_knows_nothing_of_django(tmp_path: Path) -> None:
    code = "import sys, freesheet.press.serving, freesheet.press.front as front; front.application()\n"
    code += "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('django', 'wagtail')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {DIRECTORY: str(tmp_path)}
    )
    assert done.stdout.strip() == "[]", done.stderr


# --- what it counts


def test_what_is_read_is_counted_and_outlives_the_process(serve: Serve) -> None:
    served = serve(behind="")
    for address in ("/much/", "/little/", "/never/"):
        served.store.put(address, story(words=20))
    for _number in range(9):
        served.ask("/much/", user_agent="Reader/1.0", cookie="who=me")
    served.ask("/little/")
    served.process.terminate()
    served.process.wait(30)
    [file] = (served.folder / "run").glob("asked-*.json")
    assert read(file) == {"/much/": 9.0, "/little/": 1.0}
    assert b"Reader" not in file.read_bytes()
    assert b"me" not in file.read_bytes().replace(b"/never/", b"")
    again = serve(behind="", folder=served.folder)
    again.ask("/little/")
    again.process.terminate()
    again.process.wait(30)
    [file] = (served.folder / "run").glob("asked-*.json")
    heat = read(file)
    assert list(heat) == ["/much/", "/little/"]
    assert heat["/little/"] > 1.5


def test_counts_cool_and_do_not_grow_without_end(tmp_path: Path) -> None:
    heat = Heat(tmp_path)
    heat.turn(iter([("/once/", 100)]))
    for turn in range(400):
        heat.turn(iter((f"/{turn}/{number}/", 1) for number in range(20)))
    [file] = tmp_path.glob("asked-*.json")
    asked = read(file)
    assert len(asked) == 2000
    assert 30 < asked["/once/"] < 60
    assert "/0/0/" not in asked


def test_counts_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    for nonsense in (b"", b"[]", b'{"asked": 3}', b'{"asked": {"/": "x"}}', b"\xff"):
        (tmp_path / "asked-1.json").write_bytes(nonsense)
        assert read(tmp_path / "asked-1.json") == {}
    assert read(tmp_path / "asked-2.json") == {}


# --- what it speaks


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    certificate, key = folder / "paper.pem", folder / "paper.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def speaking(port: int, certificate: Path, protocols: list[str]) -> str | None:
    """The protocol that is agreed on over TLS."""
    context = ssl.create_default_context(cafile=str(certificate))
    context.set_alpn_protocols(protocols)
    with (
        socket.create_connection(("127.0.0.1", port), 30) as line,
        context.wrap_socket(line, server_hostname="localhost") as encrypted,
    ):
        return encrypted.selected_alpn_protocol()


def test_with_a_certificate_it_speaks_both_versions_of_https(serve: Serve, certificate: tuple[Path, Path]) -> None:
    served = serve(encryption=certificate)
    served.store.put("/story/", story(words=50))
    assert speaking(served.port, certificate[0], ["h2", "http/1.1"]) == "h2"
    assert speaking(served.port, certificate[0], ["http/1.1"]) == "http/1.1"
    url = f"https://localhost:{served.port}"
    for version, number in (("--http2", "2"), ("--http1.1", "1.1")):
        curl = [
            "curl",
            "--silent",
            "--cacert",
            str(certificate[0]),
            version,
            "--resolve",
            f"localhost:{served.port}:127.0.0.1",
        ]
        page = subprocess.run([*curl, f"{url}/story/"], capture_output=True, check=True)
        assert page.stdout == story(words=50).body
        told = ["--write-out", "%{http_version} %{http_code}", "--output", os.devnull]
        done = subprocess.run([*curl, *told, f"{url}/story/"], capture_output=True, check=True, text=True)
        assert done.stdout == f"{number} 200"
        # The desk hears that the reader came by https, whatever the reader says.
        lie = ["--header", "X-Forwarded-Proto: http", "--data", "a=b", "--cookie", "c=d"]
        asked = subprocess.run([*curl, *lie, f"{url}/newsroom/x/"], capture_output=True, check=True)
        echoed = json.loads(asked.stdout)
        assert echoed["wsgi.url_scheme"] == "https"
        assert "HTTP_X_FORWARDED_PROTO" not in echoed
        assert (echoed["HTTP_HOST"], echoed["HTTP_COOKIE"]) == (f"localhost:{served.port}", "c=d")
        assert echoed["CONTENT_LENGTH"] == "3"


# --- how it ends


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_it_ends_when_told_to_though_a_reader_keeps_a_connection(serve: Serve, number: signal.Signals) -> None:
    served = serve(behind="")
    served.store.put("/story/", story(words=20))
    with socket.create_connection(("127.0.0.1", served.port), 30) as line:
        line.sendall(b"GET /story/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        served.process.send_signal(number)
        assert served.process.wait(30) == 0


@pytest.mark.parametrize("what", ["slow", "tidies"])
def test_what_is_under_way_when_it_is_told_to_end_is_finished(what: str, tmp_path: Path) -> None:
    path = str(tmp_path / "desk.sock")
    os.mkfifo(tmp_path / "go-on")
    desk = start_desk("applications:echo", path, 3_000_000, tmp_path, subprocess.PIPE)
    try:
        until(lambda: os.path.exists(path))
        with socket.socket(socket.AF_UNIX) as line:
            until(lambda: line.connect_ex(path) in (0, errno.EISCONN))
            line.sendall(f"GET /{what}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            until((tmp_path / "begun").exists)
            desk.terminate()
            # It has heard, and is in no hurry.
            with pytest.raises(subprocess.TimeoutExpired):
                desk.wait(1)
            (tmp_path / "go-on").write_bytes(b"!")
            line.settimeout(30)
            said = b"".join(iter(lambda: line.recv(65536), b""))
        assert said.startswith(b"HTTP/1.1 200")
        assert f'"PATH_INFO": "/{what}/"'.encode() in said
        assert desk.communicate(timeout=30) == (b"", b"")
        assert desk.returncode == 0
    finally:
        desk.kill()
        desk.wait()


def test_it_ends_with_its_parent(serve: Serve) -> None:
    served = serve(behind="")
    program = (
        "import os, subprocess, sys\n"
        "from freesheet.press.orders import Serving\n"
        "import socket\n"
        "door = socket.create_server(('127.0.0.1', 0))\n"
        "ours, theirs = os.pipe()\n"
        "told = Serving(os.getpid(), door.fileno(), theirs).arguments()\n"
        "child = subprocess.Popen([sys.executable, '-m', 'freesheet.press.serving', *told],"
        " pass_fds=[door.fileno(), theirs], stdout=subprocess.DEVNULL)\n"
        "os.read(ours, 1)\n"
        "print(child.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    environment = os.environ | {DIRECTORY: str(served.folder)}
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment)
    child = int(done.stdout)

    def gone() -> bool:
        try:
            return psutil.Process(child).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    until(gone)


def test_orders_are_told_and_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    orders = Serving(1, 2, 3, "/a certificate", "/its “key”")
    monkeypatch.setattr(sys, "argv", ["x", *orders.arguments()])
    assert Serving.told() == orders
