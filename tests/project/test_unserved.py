"""What is never served is not loaded, and nothing else is left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.papers import surroundings

from freesheet.project.publication import lay_out
from freesheet.project.unserved import API

LOOK = """
import sys, django
django.setup()
from django.core.management import call_command
from django.urls import reverse
call_command("check")
print(reverse("wagtailadmin_home"), "ninja" in sys.modules, "wagtail.admin.api.urls" in sys.modules)
"""


def test_django_starts_without_the_api_and_the_newsroom_is_there(tmp_path: Path) -> None:
    lay_out(tmp_path / "paper", {})
    about = {"FREESHEET_DIR": str(tmp_path / "paper"), "DJANGO_SETTINGS_MODULE": "freesheet.project.settings"}
    run = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=300, env={**surroundings(), **about}
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split()[-3:] == ["/newsroom/", "False", "True"]


@pytest.mark.parametrize(
    "name", ["wagtail.api.v3.api", "wagtail.images.api.v3.router", "wagtail.contrib.redirects.api"]
)
def test_left_out(name: str) -> None:
    assert API.fullmatch(name)


@pytest.mark.parametrize(
    "name",
    ["wagtail.api", "wagtail.api.v2.views", "wagtail.admin.api.urls", "wagtail.images", "wagtail.contrib.redirects"],
)
def test_kept(name: str) -> None:
    assert not API.fullmatch(name)
