"""A publication is one folder. This module knows its layout and its settings, and needs no Django."""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from freesheet.project import cdn_rules, mail_rules

LANGUAGES: dict[str, str] = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "ms": "Bahasa Melayu",
    "pt": "Português",
    "th": "ไทย",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}
"""Language codes that an edition may have, with their own names."""

MAX_SETTINGS_BYTES = 100_000


class PublicationProblem(Exception):
    """Something is wrong with a publication's folder. The message is for the person who runs it."""


@dataclass(frozen=True)
class Setting:
    """One line of ``freesheet.toml``. ``check`` returns a sentence where a value will not do, else nothing."""

    name: str
    type: type
    default: Any
    help: str
    check: Callable[[Any], str]


_HOST = r"(?:\w(?:[\w.-]*\w)?|\[[0-9A-Fa-f:.]+\])"
_ADDRESS = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?/?")


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) or not _has_place(value):
        return "must be like https://paper.example, with nothing after the host"
    return ""


def _has_place(url: str) -> bool:
    """Whether an address can be taken apart: host and port are possible ones."""
    try:
        parts = urlsplit(url)
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _languages(value: list[Any]) -> str:
    if not value:
        return "must name at least one language"
    unknown = [str(code) for code in value if not isinstance(code, str) or code not in LANGUAGES]
    if unknown:
        return f"names {', '.join(unknown)}, which is not one of {', '.join(LANGUAGES)}"
    return "names a language twice" if len(set(value)) < len(value) else ""


PAYMENTS = ("stripe", "ecpay", "bank", "trial")


def _payments(value: list[Any]) -> str:
    unknown = [str(name) for name in value if name not in PAYMENTS]
    if unknown:
        return f"names {', '.join(unknown)}, which is not one of {', '.join(PAYMENTS)}"
    return "names a provider twice" if len(set(value)) < len(value) else ""


def _database(value: str) -> str:
    if not value:
        return ""
    start, _slashes, rest = value.partition("://")
    if start not in ("postgres", "postgresql") or not rest:
        return "must be empty (SQLite in this folder) or start with postgresql://"
    if not value.isprintable() or not _has_place(value) or not urlsplit(value).path.strip("/"):
        return "must be like postgresql://user:password@host/name; write characters such as # / ? @ as %23 %2F %3F %40"
    return ""


SETTINGS = (
    Setting(
        "address", str, "http://127.0.0.1:8000", "Where readers find the paper. Links in feeds start with it.", _address
    ),
    Setting(
        "languages",
        list,
        ["en"],
        "Languages of the editions. The first one lives at the root of the site and cannot be changed later.",
        _languages,
    ),
    Setting(
        "timezone",
        str,
        "UTC",
        "The newsroom's time zone: dates on pages are told in it.",
        lambda v: "" if v in available_timezones() else "is not a time zone such as Asia/Taipei",
    ),
    Setting(
        "database", str, "", "Empty for SQLite in this folder, or postgresql://user:password@host/name.", _database
    ),
    Setting(
        "max_upload_mb",
        int,
        25,
        "The largest picture or document that an editor may upload, in megabytes.",
        lambda v: "" if 1 <= v <= 2000 else "must be from 1 to 2000",
    ),
    Setting(
        "max_recording_mb",
        int,
        500,
        "The largest film or sound that an editor may upload, in megabytes.",
        lambda v: "" if 1 <= v <= 20_000 else "must be from 1 to 20000",
    ),
    Setting(
        "second_factor",
        str,
        "required",
        "required: whoever can publish, see money or manage people logs in with an app or a passkey too, and sets it up"
        " first. offered: each decides.",
        lambda v: "" if v in ("required", "offered") else "must be required or offered",
    ),
    Setting(
        "mail_server",
        str,
        "",
        "What sends mail: smtp://user@mail.example:587 (encrypted after the greeting, STARTTLS) or"
        " smtps://user@mail.example. The password belongs into keys/mail.key. Empty, and mail is written into the"
        " folder mail instead.",
        mail_rules.server,
    ),
    Setting(
        "mail_from",
        str,
        "",
        "The address that mail comes from. Empty for newsroom@ and the paper's host.",
        mail_rules.sender,
    ),
    Setting(
        "payments",
        list,
        [],
        "Who moves readers’ gifts, in the order in which they are offered: stripe (cards, wallets; its keys belong into"
        " keys/stripe.key and keys/stripe-webhook.key), ecpay (cards, in New Taiwan dollars; its keys belong into"
        " keys/ecpay.key), bank (transfers to your own account, which the newsroom sets),"
        " trial (no money moves, for a demonstration)."
        " Empty, and readers are not asked for money here.",
        _payments,
    ),
    Setting(
        "cdn",
        str,
        "",
        "What stands between this server and the readers and is told when a page changes: cloudflare, cloudflare_tags,"
        " fastly, http (caches that take PURGE), or nothing.",
        cdn_rules.cdn,
    ),
    Setting("cdn_zone", str, "", "Which zone of Cloudflare, or which service of Fastly, it is.", cdn_rules.zone),
    Setting(
        "cdn_addresses",
        list,
        [],
        "For http: the caches, such as http://127.0.0.1:6081. Else empty, or where calls go instead of the CDN’s own.",
        cdn_rules.caches,
    ),
)


