"""The configuration of Caddy (2.6 or newer), for the whole program or for one site among others."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from freesheet.press.answers import plain
from freesheet.press.files import FINGERPRINT, TYPES, headers_of
from freesheet.press.fronts.plan import DESK, Plan
from freesheet.press.fronts.survey import Kind, Known, Pairs, Survey
from freesheet.press.sheets import SUFFIXES
from freesheet.press.stand import CLOSED_MEDIA

_LONGEST_SOCKET = 100
"""Bytes of the name of a Unix socket; Linux takes 107."""

# Caddy cleans paths before it compares them, and takes stars and brackets in them for patterns of file names.
_ELSEWHERE = r"^(?:[^?]*(?://|/\.|[\\*{}\[\]]|%(?:2[aAeEfF]|3[fF]|5[b-dB-D]|7[bBdDfF]|[01]))|/\?.)"
_PATTERNS = r"^[^?]*(?:[\\*{}\[\]]|%(?:2[aA]|3[fF]|5[b-dB-D]|7[bBdD]))"
_ENDING = r"(?:.*\.([^./]+)|.*)"
_CODINGS = {"identity": "", "gzip": "gzip", "br": "br", "zstd": "zstd"}

# The status of an answer is made what it should be whatever it was, 304 too.
_UNCONDITIONAL = [
    f"request_header -If-{name}" for name in ("Match", "None-Match", "Modified-Since", "Unmodified-Since")
]

_AWAY = plain(503, "This page cannot be made at the moment. Pages that were published can be read. Try again soon.")
_NOWHERE = plain(404, "There is nothing at this address.")


class Caddy:
    """Caddy."""

    name = "caddy"
    package = "caddy"
    end = signal.SIGTERM
    pause = 60.0  # it opens its port anew each time, and a connection that waits just then at the old one is reset

    def executable(self) -> str | None:
        return shutil.which("caddy")

    def site(self, plan: Plan, found: Survey) -> str:
        return _site(plan, found, among_others=True)

    def whole(self, plan: Plan, found: Survey) -> str:
        return "\n".join([*_process(plan), _site(plan, found, among_others=False)])

    def check(self, configuration: Path) -> list[str]:
        return self._called("validate", configuration)

    def serve(self, configuration: Path) -> list[str]:
        return self._called("run", configuration)

    def reload(self, configuration: Path) -> list[str]:
        return self._called("reload", configuration)

    def environment(self, plan: Plan) -> dict[str, str]:
        run = str(plan.run)
        return {"XDG_DATA_HOME": run, "XDG_CONFIG_HOME": run, "HOME": run}

    def _called(self, verb: str, configuration: Path) -> list[str]:
        return [self.executable() or "caddy", verb, "--config", str(configuration), "--adapter", "caddyfile"]


def _process(plan: Plan) -> Iterator[str]:
    yield "{"
    yield f"\tadmin {_quoted(f'unix/{admin_socket(plan)}')}"
    yield f"\tstorage file_system {_quoted(plan.run / 'caddy')}"
    yield "\tauto_https off"
    yield "\tgrace_period 10s"
    yield "\tlog {"
    yield "\t\toutput stderr"
    yield "\t\tformat console"
    yield "\t\tlevel ERROR"
    # That the stand is away would be said for each reader.
    yield "\t\texclude http.log.error http.handlers.reverse_proxy"
    yield "\t}"
    yield "\tservers {"
    yield "\t\tprotocols h1 h2"
    yield "\t\tmax_header_size 32KB"
    yield "\t\ttimeouts {"
    yield "\t\t\tread_header 15s"
    yield "\t\t\tidle 65s"
    yield "\t\t}"
    yield "\t}"
    yield "}"


def admin_socket(plan: Plan) -> Path:
    """Where Caddy takes another configuration: a socket that only the same user can use."""
    there = plan.run / "admin.sock"
    if len(os.fsencode(there)) <= _LONGEST_SOCKET:
        return there
    name = "freesheet-" + hashlib.sha256(os.fsencode(plan.folder)).hexdigest()[:16]
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"{name}-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "admin.sock"


def _site(plan: Plan, found: Survey, among_others: bool) -> str:
    lines = [
        "# Written by Freesheet from what is in the store. Do not edit: it is written again when that changes.",
        f"{_names(plan, among_others)} {{",
        *(f"\t{line}" for line in _server(plan, among_others)),
        "\troute {",
        *(f"\t\t{line}" for line in _passed(plan, found)),
        *(f"\t\t{line}" for line in _pages(plan, found)),
        *(f"\t\t{line}" for line in _folders(plan)),
        "\t\thandle {",
        *(f"\t\t\t{line}" for line in _asking(plan)),
        "\t\t}",
        "\t}",
        "\thandle_errors {",
        *(f"\t\t{line}" for line in _away(plan, found)),
        "\t}",
        "}",
    ]
    return "\n".join([*lines, ""])


def _names(plan: Plan, among_others: bool) -> str:
    if among_others and plan.public_host:
        return (
            plan.address
            if plan.port in (80, 443)
            else f"{plan.address.partition('://')[0]}://{plan.public_host}:{plan.port}"
        )
    return f"{'https' if plan.encrypted else 'http'}://:{plan.port}"


def _server(plan: Plan, among_others: bool) -> Iterator[str]:
    if plan.host:
        yield f"bind {plan.host}"
    if plan.encrypted:
        yield f"tls {_quoted(plan.certificate)} {_quoted(plan.key)}"
    yield "header -Server"


def _passed(plan: Plan, found: Survey) -> Iterator[str]:
    """What is no canonical address of a file."""
    yield "@unread not method GET HEAD"
    yield from _handle("@unread", _asking(plan))
    yield f"@elsewhere vars_regexp {{http.request.uri}} {_quoted(_ELSEWHERE)}"
    yield from _handle("@elsewhere", _asking(plan))
    if plan.public_host:
        yield _others(plan)
        yield from _handle("@others", _asking(plan))
    if found.odd:
        yield f"@odd path_regexp {_quoted('^(?:' + '|'.join(re.escape(path) for path, _kind in found.odd) + ')$')}"
        yield from _handle("@odd", _asking(plan))


def _others(plan: Plan) -> str:
    """Hosts that are not the paper's. An address that is no name is how the machine itself asks."""
    host = re.escape(plan.public_host)
    names = rf"^(?i:{host}|localhost|[0-9.]+|\[[0-9a-fA-F:]+\])?(?::[0-9]+)?$"
    return f"@others not header_regexp Host {_quoted(names)}"


