"""Every command says what it did, or in a sentence why not, and ends with the right code."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ports import free_port
from tests.project.conftest import installed as freesheet

from freesheet.project.publication import SETTINGS, problems_in, settings_text

STORY = "\n\n".join(
    f"The ferry left at {hour} with a piano, two goats and the mayor on board, and nobody on the quay asked why, "
    "for the harbour had seen stranger cargo in the year of the great storm."
    for hour in ("six", "seven", "eight")
)
PAGE = f"""The ferry that carried a piano

2 min read

{STORY}

Ada Reporter is a correspondent in Tainan. She has written about harbours since 2014.

The Quay is a small newspaper that covers harbours in columns and interviews.
© 2026 Quay Media
"""
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Quay</title><link>https://quay.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://quay.example</wp:base_site_url>
<wp:base_blog_url>https://quay.example</wp:base_blog_url>
{items}
</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://quay.example/2020/{number}/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[Words of {title}.]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>2020-01-0{number} 08:00:00</wp:post_date_gmt><wp:status>{status}</wp:status>
<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password></item>"""


def headlines(paper: Path, live: bool | None = None) -> set[str]:
    """Titles of the articles in a publication's database."""
    with sqlite3.connect(paper / "freesheet.sqlite3") as connection:
        rows = connection.execute(
            "SELECT title, live FROM wagtailcore_page JOIN articles_articlepage ON page_ptr_id = id"
        ).fetchall()
    connection.close()
    return {title for title, is_live in rows if live is None or bool(is_live) is live}


COMMANDS = (
    "",
    "new",
    "demo",
    "serve",
    "check",
    "manage",
    "import page",
    "import wordpress",
    "staff add",
    "press rebuild",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    told = freesheet(*command.split(), "--help")
    assert told.returncode == 0
    assert "Usage:" in told.stdout


def test_the_version_is_told() -> None:
    assert freesheet("--version").stdout.startswith("Freesheet 0.")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--languages", "en,xx"), "xx"),
        (("--languages", "en,en"), "twice"),
        (("--address", "paper.example"), "https://paper.example"),
        (("--timezone", "Mars/Olympus"), "time zone"),
        (("--database", "mysql://x/y"), "postgresql://"),
    ],
)
def test_new_refuses_nonsense_and_leaves_nothing(options: tuple[str, str], sentence: str, tmp_path: Path) -> None:
    told = freesheet("new", tmp_path / "paper", *options)
    assert told.returncode == 1
    assert sentence in told.stderr
    assert not (tmp_path / "paper").exists()


def test_new_touches_no_folder_that_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    told = freesheet("new", tmp_path)
    assert told.returncode == 1
    assert "not empty" in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("command", [("serve",), ("check",), ("press", "rebuild"), ("manage",)])
def test_what_is_no_publication_is_said_to_be_none(command: tuple[str, ...], tmp_path: Path) -> None:
    told = freesheet(*command, tmp_path / "nowhere")
    assert told.returncode == 1
    assert "is not a publication" in told.stderr


def test_check_finds_nothing_wrong_with_a_new_paper(paper: Path) -> None:
    told = freesheet("check", paper)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda paper: (paper / "keys/secret.key").chmod(0o644), "chmod 600"),
        (lambda paper: (paper / "keys/secret.key").unlink(), "cannot be read"),
        (lambda paper: (paper / "freesheet.sqlite3").unlink(), "missing"),
        (lambda paper: (paper / "freesheet.sqlite3").write_bytes(b"no database" * 999), "cannot be read"),
        (lambda paper: (paper / "freesheet.toml").write_text("languages = ["), "cannot be read"),
        (lambda paper: (paper / "freesheet.toml").write_text('adress = "https://x.example"'), "is not a setting"),
        (lambda paper: (paper / "freesheet.toml").write_text('address = "http://x.example"'), "not encrypted"),
        (lambda paper: shutil.rmtree(paper / "media"), "is missing"),
    ],
)
def test_check_says_what_is_wrong(paper: Path, harm: object, sentence: str) -> None:
    harm(paper)  # type: ignore[operator]
    told = freesheet("check", paper)
    assert told.returncode == 1
    assert sentence in told.stderr


def test_staff_are_added_once_with_a_password_shown_once(paper: Path) -> None:
    told = freesheet("staff", "add", "ada", paper, "--role", "writer", "--email", "ada@quay.example")
    assert told.returncode == 0
    password = told.stdout.split("Password: ")[1].split()[0]
    assert len(password) >= 20
    assert password not in (paper / "freesheet.sqlite3").read_bytes().decode(errors="replace")
    again = freesheet("staff", "add", "Ada", paper)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    assert "not a role" in freesheet("staff", "add", "ben", paper, "--role", "king").stderr


