"""One command serves readers, prints what changes, keeps the clock, and ends cleanly."""

from __future__ import annotations

import shutil
from pathlib import Path

import psutil
from tests.papers import until
from tests.project.conftest import answer, freesheet, served

PUBLISH = """
from datetime import timedelta
from django.utils import timezone
from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage
front = FrontPage.objects.get(locale__language_code="en")
section = SectionPage.objects.child_of(front).first() or front.add_child(instance=SectionPage(title="World", locale=front.locale))
section.save_revision().publish()
for title, later in (("Now it is out", None), ("Later it is out", timezone.now() + timedelta(seconds=8))):
    article = ArticlePage(title=title, locale=front.locale, live=False, go_live_at=later)
    section.add_child(instance=article)
    article.save_revision().publish()
"""  # noqa: E501  # a program for Django's shell, a statement a line


def test_what_is_published_appears_what_is_scheduled_follows_and_the_end_is_clean(paper: Path) -> None:
    with served(paper) as (url, process):
        assert answer(f"{url}/")[0] == 200
        # The first question to the newsroom loads Django, which may take longer than a reader waits.
        until(lambda: answer(f"{url}/newsroom/login/")[0] == 200)
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert len(family) >= 3
        done = freesheet("manage", paper, "shell", "-c", PUBLISH)
        assert done.returncode == 0, done.stderr
        until(lambda: answer(f"{url}/world/now-it-is-out/")[0] == 200)
        until(lambda: "Now it is out" in answer(f"{url}/")[1])
        until(lambda: "Later it is out" in answer(f"{url}/world/later-it-is-out/")[1])
        until(lambda: (paper / "store/world/later-it-is-out/index.html").is_file())
    assert process.returncode == 0
    _gone, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []


def test_a_paper_whose_folder_was_copied_is_the_same_paper(paper: Path, tmp_path: Path) -> None:
    with served(paper) as (url, _process):
        before = answer(f"{url}/")[1]
    copy = tmp_path / "elsewhere"
    shutil.copytree(paper, copy)
    shutil.rmtree(paper)
    with served(copy) as (url, _process):
        assert answer(f"{url}/")[1] == before
        # The first question to the newsroom loads Django, which may take longer than a reader waits.
        until(lambda: answer(f"{url}/newsroom/login/")[0] == 200)


def test_readers_are_served_when_the_database_is_gone_and_no_empty_one_takes_its_place(paper: Path) -> None:
    (paper / "freesheet.sqlite3").unlink()
    with served(paper) as (url, _process):
        assert answer(f"{url}/")[0] == 200
        assert answer(f"{url}/ur/")[0] == 200
        until(lambda: answer(f"{url}/newsroom/login/")[0] >= 500)
        assert answer(f"{url}/feed.xml")[0] == 200
    assert not (paper / "freesheet.sqlite3").exists()


def test_a_new_language_in_the_settings_is_a_new_edition(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace('["en", "ur"]', '["en", "ur", "zh-hant"]'), "utf-8")
    with served(paper) as (url, _process):
        until(lambda: 'lang="zh-Hant"' in answer(f"{url}/zh-hant/")[1])