def _pages(plan: Plan, found: Survey) -> Iterator[str]:
    # That is how the page of a folder is kept; it has no such address.
    yield r'@index path_regexp "/index\.html$"'
    yield from _handle("@index", _asking(plan))
    for number, kind in enumerate(found.kinds):
        if kind.passed:
            yield f"@kind{number} path_regexp {_quoted(kind.pattern)}"
            yield from _handle(f"@kind{number}", _asking(plan))
        else:
            yield from _kind(plan, kind, f"@kind{number}")


def _kind(plan: Plan, kind: Kind, name: str, whole: bool = False) -> Iterator[str]:
    """Pages of one kind. ``whole`` is for where Caddy takes them for an error, and would answer with its status."""
    yield f"{name} {{"
    yield f"\tpath_regexp {_quoted(kind.pattern)}"
    yield from (f"\t{line}" for line in _file(plan.store, "{path}index.html" if kind.ending == "/" else "{path}"))
    yield "}"
    served = [*_UNCONDITIONAL, *_served(plan.store, 200)] if whole else _served(plan.store)
    yield from _handle(name, [*_headers(kind.headers, parts=False), *served])


def _file(root: Path, name: str) -> Iterator[str]:
    yield "file {"
    yield f"\troot {_quoted(root)}"
    yield f"\ttry_files {_quoted(name)}"
    yield "}"


def _served(root: Path, status: int = 0, packed: bool = True) -> Iterator[str]:
    yield "file_server {"
    yield f"\troot {_quoted(root)}"
    yield "\tindex index.html"
    yield "\tdisable_canonical_uris"
    if packed:
        yield f"\tprecompressed {' '.join(_CODINGS[coding] for coding in SUFFIXES if _CODINGS[coding])}"
    if status:
        yield f"\tstatus {status}"
    yield "}"


