"""A CDN on this machine: it checks each call against the documented interface, and can fail in every way we know."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ZONE = "0123456789abcdef0123456789abcdef"
TOKEN = "s3cret-Token_of.ours"
SITE = "https://paper.example"


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What is answered instead of the documented answer. ``hang``: nothing; ``drop``: the line is cut."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    hang: bool = False
    drop: bool = False


class Cdn:
    """Cloudflare, Fastly and a cache that takes PURGE, by what is asked."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.purged: list[str] = []
        """Addresses, tags or keys that were purged, in order; ``*`` for everything."""
        self.soft: set[str] = set()
        self.next: deque[Answer] = deque()
        self.taken: Callable[[str], None] = lambda purged: None
        """Called for each thing purged, before it is confirmed."""
        self.rejected: set[str] = set()
        """Addresses that are not taken, alone or among others."""
        self.away = False
        """Whether it answers 503 to everything."""
        self.released = threading.Event()
        cdn = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def do_POST(self) -> None:
                self.answer()

            def do_PURGE(self) -> None:
                self.answer()

            def answer(self) -> None:
                size = int(self.headers.get("content-length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.command, self.path, headers, self.rfile.read(size))
                cdn.calls.append(call)
                given = cdn.next.popleft() if cdn.next else cdn.documented(call)
                if given.hang:
                    cdn.released.wait(60)
                if given.hang or given.drop:
                    self.close_connection = True
                    return
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(given.body)))
                self.end_headers()
                self.wfile.write(given.body)

            def log_message(self, *words: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Be gone: connections are refused from now on."""
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def documented(self, call: Call) -> Answer:
        """What the real one says."""
        if self.away:
            return Answer(503)
        if call.method == "PURGE":
            return self._cache(call)
        if call.path.startswith("/client/"):
            return self._cloudflare(call)
        return self._fastly(call)

    def _take(self, things: list[str]) -> bool:
        if self.rejected & set(things):
            return False
        for thing in things:
            self.taken(thing)
        self.purged += things
        return True

    def _cache(self, call: Call) -> Answer:
        taken = self._take([call.headers["host"] + call.path])
        return Answer(200 if taken else 400, body=b"Purged")

    def _cloudflare(self, call: Call) -> Answer:
        def refusal(status: int, code: int) -> Answer:
            said = {"success": False, "errors": [{"code": code, "message": call.headers.get("authorization", "")}]}
            return Answer(status, {"Content-Type": "application/json"}, json.dumps(said).encode())

        if call.path != f"/client/v4/zones/{ZONE}/purge_cache":
            return refusal(404, 7003)
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return refusal(403, 10000)
        if call.headers.get("content-type") != "application/json":
            return refusal(400, 6003)
        asked = call.json
        if asked == {"purge_everything": True}:
            things = ["*"]
        else:
            [(kind, things)] = asked.items()
            if kind not in ("files", "tags") or not 1 <= len(things) <= 30:
                return refusal(400, 1094)
            if kind == "files" and not all(url.isascii() and url.startswith("https://") for url in things):
                return refusal(400, 1016)
        if not self._take(things):
            return refusal(400, 1012)
        said = {"success": True, "errors": [], "messages": [], "result": {"id": ZONE}}
        return Answer(200, {"Content-Type": "application/json"}, json.dumps(said).encode())

    def _fastly(self, call: Call) -> Answer:
        if call.headers.get("fastly-key") != TOKEN:
            return Answer(401, body=b'{"msg":"Provided credentials are missing or invalid"}')
        if call.path != f"/service/{ZONE}/purge":
            return Answer(404, body=b'{"msg":"Record not found"}')
        keys = call.headers.get("surrogate-key", "").split()
        if not 1 <= len(keys) <= 256 or len(call.headers["surrogate-key"]) > 16384:
            return Answer(400, body=b'{"msg":"Bad request"}')
        if call.headers.get("fastly-soft-purge") == "1":
            self.soft |= set(keys)
        if not self._take(keys):
            return Answer(400, body=b'{"msg":"Bad request"}')
        return Answer(200, body=json.dumps({key: f"108-{number}" for number, key in enumerate(keys)}).encode())
