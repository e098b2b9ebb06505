"""The process that has loaded Django and forks those that are killed: ``python -m`` with a mail server's port.

It is told on its input what to do, a line each, and answers each with a line.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

IDLE_SECONDS = 0.02
"""How long a worker waits that found nothing to do."""


def main(mail_port: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", int(mail_port), 20
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    from freesheet.project.wsgi import application

    app = application()
    import stripe
    from django.urls import reverse

    stripe.HTTPClient.INITIAL_DELAY, stripe.HTTPClient.MAX_DELAY = 0.01, 0.02
    told = reverse("giving-told", args=["stripe"])
    _load_what_children_need()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        # Of two who hear that somebody is there, one finds nobody.
        listening.setblocking(False)
        roles: dict[str, Callable[[str], None]] = {
            "desk": lambda _: serve(app, listening), "worker": lambda _: work(), "night": lambda _: night(),
            "begin": lambda _: begin_anew(), "finish": finish,
        }  # fmt: skip
        print(json.dumps({"port": listening.getsockname()[1], "told": told}), flush=True)
        _obey(roles)
    return 0


def _load_what_children_need() -> None:
    """Once, and not by each child that is forked."""
    from freesheet.contributions.letters import setting, writing  # noqa: F401
    from freesheet.contributions.providers.stripe.calls import Calls
    from freesheet.contributions.providers.stripe.keys import Keys

    setting._fonts()
    asks = Calls(Keys("sk_test_soak", ("whsec_soak",)))._client.v1
    for name in ("payment_intents", "invoices", "subscriptions", "refunds", "disputes", "balance_transactions",
                 "invoice_payments"):  # fmt: skip
        getattr(asks, name)
    assert asks.checkout.sessions


def _obey(roles: dict[str, Callable[[str], None]]) -> None:
    running: dict[str, int] = {}
    for line in sys.stdin:
        what, name, *more = line.split()
        if what == "fork":
            role = roles[name.partition("-")[0]]
            pid = os.fork()
            if not pid:
                _be(role, *more)
            running[name] = pid
            print("forked", flush=True)
            continue
        pid = running.pop(name)
        if what == "kill":
            os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _be(role: Callable[[str], None], place: str = "", *_more: str) -> None:
    """A child's whole life."""
    code = 1
    try:
        logging.disable(logging.CRITICAL)
        role(place)
        code = 0
    except BaseException:  # whatever ends a child ends the proof
        _complain(traceback.format_exc())
    finally:
        os._exit(code)


def _complain(what: str) -> None:
    """What should not be, for whoever compares."""
    place = Path(os.environ["FREESHEET_DIR"]) / "complaints"
    with place.open("a", encoding="utf-8") as file:
        file.write(f"{what}\n")


# What the children do.


class _Server(WSGIServer):
    def __init__(self, app: Any, listening: socket.socket) -> None:
        super().__init__(listening.getsockname(), _Quiet, bind_and_activate=False)
        self.socket.close()
        self.socket, self._parent = listening, os.getppid()
        self.server_name, self.server_port = "127.0.0.1", listening.getsockname()[1]
        self.setup_environ()
        self.set_app(app)

    def service_actions(self) -> None:
        if os.getppid() != self._parent:
            os._exit(0)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


def serve(app: Any, listening: socket.socket) -> None:
    """The desk: providers tell by the paper's own address, and people do what they do."""

    def either(environ: Any, start: Any) -> Any:
        if not environ["PATH_INFO"].startswith("/do/"):
            return app(environ, start)
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        try:
            said, status = _do(asked), "200 OK"
        except Exception:
            _complain(traceback.format_exc())
            said, status = {}, "500 Wrong"
        start(status, [("content-type", "application/json")])
        return [json.dumps(said).encode()]

    _Server(either, listening).serve_forever(poll_interval=0.2)


def _do(asked: dict[str, Any]) -> dict[str, Any]:
    from freesheet.contributions.actions import Wish, begin, give_back, offer, pause, resume, settle, stop
    from freesheet.contributions.errors import GiftProblem, ProviderProblem
    from freesheet.contributions.models import Charge, Plan
    from freesheet.contributions.providers.provider import Ways
    from freesheet.lib.money import Money

    what, key = asked["what"], asked["key"]
    money = Money(asked["minor"], asked["currency"])
    ways = Ways("http://paper.example/giving/gift/x/", "http://paper.example", "The Paper")
    try:
        if what == "begin":
            charge = begin(Wish(key, money, asked["rhythm"], asked["email"], "Ada", "en", "stripe", country="TW"))
            offer(charge, ways)
        charge = Charge.objects.get(key=key)
        if what == "look":
            settle(charge)
        elif what == "give back":
            back = Money(min(asked["much"], charge.minor - charge.returned_minor), charge.currency)
            give_back(charge, back, "account 1", Money(asked["seen"], charge.currency))
        elif what in ("stop", "pause", "resume"):
            {"stop": stop, "pause": pause, "resume": resume}[what](Plan.objects.get(charges=charge))
    except (GiftProblem, ProviderProblem) as problem:
        return {"problem": str(problem)}
    charge.refresh_from_db()
    return {"reference": charge.reference, "returned": charge.returned_minor}


def work() -> None:
    """What a paper's worker does about gifts, again and again."""
    from freesheet.contributions.actions import give_up_waiting, post_letters, work_on_what_was_told

    parent = os.getppid()
    while os.getppid() == parent:
        try:
            busy = bool(work_on_what_was_told()) | bool(post_letters()) | bool(give_up_waiting())
        except Exception:  # the worker goes on, as the real one does; the proof does not
            _complain(traceback.format_exc())
            busy = False
        if not busy:
            select.select([], [], [], IDLE_SECONDS)


def night() -> None:
    """A reconciliation while all goes on."""
    from datetime import UTC, datetime, timedelta

    from freesheet.contributions.actions import reconcile

    reconcile(datetime.now(UTC) - timedelta(days=1))


def begin_anew() -> None:
    """An empty paper."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def finish(place: str) -> None:
    """Nothing is killed any more: work on all that is left, and write down what the paper knows."""
    from tests.contributions.soaking.known import known

    Path(place).write_text(json.dumps(known()), "utf-8")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
