"""The configuration of one publication for nginx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from freesheet.press.answers import plain
from freesheet.press.files import FINGERPRINT, TYPES, headers_of
from freesheet.press.fronts.plan import DESK, Plan
from freesheet.press.fronts.survey import Kind, Known, Pairs, Survey
from freesheet.press.stand import CLOSED_MEDIA

_LONGEST_BY_DEFAULT = 46
"""Bytes of a key that fit into one of nginx's buckets of 64."""

# nginx resolves dots, slashes and escapes before it looks for a file. What has any is no canonical address.
_STRAIGHT = r"~^(?:/(?![./])[^/?%\\]*+(?:%(?!2[eEfF]|5[cC]|7[fF]|[01])[^/?%\\]*+)*+)++(?:\?|$)"

_NUMBERS = r"~^[0-9.:\[\]]+$"

_AWAY = plain(503, "This page cannot be made at the moment. Pages that were published can be read. Try again soon.")
_NOWHERE = plain(404, "There is nothing at this address.")


def nginx_site(plan: Plan, found: Survey, brotli: bool, among_others: bool) -> str:
    """What goes into nginx's ``http`` for one publication.

    ``brotli`` is whether nginx has the module that sends ``.br`` files; ``among_others`` whether other sites may be
    there too.
    """
    mark = plan.mark
    lines = [
        "# Written by Freesheet from what is in the store. Do not edit: it is written again when that changes.",
        *_maps(plan, found, among_others),
        f"upstream {mark} {{",
        f"    server {plan.behind} max_fails=0;",
        "    keepalive 16;",
        "}",
        "server {",
        *(f"    {line}" for line in (*_listening(plan), *_names(plan, among_others), *_server(plan, brotli))),
        *(f"    {line}" for line in _pages(plan, found)),
        *(f"    {line}" for line in _folders(plan)),
        *(f"    {line}" for line in _away(plan, found)),
        "}",
    ]
    if plan.public_host and not among_others:
        lines += ["server {", *(f"    {line}" for line in _other_hosts(plan)), "}"]
    return "\n".join([*lines, ""])


# --- maps


def _maps(plan: Plan, found: Survey, among_others: bool) -> Iterator[str]:
    mark = plan.mark
    known = list(_once(found.known))
    longest = max((len(page.path.encode()) for page in known), default=0)
    # Others may say this too, and it may be said once: only where nginx could not do without.
    if not among_others or longest > _LONGEST_BY_DEFAULT:
        yield f"map_hash_bucket_size {max(512, (longest + 127) // 64 * 64)};"
        yield f"map_hash_max_size {max(4096, 4 * len(known))};"
    desk = "|".join(map(re.escape, DESK))
    yield from _map("$request_uri", f"{mark}_passed", [("default", "1"), (_STRAIGHT, "")])
    yield from _map(
        '"$request_method $uri"', f"{mark}_desk", [("default", "1"), (f"~^(?:GET|HEAD) (?!/(?:{desk})(?:/|$))", "")]
    )
    slashless = (rf"~^(?<{mark}_path>/[^?]*[^/?])(?:$|\?)", f"${mark}_path")
    yield from _map(f'"${mark}_passed$request_uri"', f"{mark}_slashless", [("default", ""), slashless])
    statuses = [(page.path, str(page.status)) for page in known]
    yield from _map("$uri", f"{mark}_status", [("default", ""), *statuses])
    yield from _map("$uri", f"{mark}_there", [("default", ""), *((p.path, p.location) for p in known if p.location)])
    yield from _map("$uri", f"{mark}_file", [("default", ""), *((p.path, p.file) for p in known if p.file)])
    editions = [(f"~^{re.escape(page.path)}", page.file) for page in found.missing]
    yield from _map("$uri", f"{mark}_missing", [("default", "/.missing"), *editions])
    for number, name in enumerate(dict.fromkeys(name for page in found.missing for name, _value in page.headers)):
        values = [(f"~^{re.escape(page.path)}", dict(page.headers).get(name, "")) for page in found.missing]
        yield from _map("$uri", f"{mark}_missing_{number}", [("default", ""), *values])