def _headers(headers: Iterable[tuple[str, str]], parts: bool) -> Iterator[str]:
    if not parts:
        yield "request_header -Range"
    yield "header {"
    for name, value in headers:
        if name != "accept-ranges":
            yield f"\t{name} {_quoted(value)}"
    if not parts:
        yield "\t-accept-ranges"
    # Caddy's own come first, so that none is there twice.
    yield "\tdefer"
    yield "}"


def _folders(plan: Plan) -> Iterator[str]:
    """Files of the theme and of the media."""
    closed = "|".join(map(re.escape, CLOSED_MEDIA))
    yield f"@closed path_regexp {_quoted(f'^/media/(?:{closed})(?:/|$)')}"
    yield from _handle("@closed", _asking(plan))
    if links := "|".join(map(re.escape, _links(plan))):
        yield f"@links path_regexp {_quoted(f'^(?:{links})(?:/|$)')}"
        yield from _handle("@links", _asking(plan))
    yield "map {re.ending.1} {paper.type} {"
    yield from (f"\t{ending} {_quoted(kind)}" for ending, kind in TYPES.items())
    yield from (f"\t~(?i)^{ending}$ {_quoted(kind)}" for ending, kind in TYPES.items())
    yield "\tdefault application/octet-stream"
    yield "}"
    fingerprinted = "^/static/.*" + FINGERPRINT.pattern.replace(r"\.[A-Za-z0-9]+\Z", r"\.([A-Za-z0-9]+)$")
    yield from _group(plan, "@lasting", fingerprinted, headers_of("x.0123456789ab.css", media=False), False)
    yield from _group(plan, "@static", rf"^/static/{_ENDING}$", headers_of("x.css", media=False), False)
    endings: dict[Pairs, list[str]] = {}
    for ending in TYPES:
        endings.setdefault(_but_type(headers_of(f"x.{ending}", media=True)), []).append(ending)
    for number, (headers, group) in enumerate(endings.items()):
        yield from _group(plan, f"@media{number}", rf"^/media/.*\.((?i:{'|'.join(group)}))$", headers, True)
    yield from _group(plan, "@attached", rf"^/media/{_ENDING}$", headers_of("", media=True), True)


def _group(plan: Plan, name: str, pattern: str, headers: Iterable[tuple[str, str]], media: bool) -> Iterator[str]:
    yield f"{name} {{"
    yield f"\tpath_regexp ending {_quoted(pattern)}"
    yield from (f"\t{line}" for line in _file(plan.folder, "{path}"))
    yield "}"
    told = [("content-type", "{paper.type}"), *_but_type(headers)]
    yield from _handle(name, [*_headers(told, parts=media), *_served(plan.folder, packed=not media)])