def test_a_saved_page_becomes_a_draft_once_and_a_dry_run_changes_nothing(paper: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    dry = freesheet("import", "page", page, "--to", paper, "--dry-run")
    assert dry.returncode == 0
    assert "Taken for" in dry.stdout and "appeal" in dry.stdout
    assert headlines(paper) == set()
    assert freesheet("import", "page", page, "--to", paper).returncode == 0
    assert headlines(paper, live=False) == {"The ferry that carried a piano"}
    again = freesheet("import", "page", page, "--to", paper, "--publish")
    assert "came before" in again.stdout
    assert len(headlines(paper)) == 1


def test_one_bad_file_among_good_ones_changes_nothing(paper: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(PAGE, "utf-8")
    bad.write_text("", "utf-8")
    told = freesheet("import", "page", good, bad, "--to", paper)
    assert told.returncode == 1
    assert "bad.txt" in told.stderr
    assert headlines(paper) == set()


def test_what_a_page_says_of_its_outlet_is_applied_only_when_asked(paper: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")

    def copyright_line() -> str:
        with sqlite3.connect(paper / "freesheet.sqlite3") as connection:
            [line] = connection.execute(
                "SELECT copyright_line FROM editions_publication ORDER BY id LIMIT 1"
            ).fetchone()
        connection.close()
        return str(line)

    assert "None of it was applied" in freesheet("import", "page", page, "--to", paper).stdout
    assert copyright_line() == ""
    assert "Applied" in freesheet("import", "page", page, "--to", paper, "--accept").stdout
    assert "Quay Media" in copyright_line()


def test_wordpress_comes_once_and_its_private_posts_never_become_public(paper: Path, tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    posts = [("The ferry", "publish"), ("The draft", "draft"), ("The secret", "private")]
    items = "".join(ITEM.format(title=title, number=n, status=status) for n, (title, status) in enumerate(posts, 1))
    export.write_text(WXR.format(items=items), "utf-8")
    told = freesheet("import", "wordpress", export, "--to", paper, "--publish")
    assert told.returncode == 0, told.stderr
    assert headlines(paper, live=True) == {"The ferry"}
    assert headlines(paper, live=False) == {"The draft", "The secret"}
    [report] = (paper / "imports").glob("*.csv")
    assert "The secret" in report.read_text("utf-8-sig")
    again = freesheet("import", "wordpress", export, "--to", paper, "--publish")
    assert "unchanged" in again.stdout
    assert len(headlines(paper)) == 3


def test_wordpress_that_is_not_well_formed_is_refused_with_line_and_column(paper: Path, tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    text = WXR.format(items=ITEM.format(title="The ferry", number=1, status="publish"))
    export.write_text(text.replace("</channel>", "</chanel>"), "utf-8")
    told = freesheet("import", "wordpress", export, "--to", paper, "--publish")
    assert told.returncode == 1
    assert "line" in told.stderr and "column" in told.stderr
    assert headlines(paper) == set()


def test_the_press_prints_everything_again(paper: Path) -> None:
    shutil.rmtree(paper / "store")
    (paper / "store").mkdir()
    told = freesheet("press", "rebuild", paper)
    assert told.returncode == 0, told.stderr
    assert (paper / "store/index.html").is_file()


def test_a_taken_port_is_said_to_be_taken(paper: Path) -> None:
    import socket

    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        told = freesheet("serve", paper, "--port", str(port))
    assert told.returncode == 1
    assert f"Port {port}" in told.stderr and "--port" in told.stderr


def test_a_database_of_a_newer_program_is_not_touched(paper: Path) -> None:
    with sqlite3.connect(paper / "freesheet.sqlite3") as connection:
        row = ("articles", "0999_from_the_future", "2030-01-01")
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", row)
    connection.close()
    told = freesheet("serve", paper, "--port", str(free_port()))
    assert told.returncode == 1
    assert "newer version" in told.stderr and "0999_from_the_future" in told.stderr


def test_the_first_language_is_for_ever(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace('["en", "ur"]', '["ur", "en"]'), "utf-8")
    told = freesheet("serve", paper, "--port", str(free_port()))
    assert told.returncode == 1
    assert "must stay" in told.stderr


values = st.one_of(st.text(max_size=30), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=3))


@given(st.dictionaries(st.sampled_from([setting.name for setting in SETTINGS] + ["colour"]), values))
def test_settings_are_used_or_refused_in_sentences(given_values: dict[str, object]) -> None:
    found = problems_in(given_values)
    assert all(sentence.endswith(".") for sentence in found)
    if not found:
        assert problems_in(tomllib.loads(settings_text(given_values))) == []