@dataclass(frozen=True)
class Publication:
    """A publication's folder and its settings, checked."""

    root: Path
    address: str
    languages: tuple[str, ...]
    timezone: str
    database: str
    max_upload_mb: int
    max_recording_mb: int = 500
    second_factor: str = "required"
    mail_server: str = ""
    mail_from: str = ""
    payments: tuple[str, ...] = ()
    cdn: str = ""
    cdn_zone: str = ""
    cdn_addresses: tuple[str, ...] = ()

    @property
    def settings_file(self) -> Path:
        return self.root / "freesheet.toml"

    @property
    def database_file(self) -> Path:
        return self.root / "freesheet.sqlite3"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def secret_key(self) -> str:
        """The key that sessions are signed with.

        Raises:
            PublicationProblem: it is missing or not readable.
        """
        path = self.root / "keys" / "secret.key"
        try:
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise PublicationProblem(
                f"The key file {path} cannot be read ({problem}). Restore it from a copy of the folder, or put"
                " 50 random characters there; everybody who is logged in will have to log in again."
            ) from problem

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def problems_in(values: dict[str, Any]) -> list[str]:
    """Sentences, one for each thing that is wrong with the values of a settings file; empty if all is well."""
    known = {setting.name: setting for setting in SETTINGS}
    found = [f"“{name}” is not a setting of Freesheet." for name in values if name not in known]
    for name, setting in known.items():
        value = values.get(name, setting.default)
        if type(value) is not setting.type:
            kind = {str: "text in quotes", int: "a whole number", list: "a list in brackets"}[setting.type]
            found.append(f"“{name}” must be {kind}.")
        elif sentence := setting.check(value):
            found.append(f"“{name}” {sentence}.")
    return found or cdn_rules.complaints({name: values.get(name, known[name].default) for name in known})


def open_publication(root: Path) -> Publication:
    """The publication in folder ``root``.

    Raises:
        PublicationProblem: it is not a publication, or its settings are wrong.
    """
    path = root / "freesheet.toml"
    if not path.is_file():
        raise PublicationProblem(
            f"{root} is not a publication: it has no freesheet.toml. Make one with: freesheet new {root}"
        )
    try:
        if path.stat().st_size > MAX_SETTINGS_BYTES:
            raise PublicationProblem(f"{path} is larger than {MAX_SETTINGS_BYTES:,} bytes, so it is no settings file.")
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise PublicationProblem(f"{path} cannot be read: {problem}.") from problem
    if found := problems_in(values):
        raise PublicationProblem("\n".join([f"{path} cannot be used:", *(f"  {line}" for line in found)]))
    complete = {setting.name: values.get(setting.name, setting.default) for setting in SETTINGS}
    complete["address"] = complete["address"].rstrip("/")
    complete["languages"] = tuple(complete["languages"])
    complete["payments"] = tuple(complete["payments"])
    complete["cdn_addresses"] = tuple(address.rstrip("/") for address in complete["cdn_addresses"])
    return Publication(root=root.resolve(), **complete)


def current_publication() -> Publication:
    """The publication named by the environment variable ``FREESHEET_DIR``."""
    return open_publication(Path(os.environ.get("FREESHEET_DIR", ".")))


def lay_out(root: Path, values: dict[str, Any]) -> Publication:
    """Make the folder ``root`` with settings, keys and empty places.

    Raises:
        PublicationProblem: something is there already, or the values or the folder will not do.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise PublicationProblem(f"{root} is there already and not empty. Choose a new folder.")
    if found := problems_in(values):
        raise PublicationProblem("\n".join(found))
    try:
        for place in (root, root / "media", root / "store"):
            place.mkdir(parents=True, exist_ok=True)
        (root / "keys").mkdir(mode=0o700)
        key = root / "keys" / "secret.key"
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50) + "\n", "ascii")
        if not values.get("database"):
            (root / "freesheet.sqlite3").touch()
        (root / "freesheet.toml").write_text(settings_text(values), "utf-8")
    except OSError as problem:
        raise PublicationProblem(f"The folder {root} cannot be made: {problem.strerror}.") from problem
    return open_publication(root)


def settings_text(values: dict[str, Any]) -> str:
    """A settings file that says ``values``, and explains every setting."""
    lines = ["# Settings of this publication. Restart “freesheet serve” after a change."]
    for setting in SETTINGS:
        value = values.get(setting.name, setting.default)
        lines += ["", f"# {setting.help}", f"{setting.name} = {_toml(value)}"]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