def _map(source: str, target: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source} ${target} {{"
    for key, value in pairs:
        yield f"    {quoted(key) if key != 'default' else key} {quoted(value)};"
    yield "}"


def _once(known: Iterable[Known]) -> Iterator[Known]:
    """Without those whose path differs from another's in case only: nginx would not tell them apart."""
    seen: set[str] = set()
    for page in known:
        if (folded := page.path.lower()) not in seen:
            seen.add(folded)
            yield page


# --- locations


def _names(plan: Plan, among_others: bool) -> Iterator[str]:
    if not plan.public_host or among_others:
        yield f"server_name {plan.public_host or '_'};"
    else:
        # An address that is no name is how the machine itself, or a check of its health, asks.
        yield f'server_name {plan.public_host} localhost "" {quoted(_NUMBERS)};'


def _server(plan: Plan, brotli: bool) -> Iterator[str]:
    yield f"root {quoted(plan.store)};"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "log_not_found off;"
    yield "charset off;"
    yield "etag on;"
    yield "if_modified_since before;"
    yield "max_ranges 0;"
    yield "gzip off;"
    yield "gzip_static on;"
    yield "gzip_proxied any;"
    yield "gzip_http_version 1.0;"
    if brotli:
        yield "brotli_static on;"
    yield "client_header_timeout 15s;"
    yield "client_body_timeout 30s;"
    yield "send_timeout 60s;"
    yield "keepalive_timeout 65s;"
    yield "keepalive_requests 100000;"
    yield "client_header_buffer_size 2k;"
    yield "large_client_header_buffers 4 16k;"
    yield f"client_max_body_size {plan.largest_request};"
    yield "recursive_error_pages on;"
    yield from _errors()


def _errors() -> Iterator[str]:
    """Where to go on. Said again wherever anything is added to it, for a location's own replace those around it."""
    yield "error_page 404 @missing;"
    # Files cannot be sent anything.
    yield "error_page 405 = @stand;"
    yield "error_page 410 @gone;"
    yield "error_page 418 = @stand;"
    yield "error_page 503 @away;"


def _straight(plan: Plan) -> str:
    # Not said once for all locations: nginx looks at the length of a body when it has found the location.
    return f"if (${plan.mark}_passed) {{ return 418; }}"


def _listening(plan: Plan) -> Iterator[str]:
    host = f"[{plan.host}]" if ":" in plan.host else plan.host
    yield f"listen {host + ':' if host else ''}{plan.port}{' ssl http2' if plan.encrypted else ''};"
    if plan.encrypted:
        yield f"ssl_certificate {quoted(plan.certificate)};"
        yield f"ssl_certificate_key {quoted(plan.key)};"
        yield "ssl_protocols TLSv1.2 TLSv1.3;"
        yield f"ssl_session_cache shared:{plan.mark}:5m;"
        yield "ssl_session_tickets off;"


def _pages(plan: Plan, found: Survey) -> Iterator[str]:
    numbers = {kind: number for number, kind in enumerate(found.kinds)}
    front = next((kind for kind in found.kinds if kind.ending == "/" and not kind.below), None)
    if front is not None:
        passed = front.passed or any(path == "/" for path, _kind in found.odd)
        # A query may name an article of the old site: the stand knows.
        yield "location = / {"
        yield f"    {_straight(plan)}"
        yield from (f"    {line}" for line in _errors())
        yield f"    error_page 419 = @stand_{numbers[front]};"
        yield "    return 419;" if passed else "    if ($args) { return 419; }"
        yield from () if passed else (f"    {line}" for line in _file(front, "@stand"))
        yield "}"
    for path, kind in ((path, kind) for path, kind in found.odd if path != "/"):
        yield f"location = {quoted(path)} {{"
        yield f"    {_straight(plan)}"
        yield from (f"    {line}" for line in _errors())
        yield from (f"    {line}" for line in _asking(plan, f"@files_{numbers[kind]}"))
        yield "}"
    # That is how the page of a folder is kept; it has no such address.
    yield r"location ~ /index\.html$ { return 418; }"
    for kind, number in numbers.items():
        yield f"location ~ {quoted(kind.pattern)} {{"
        yield from (f"    {line}" for line in _kept(plan, kind, number))
        yield "}"
        yield f"location @stand_{number} {{"
        yield from (f"    {line}" for line in _asking(plan, f"@files_{number}"))
        yield "}"
        yield f"location @files_{number} {{"
        yield from (f"    {line}" for line in _file(kind, "@alone"))
        yield "}"
    yield "location / { return 418; }"


def _kept(plan: Plan, kind: Kind, number: int) -> Iterator[str]:
    yield _straight(plan)
    if kind.passed:
        yield from _errors()
        yield f"error_page 419 = @stand_{number};"
        yield "return 419;"
    else:
        yield from _file(kind, "@stand")


def _file(kind: Kind, otherwise: str) -> Iterator[str]:
    yield f"try_files {'${uri}index.html' if kind.ending == '/' else '$uri'} {otherwise};"
    yield from _headers(kind.headers)


def _headers(headers: Iterable[tuple[str, str]], always: str = "") -> Iterator[str]:
    for name, value in headers:
        if name == "content-type":
            yield "types { }"
            yield f"default_type {quoted(value)};"
        elif name != "accept-ranges":
            yield f"add_header {name} {quoted(value)}{always};"


def _folders(plan: Plan) -> Iterator[str]:
    """Files of the theme and of the media."""
    for name, media in (("static", False), ("media", True)):
        yield f"location ^~ /{name}/ {{"
        yield f"    root {quoted(plan.folder)};"
        # Not for pages: nobody else writes there, and it would cost half as much again for each.
        yield f"    disable_symlinks on {quoted(f'from={plan.folder}')};"
        yield f"    {_straight(plan)}"
        yield "    try_files $uri @stand;"
        yield "    types {"
        yield from (f"        {quoted(kind)} {ending};" for ending, kind in TYPES.items())
        yield "    }"
        yield "    default_type application/octet-stream;"
        if media:
            yield "    gzip_static off;"
            yield "    max_ranges 1;"
            yield from (f"    {line}" for line in _headers(_but_type(headers_of("", media))))
            closed = "|".join(map(re.escape, CLOSED_MEDIA))
            yield f"    location ~ {quoted(f'^/media/(?:{closed})(?:/|$)')} {{ return 418; }}"
            groups = _groups(media)
        else:
            yield from (f"    {line}" for line in _headers(_but_type(headers_of("x.css", media))))
            fingerprinted = FINGERPRINT.pattern.replace(r"\Z", "$")
            groups = [(f"~ {quoted(fingerprinted)}", _but_type(headers_of("x.0123456789ab.css", media)))]
        for pattern, headers in groups:
            yield f"    location {pattern} {{"
            yield f"        {_straight(plan)}"
            yield "        try_files $uri @stand;"
            yield from (f"        {line}" for line in _headers(headers))
            yield "    }"
        yield "}"


def _groups(media: bool) -> Sequence[tuple[str, Pairs]]:
    """Locations of files whose headers are alike but for their type, by the endings of their names."""
    endings: dict[Pairs, list[str]] = {}
    for ending in TYPES:
        headers = _but_type(headers_of(f"x.{ending}", media))
        if headers != _but_type(headers_of("", media)):
            endings.setdefault(headers, []).append(ending)
    return [("~* " + quoted(r"\.(?:" + "|".join(group) + ")$"), headers) for headers, group in endings.items()]


def _but_type(headers: Iterable[tuple[str, str]]) -> Pairs:
    return tuple(pair for pair in headers if pair[0] != "content-type")


# --- passing on, and when nobody is there


def _asking(plan: Plan, otherwise: str) -> Iterator[str]:
    mark = plan.mark
    yield f"proxy_pass http://{mark}$request_uri;"
    yield "proxy_http_version 1.1;"
    yield 'proxy_set_header Connection "";'
    yield "proxy_set_header Host $http_host;"
    yield "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
    yield f"proxy_set_header X-Forwarded-Proto {'$http_x_forwarded_proto' if plan.wrapped else '$scheme'};"
    yield "proxy_connect_timeout 2s;"
    yield "proxy_read_timeout 120s;"
    yield "proxy_send_timeout 60s;"
    yield f"error_page 502 504 = {otherwise};"


def _away(plan: Plan, found: Survey) -> Iterator[str]:
    """What readers get while the stand does not answer, or does not run at all."""
    mark = plan.mark
    yield "location @stand {"
    yield from (f"    {line}" for line in _asking(plan, "@alone"))
    yield "}"
    yield "location @alone {"
    yield f"    if (${mark}_desk) {{ return 503; }}"
    for status in sorted({page.status for page in found.known}):
        does = f"return {status} ${mark}_there;" if 300 <= status < 400 else f"return {status or 503};"
        yield f"    if (${mark}_status = {status}) {{ {does} }}"
    yield f'    set ${mark}_folder "";'
    yield f"    if (-f $document_root$uri/index.html) {{ set ${mark}_folder ${mark}_slashless; }}"
    yield f"    if (${mark}_folder) {{ return 301 ${mark}_folder/$is_args$args; }}"
    yield "    if (!-f $document_root/.generation) { return 503; }"
    yield "    return 404;"
    yield "}"
    for name, file in (("gone", f"${mark}_file"), ("missing", f"${mark}_missing")):
        yield f"location @{name} {{"
        yield f"    try_files {file} @nowhere;"
        yield "    etag off;"
        yield from (f"    {line}" for line in _headers(_of_missing(plan, found.missing), " always"))
        yield "}"
    for name, answer in (("nowhere", _NOWHERE), ("away", _AWAY)):
        yield f"location @{name} {{"
        yield from (f"    {line}" for line in _headers(answer.headers, " always"))
        yield f"    return {answer.status} {quoted((answer.body or b'').decode().strip())};"
        yield "}"


def _of_missing(plan: Plan, missing: Sequence[Known]) -> Pairs:
    """The headers of the pages for what is not there: those of the edition that the address is in.

    Nobody is to keep them: the stand may know better when it is back.
    """
    if not missing:
        return (("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"))
    names = dict.fromkeys(name for page in missing for name, _value in page.headers)
    told: list[tuple[str, str]] = []
    for number, name in enumerate(names):
        values = {dict(page.headers).get(name, "") for page in missing}
        told.append((name, values.pop() if len(values) == 1 else f"${plan.mark}_missing_{number}"))
    return (*(pair for pair in told if pair[0] not in ("cache-control", "content-type")), *_of_missing(plan, ()))


def _other_hosts(plan: Plan) -> Iterator[str]:
    """Names that are not the paper's: the stand says where it is."""
    yield from (
        line.replace(";", " default_server;", 1) if line.startswith("listen") else line for line in _listening(plan)
    )
    yield "server_name _;"
    yield "server_tokens off;"
    yield f"client_max_body_size {plan.largest_request};"
    yield "location / {"
    yield from (f"    {line}" for line in _asking(plan, "@alone"))
    yield "}"
    yield f"location @alone {{ return 301 {plan.address}$request_uri; }}"


def quoted(value: object) -> str:
    """A value in quotation marks, as nginx reads them."""
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
