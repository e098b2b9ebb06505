"""A site has one name: who comes by another one is led to it, and who comes from nearby is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.press.conftest import Serve, Served, story

from freesheet.press.hosts import Hosts


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    one = serve(behind="", address="https://paper.example")
    for address in ("/", "/story/", "/%E4%B8%96%E7%95%8C/"):
        one.store.put(address, story(words=50))
    return one


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("host", "path", "there"),
    [
        ("www.paper.example", "/story/", "/story/"),
        ("www.paper.example:8000", "/?p=1&q=%E4", "/?p=1&q=%E4"),
        ("paper.example.evil.example", "/", "/"),
        ("paper.example.", "/story", "/story"),
        ("old.example", "/%E4%B8%96%E7%95%8C/?a=b", "/%E4%B8%96%E7%95%8C/?a=b"),
        ("old.example", "/newsroom/", "/newsroom/"),
        ("old.example", "/nothing/", "/nothing/"),
    ],
)
def test_another_name_leads_to_the_same_address_at_the_right_one(
    served: Served, method: str, host: str, path: str, there: str
) -> None:
    response, body = served.ask(path, method, host=host)
    assert (response.status, response.headers["location"], body) == (301, f"https://paper.example{there}", b"")


@pytest.mark.parametrize(
    "host",
    [
        *("paper.example", "PAPER.example", "paper.example:443", "paper.example:8000"),
        *("127.0.0.1:8000", "[::1]:8000", "192.0.2.7", "localhost", "localhost:8000", "backend:8000"),
    ],
)
def test_the_right_name_and_machines_nearby_are_answered(served: Served, host: str) -> None:
    for _time in range(2):
        assert served.ask("/story/", host=host)[1] == story(words=50).body


def test_nobody_is_led_away_who_only_asks_how_it_fares(served: Served) -> None:
    assert served.ask("/healthz", host="old.example")[0].status == 200


def test_a_form_is_not_led_away(served: Served) -> None:
    assert served.ask("/story/", "POST", b"a=b", host="old.example")[0].status == 405


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]", "http://paper", ""]
)
def test_a_paper_without_a_public_name_answers_to_any(address: str) -> None:
    assert Hosts(address).elsewhere("old.example", "/", "") is None


def test_a_name_in_another_script_is_known_as_browsers_write_it() -> None:
    hosts = Hosts("https://潮線.example")
    written = "潮線".encode("idna").decode() + ".example"
    assert hosts.elsewhere(written, "/", "") is None
    answer = hosts.elsewhere("www.example", "/世界/", "")
    assert answer is not None
    assert dict(answer.headers)["location"] == f"https://{written}/%E4%B8%96%E7%95%8C/"


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=50))
def test_no_host_leads_anywhere_else(host: str, path: str, query: str) -> None:
    answer = Hosts("https://paper.example").elsewhere(host, f"/{path}".encode("utf-8", "replace").decode(), query)
    if answer is not None:
        location = dict(answer.headers)["location"]
        assert location.startswith("https://paper.example/")
        assert location.isascii()
        assert location.isprintable()