def _but_type(headers: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(pair for pair in headers if pair[0] != "content-type")


def _links(plan: Plan) -> Iterator[str]:
    """Symbolic links among the files for readers. Caddy would follow them out of the folder."""
    for top in ("static", "media"):
        for folder, names, files in os.walk(plan.folder / top):
            inside = Path(folder).relative_to(plan.folder)
            yield from (f"/{inside / name}" for name in (*names, *files) if os.path.islink(os.path.join(folder, name)))


# --- passing on, and when nobody is there


def _asking(plan: Plan) -> Iterator[str]:
    # Caddy hands bodies through as they come, and the stand has a limit for them.
    yield f"reverse_proxy {plan.behind} {{"
    if plan.wrapped:
        yield "\ttrusted_proxies 127.0.0.0/8 ::1"
    yield "\ttransport http {"
    yield "\t\tdial_timeout 2s"
    yield "\t\tresponse_header_timeout 120s"
    yield "\t}"
    yield "}"


def _away(plan: Plan, found: Survey) -> Iterator[str]:
    """What readers get while the stand does not answer, or does not run at all."""
    yield "header -Server"
    yield "@refused not expression `{http.error.status_code} in [502, 503, 504]`"
    yield from _handle("@refused", ["respond {http.error.status_code}"])
    if plan.public_host:
        yield _others(plan)
        yield from _handle("@others", [f"redir {plan.address}{{http.request.uri}} 301"])
    desk = "|".join(map(re.escape, DESK))
    yield "@unread not method GET HEAD"
    yield from _handle("@unread", _said(_AWAY.status, _AWAY.headers, _AWAY.body))
    yield f"@desk path_regexp {_quoted(f'^/(?:{desk})(?:/|$)')}"
    yield from _handle("@desk", _said(_AWAY.status, _AWAY.headers, _AWAY.body))
    yield r'@strange vars_regexp {http.request.uri} "^[^?]*(?://|/\.|%2[eEfF])"'
    yield from _handle("@strange", _said(_NOWHERE.status, _NOWHERE.headers, _NOWHERE.body))
    yield f"@patterns vars_regexp {{http.request.uri}} {_quoted(_PATTERNS)}"
    yield from _handle("@patterns", _said(_AWAY.status, _AWAY.headers, _AWAY.body))
    yield r'@index path_regexp "/index\.html$"'
    yield from _handle("@index", _missing(plan, found))
    for number, kind in enumerate(found.kinds):
        yield from _kind(plan, kind, f"@kind{number}", whole=True)
    yield from _known(plan, found.known)
    yield "@folder {"
    yield "\t" + r'vars_regexp asked {http.request.uri} "^(/[^?]*[^/?])(\?.*)?$"'
    yield from (f"\t{line}" for line in _file(plan.store, "{path}/index.html"))
    yield "}"
    yield from _handle("@folder", ["redir {re.asked.1}/{re.asked.2} 301"])
    yield "@complete {"
    yield from (f"\t{line}" for line in _file(plan.store, "/.generation"))
    yield "}"
    yield from _handle("@complete", _missing(plan, found))
    yield from _handle("", _said(_AWAY.status, _AWAY.headers, _AWAY.body))


def _known(plan: Plan, known: tuple[Known, ...]) -> Iterator[str]:
    if not known:
        return
    yield "map {path} {paper.known} {paper.there} {"
    alike = {(page.status, page.headers if page.file else ()): str(number) for number, page in enumerate(known)}
    for page in known:
        number = alike[page.status, page.headers if page.file else ()]
        yield f"\t{_quoted(page.path)} {number} {_quoted(page.location or page.file)}"
    yield '\tdefault "" ""'
    yield "}"
    for (status, headers), number in alike.items():
        name = f"@known{number}"
        yield f"{name} vars {{paper.known}} {number}"
        if 300 <= status < 400:
            yield from _handle(name, [f"redir {{paper.there}} {status}"])
        elif status:
            yield from _handle(name, ["rewrite * {paper.there}", *_instead(plan, status, headers)])
        else:
            yield from _handle(name, _said(_AWAY.status, _AWAY.headers, _AWAY.body))


def _instead(plan: Plan, status: int, headers: Pairs) -> Iterator[str]:
    """A stored page in place of what was asked for. Nobody is to keep it: the stand may know better when it is back."""
    yield from _UNCONDITIONAL
    unkept = (*(pair for pair in headers if pair[0] != "cache-control"), ("cache-control", "no-store"))
    yield from _headers(unkept, parts=False)
    yield from _served(plan.store, status)


def _missing(plan: Plan, found: Survey) -> Iterator[str]:
    for number, page in enumerate(found.missing):
        yield f"@missing{number} path_regexp {_quoted('^' + re.escape(page.path))}"
        yield from _handle(f"@missing{number}", [f"rewrite * {_quoted(page.file)}", *_instead(plan, 404, page.headers)])
    yield from _handle("", _said(_NOWHERE.status, _NOWHERE.headers, _NOWHERE.body))


def _said(status: int, headers: Iterable[tuple[str, str]], body: bytes | None) -> Iterator[str]:
    yield from _headers(headers, parts=True)
    yield f"respond {_quoted((body or b'').decode().strip())} {status}"


def _handle(matcher: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"handle {matcher} {{" if matcher else "handle {"
    yield from (f"\t{line}" for whole in lines for line in whole.split("\n"))
    yield "}"


def _quoted(value: object) -> str:
    # A backslash stands for itself, but before a quotation mark.
    return '"' + str(value).replace('"', '\\"') + '"'
