"""What the settings say of mail becomes what Django does, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from freesheet.project import mail_rules
from freesheet.project.mailing import KEPT_SECONDS, complaints, mail, tidy
from freesheet.project.publication import Publication, lay_out


@pytest.fixture
def paper(tmp_path: Path) -> Publication:
    return replace(lay_out(tmp_path / "paper", {}), address="https://paper.example")


@pytest.mark.parametrize(
    "value", ["", "smtp://mail.example", "smtp://ada%40paper.example@mail.example:587", "smtps://[2001:db8::1]:465/"]
)
def test_a_mail_server_is_taken(value: str) -> None:
    assert mail_rules.server(value) == ""


@pytest.mark.parametrize(
    "value",
    ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:0", "smtp://mail.example:99999",
     "smtp://a b", "smtp://mail.example/path", "smtp://[", "smtp://" + "x" * 300, "smtp://mail.example\nX: y"],
)  # fmt: skip
def test_what_is_no_mail_server_is_refused(value: str) -> None:
    assert mail_rules.server(value).startswith("must be like")


def test_a_password_in_the_settings_is_refused() -> None:
    assert "keys/mail.key" in mail_rules.server("smtp://ada:secret@mail.example")


@pytest.mark.parametrize(
    ("value", "fits"), [("", True), ("desk@paper.example", True), ("desk", False), ("a@b\nc", False)]
)
def test_a_sender_is_an_address(value: str, fits: bool) -> None:
    assert (mail_rules.sender(value) == "") is fits


def test_without_a_server_mail_is_written_into_the_folder_and_check_says_so(paper: Publication) -> None:
    assert mail(paper).backend.endswith("filebased.EmailBackend")
    assert mail(paper).sender == "newsroom@paper.example"
    [sentence] = complaints(paper)
    assert "No mail is sent" in sentence
    assert list(complaints(replace(paper, address="http://127.0.0.1:8000"))) == [], "nobody is far away"


def test_a_server_with_a_user_needs_a_password_that_others_cannot_read(paper: Publication) -> None:
    theirs = replace(paper, mail_server="smtp://ada%40paper.example@mail.example", mail_from="desk@paper.example")
    [sentence] = complaints(theirs)
    assert "password cannot be read" in sentence
    assert mail(theirs).password == ""
    key = paper.root / "keys" / "mail.key"
    key.write_text("pass wörd\n", "utf-8")
    key.chmod(0o644)
    assert "chmod 600" in next(iter(complaints(theirs)))
    key.chmod(0o600)
    assert list(complaints(theirs)) == []
    found = mail(theirs)
    assert (found.user, found.password, found.port, found.tls, found.ssl, found.sender) == (
        "ada@paper.example", "pass wörd", 587, True, False, "desk@paper.example",
    )  # fmt: skip


def test_encryption_is_what_the_address_says(paper: Publication) -> None:
    within: Any = mail(replace(paper, mail_server="smtps://mail.example"))
    assert (within.port, within.tls, within.ssl) == (465, False, True)
    here = mail(replace(paper, mail_server="smtp://127.0.0.1:1025"))
    assert (here.tls, here.ssl, here.user) == (False, False, "")


def test_mail_in_the_folder_does_not_lie_for_ever(paper: Publication) -> None:
    import os
    import time

    tidy(paper)
    (paper.root / "mail").mkdir()
    for name, age in (("old.log", KEPT_SECONDS + 60), ("new.log", 60)):
        (paper.root / "mail" / name).touch()
        os.utime(paper.root / "mail" / name, (time.time() - age,) * 2)
    tidy(paper)
    assert [file.name for file in (paper.root / "mail").iterdir()] == ["new.log"]
