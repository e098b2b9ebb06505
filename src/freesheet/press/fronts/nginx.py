"""nginx (1.18 or newer) as a front: the program, and the part of its configuration that is not the site's."""

from __future__ import annotations

import os
import pwd
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from freesheet.press.fronts.nginx_site import nginx_site, quoted
from freesheet.press.fronts.plan import Plan
from freesheet.press.fronts.survey import Survey

MODULES_ENABLED = Path("/etc/nginx/modules-enabled")
"""Where Debian notes which modules a site may use."""
_BROTLI = "ngx_http_brotli_static_module.so"
_MOST_CONNECTIONS = 8192


class Nginx:
    """nginx."""

    name = "nginx"
    package = "nginx-light"
    end = signal.SIGQUIT
    pause = 1.0

    def executable(self) -> str | None:
        return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

    def site(self, plan: Plan, found: Survey) -> str:
        built_in, _folder = modules(self.executable())
        brotli = built_in or any(MODULES_ENABLED.glob("*brotli-static*"))
        return nginx_site(plan, found, brotli, among_others=True)

    def whole(self, plan: Plan, found: Survey) -> str:
        built_in, folder = modules(self.executable())
        loadable = folder / _BROTLI
        loaded = not built_in and loadable.is_file()
        lines = [f"load_module {quoted(loadable)};"] if loaded else []
        return "\n".join(
            [*lines, *_process(plan), _indented(nginx_site(plan, found, built_in or loaded, False)), "}", ""]
        )

    def check(self, configuration: Path) -> list[str]:
        return [*self.serve(configuration), "-t", "-q"]

    def serve(self, configuration: Path) -> list[str]:
        return [
            self.executable() or "nginx",
            "-p",
            f"{configuration.parent}/",
            "-e",
            "stderr",
            "-c",
            str(configuration),
        ]

    def reload(self, configuration: Path) -> list[str]:
        return []

    def environment(self, plan: Plan) -> dict[str, str]:
        return {}


@lru_cache(maxsize=4)
def modules(executable: str | None) -> tuple[bool, Path]:
    """Whether Brotli is built in, and the folder of modules that can be loaded."""
    if executable is None:
        return False, Path("/usr/lib/nginx/modules")
    told = subprocess.run([executable, "-V"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603  # found by name
    folder = re.search(r"--modules-path=(\S+)", told.stderr)
    built_in = re.search(r"--add-module=\S*brotli", told.stderr) is not None
    return built_in, Path(folder[1] if folder else "/usr/lib/nginx/modules")


def _process(plan: Plan) -> Iterator[str]:
    run = plan.run
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = _MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else min(_MOST_CONNECTIONS, hard)
    yield "daemon off;"
    if os.geteuid() == 0:
        # Started by root, nginx would read as somebody who may not enter the publication's folder.
        yield f"user {pwd.getpwuid(0).pw_name};"
    yield f"worker_processes {plan.workers};"
    yield f"worker_rlimit_nofile {files};"
    yield "worker_shutdown_timeout 10s;"
    yield f"pid {quoted(run / 'nginx.pid')};"
    yield "error_log stderr crit;"
    yield "pcre_jit on;"
    yield f"events {{ worker_connections {max(64, files // 2)}; }}"
    yield "http {"
    yield "    access_log off;"
    yield "    sendfile on;"
    yield "    tcp_nopush on;"
    for use in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        yield f"    {use}_temp_path {quoted(run / 'bodies')};"


def _indented(text: str) -> str:
    return "".join(f"    {line}" for line in text.splitlines(keepends=True))
