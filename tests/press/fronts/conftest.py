"""A publication with something of everything in it, behind our own stand, and behind each web server."""

from __future__ import annotations

import os
import random
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from tests.ports import free_port
from tests.press.conftest import HTML, Serve, Served

from freesheet.press.fronts.known import FRONTS, front_named
from freesheet.press.fronts.plan import Plan
from freesheet.press.fronts.process import FrontProcess
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store

FILM = random.Random(1).randbytes(900_000)
GUARDED = [
    *HTML,
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'self'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=()"),
    ("Cache-Control", "public, max-age=10, stale-while-revalidate=50, stale-if-error=86400"),
]
"""Headers such as those of our own pages."""

PAGES = (
    "/",
    "/world/",
    "/world/story/",
    "/%E4%B8%96%E7%95%8C/%E6%B5%B7/",
    "/ur/",
    "/ur/پانی/",
    "/ur/a/b/",
    "/a+b/",
    "/a~(b)'c/",
)
STATIC = "static/broadsheet/paper.0123456789ab.css"
FILES: dict[str, bytes] = {
    STATIC: b"p { color: black }" * 40,
    f"{STATIC}.gz": b"as gzip",
    f"{STATIC}.br": b"as brotli",
    "static/broadsheet/plain.js": b"// nothing",
    "static/broadsheet/font.0123456789ab.woff2": b"wOF2",
    "static/.secret.css": b"secret",
    "media/images/photo.jpg": b"\xff\xd8 not really",
    "media/images/PHOTO.JPG": b"\xff\xd8 not really either",
    "media/images/世界 [1].png": b"\x89PNG not really",
    "media/images/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "media/images/page.html": b"<script>alert(1)</script>",
    "media/images/noending": b"?",
    "media/film.mp4": FILM,
    "media/empty.txt": b"",
    "media/documents/secret.pdf": b"secret",
    "media/original_images/secret.jpg": b"secret",
    "media/.hidden.jpg": b"secret",
    "secret.txt": b"secret",
    "freesheet.toml": b"secret",
}


def page(words: str, headers: list[tuple[str, str]] = GUARDED, status: int = 200) -> Sheet:
    """A page long enough to be compressed."""
    return Sheet(status, headers, f"<h1>{words}</h1>{'<p>so it goes on</p>' * 60}".encode())


def in_language(address: str) -> tuple[str, str]:
    """The header that says in which language a page is."""
    return "Content-Language", "ur" if address.startswith("/ur/") else "en"


def lay_out(folder: Path) -> Path:
    """Everything that a publication's folder may hold for readers, and what it may not."""
    store = Store(folder / "store")
    for address in PAGES:
        store.put(address, page(address, [*GUARDED, in_language(address)]))
    rss = [("Content-Type", "application/rss+xml; charset=utf-8"), *GUARDED[1:]]
    for address in ("/feed.xml", "/world/feed.xml", "/ur/feed.xml"):
        store.put(address, page(address, [*rss, in_language(address)]))
    store.put("/sitemap.xml", page("sitemap", [("Content-Type", "application/xml; charset=utf-8"), *GUARDED[1:]]))
    store.put("/robots.txt", Sheet(200, [("Content-Type", "text/plain; charset=utf-8")], b"User-agent: *\n"))
    style = [("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "public, max-age=31536000, immutable")]
    store.put("/theme/0123456789abcdef.css", page("p {}", style))
    for address in ("/icon.svg", "/favicon.ico"):
        store.put(address, page(address, [("Content-Type", "image/svg+xml; charset=utf-8"), *GUARDED[1:]]))
    store.put("/odd/", page("odd", [*GUARDED, ("X-Odd", "only this page")]))
    store.put("/data/", page("{}", [("Content-Type", "application/json")]))
    store.put("/moved", Sheet(301, [("Location", "/world/story/")], b""))
    store.put("/moved/before/", Sheet(302, [("Location", "https://elsewhere.example/?a=b&c=%20d")], b""))
    store.put("/旧/", Sheet(308, [("Location", "/%E4%B8%96%E7%95%8C/%E6%B5%B7/")], b""))
    store.put("/gone/", page("Gone for good", status=410))
    store.put("/ur/gone/", page("Gone for good", [*GUARDED, in_language("/ur/")], status=410))
    store.put("/404.html", page("Nothing here", [*GUARDED, in_language("/")], status=404))
    store.put("/ur/404.html", page("یہاں کچھ نہیں", [*GUARDED, in_language("/ur/")], status=404))
    (folder / "store/.generation").write_text("0123456789abcdef")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    os.symlink(folder / "secret.txt", folder / "media/link.txt")
    os.symlink(folder, folder / "media/everything")
    os.symlink(folder / "secret.txt", folder / "static/link.css")
    return folder


def until_open(port: int, seconds: float = 120) -> None:
    """Wait until somebody listens."""
    deadline, between = monotonic() + seconds, threading.Event()
    while monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        between.wait(0.02)
    pytest.fail("The front does not listen.")


def asking(folder: Path, port: int = 0) -> Served:
    """What asks a server that is not the stand's own; its store may be written to without any."""
    return Served(folder, port, None)


Raise = Callable[..., tuple[Served, FrontProcess]]


@pytest.fixture(scope="module", params=sorted(FRONTS))
def front(request: pytest.FixtureRequest) -> str:
    """The name of each front in turn."""
    name = str(request.param)
    if front_named(name).executable() is None:
        pytest.skip(f"{name} is not installed.")
    return name


@pytest.fixture(scope="module")
def fronted(front: str) -> Iterator[Raise]:
    """Starts the front for a folder, with a stand behind it at a port, or with nobody there."""
    running: list[FrontProcess] = []

    def start(folder: Path, behind: int = 0, **more: object) -> tuple[Served, FrontProcess]:
        plan = Plan(folder.resolve(), "127.0.0.1", free_port(), f"127.0.0.1:{behind or free_port()}")
        process = FrontProcess(replace(plan, **more), front_named(front), pause=0)
        process.start()
        running.append(process)
        until_open(process.plan.port)
        return asking(folder, process.plan.port), process

    yield start
    for process in running:
        process.stop()


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name is not easy."""
    folder = tmp_path_factory.mktemp("fronts") / "潮線 paper"
    folder.mkdir()
    return lay_out(folder)


@pytest.fixture(scope="module")
def stand(serve: Serve, publication: Path) -> Served:
    """Our own stand for it."""
    return serve(folder=publication)


@pytest.fixture(scope="module")
def before(fronted: Raise, publication: Path, stand: Served) -> Served:
    """The front, with the stand behind it."""
    return fronted(publication, stand.port)[0]


@pytest.fixture(scope="module")
def alone(fronted: Raise, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The front, with nobody behind it."""
    return fronted(lay_out(tmp_path_factory.mktemp("alone")))[0]
