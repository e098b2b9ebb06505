"""Every way in which a publication can be wrong is told in a sentence, and nothing is made worse by it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.ports import free_port
from tests.project.conftest import installed as freesheet
from tests.project.outcomes import accepted, refused


def test_a_new_publication_is_made_without_a_question(founding: tuple[Path, str]) -> None:
    folder, said = founding
    assert f"An empty publication is in {folder}." in said
    assert f"freesheet serve {folder}" in said
    assert "The Harbour Post" in (folder / "store/index.html").read_text("utf-8")
    assert {path.name for path in folder.iterdir()} >= {"freesheet.toml", "freesheet.sqlite3", "keys", "media", "store"}


def test_new_leaves_a_publication_alone(paper: Path) -> None:
    before = (paper / "keys/secret.key").read_text()
    refused(freesheet("new", paper), "is there already and not empty")
    assert (paper / "keys/secret.key").read_text() == before


def test_new_says_when_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused(freesheet("new", tmp_path / "file/paper"), f"The folder {tmp_path / 'file/paper'} cannot be made")


def test_a_publication_whose_database_cannot_be_reached_is_not_left_half_made(tmp_path: Path) -> None:
    run = freesheet("new", tmp_path / "paper", "--database", "postgresql://127.0.0.1:1/paper")
    refused(run, "The database cannot be used")
    assert not (tmp_path / "paper").exists()


@pytest.mark.parametrize("name", ["with space", "報紙 ü", "50%20 off", "what?", "no#1"])
def test_a_folder_may_have_any_name(name: str, founded: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(founded, tmp_path / name / "paper")
    assert "Nothing is wrong" in accepted(freesheet("check", folder))
    assert "can log in" in accepted(freesheet("staff", "add", "ada", folder))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("command", [["check"], ["manage", "check"], ["staff", "add", "ada"]])
def test_a_key_that_is_gone_is_told_of_with_the_remedy(command: list[str], paper: Path) -> None:
    (paper / "keys/secret.key").unlink()
    words = [command[0], paper, *command[1:]] if command[0] == "manage" else [*command, paper]
    refused(freesheet(*words), f"The key file {paper / 'keys/secret.key'} cannot be read", "50 random characters")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_check_complains_of_a_key_that_cannot_be_read(paper: Path) -> None:
    (paper / "keys/secret.key").chmod(0)
    refused(freesheet("check", paper), "cannot be read")


def test_check_complains_of_a_key_that_is_no_text_or_too_short(paper: Path) -> None:
    key = paper / "keys/secret.key"
    key.write_bytes(b"\xff\xfe\x00")
    refused(freesheet("check", paper), f"The key file {key} cannot be read")
    key.write_text("short")
    refused(freesheet("check", paper), f"The key in {key} is shorter than 50 characters")


def test_check_complains_of_a_damaged_database(paper: Path) -> None:
    database = paper / "freesheet.sqlite3"
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 40_960)
    refused(freesheet("check", paper), f"The database {database}", "damaged", "Restore it from a copy of the folder.")


def test_check_says_all_that_is_wrong_at_once(paper: Path) -> None:
    (paper / "keys/secret.key").chmod(0o640)
    (paper / "freesheet.sqlite3").unlink()
    (paper / "media").rmdir()
    said = refused(freesheet("check", paper), "Others may read", "is missing. Restore", "folder")
    assert said.count("•") == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("address = [", "cannot be read"),
        ('colour = "red"', "“colour” is not a setting of Freesheet"),
        ("max_upload_mb = -1", "“max_upload_mb” must be from 1 to 2000"),
    ],
)
@pytest.mark.parametrize("command", ["check", "serve"])
def test_bad_settings_stop_every_command_with_a_sentence(command: str, text: str, sentence: str, paper: Path) -> None:
    (paper / "freesheet.toml").write_text(text)
    refused(freesheet(command, paper), f"{paper / 'freesheet.toml'}", sentence)


@pytest.mark.parametrize("words", [["check"], ["serve"], ["press", "rebuild"], ["staff", "add", "ada"]])
def test_a_folder_that_is_no_publication_is_refused(words: list[str], tmp_path: Path) -> None:
    said = refused(freesheet(*words, tmp_path), f"{tmp_path} is not a publication", "freesheet new")
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["demonstrate"], ["serve"], ["new", "--colour", "red", "x"], ["serve", "x", "--port", "0"]]
)
def test_a_slip_of_the_pen_is_a_usage_error(words: list[str]) -> None:
    refused(freesheet(*words), "Usage: freesheet", code=2)


@pytest.mark.parametrize("words", [["press", "rebuild"], ["staff", "add", "ada"]])
def test_a_database_that_is_gone_is_told_of_and_not_made_anew(words: list[str], paper: Path) -> None:
    (paper / "freesheet.sqlite3").unlink()
    refused(freesheet(*words, paper), "The database cannot be used", "freesheet check")
    assert not (paper / "freesheet.sqlite3").exists()


def test_a_paper_without_database_and_without_pages_is_not_served(paper: Path) -> None:
    (paper / "freesheet.sqlite3").unlink()
    shutil.rmtree(paper / "store")
    (paper / "store").mkdir()
    refused(freesheet("serve", paper, "--port", str(free_port())), "The database cannot be used")


def test_a_host_that_is_not_ours_is_told_of(paper: Path) -> None:
    run = freesheet("serve", paper, "--host", "192.0.2.1", "--port", str(free_port()))
    refused(run, "Freesheet cannot listen on 192.0.2.1")
