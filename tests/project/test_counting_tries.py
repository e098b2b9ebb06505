"""Tries at the door are counted on where the program is started again, and by two desks together."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

from tests.project.conftest import freesheet, served
from tests.project.outcomes import accepted
from tests.project.test_staff import password_of, visit


def try_to_log_in(site: str, password: str) -> str:
    """What the door says to somebody named noor."""
    window = build_opener(HTTPCookieProcessor(CookieJar()))
    login = f"{site}/newsroom/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visit(window, login)[1])
    assert token
    form = {"csrfmiddlewaretoken": token[1], "username": "noor", "password": password, "next": "/newsroom/"}
    return visit(window, login, form)[1]


def test_who_was_turned_away_is_turned_away_by_every_desk_and_after_another_start(paper: Path) -> None:
    password = password_of(accepted(freesheet("staff", "add", "noor", paper, "--role", "reporter")))
    with served(paper) as (one, _process), served(paper) as (other, _other_process):
        assert "Too many failed" not in try_to_log_in(one, password)
        for site in (one, other, one, other, one):
            assert "didn't match" in try_to_log_in(site, "wrong").replace("&#x27;", "'")
        assert "Too many failed" in try_to_log_in(other, password)
    with served(paper) as (again, _process):
        assert "Too many failed" in try_to_log_in(again, password)
