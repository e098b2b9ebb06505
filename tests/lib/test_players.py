"""Which addresses have a player, and that no other host is ever framed."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.players import SITES, player_of

KNOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=62s": (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=62"
    ),
    "https://youtu.be/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
    "https://vimeo.com/76979871/abcdef0123": "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=abcdef0123",
    "https://www.dailymotion.com/video/x8abcde": "https://geo.dailymotion.com/player.html?video=x8abcde",
    "https://archive.org/details/night_of_the_living_dead": "https://archive.org/embed/night_of_the_living_dead",
    "https://www.bilibili.com/video/BV1xx411c7mD/": "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&danmaku=0",
    "https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD": (
        "https://framatube.org/videos/embed/9dRFC6Ya11NCVeYKn8ZhiD?autoplay=1&p2p=0"
    ),
    "https://soundcloud.com/someone/a-tune": (
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsomeone%2Fa-tune&auto_play=true"
    ),
    "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk": "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
}


@pytest.mark.parametrize(("address", "player"), KNOWN.items())
def test_what_can_be_played_has_its_player(address: str, player: str) -> None:
    found = player_of(address)
    assert found is not None
    assert found.url == player
    assert found.watch == address
    assert found.host == urlsplit(player).hostname


@pytest.mark.parametrize(
    "address",
    [
        "", "youtube", "https://www.youtube.com/", "https://www.youtube.com/@somebody", "https://example.org/watch?v=abc",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "javascript://youtube.com/watch?v=dQw4w9WgXcQ", "https://user@youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com:8443/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=%22onload%3D", "https://[",
    ],
)  # fmt: skip
def test_whatever_else_stays_a_link(address: str) -> None:
    assert player_of(address) is None


@given(st.sampled_from(sorted(SITES)), st.text(max_size=80))
def test_a_player_is_always_on_a_host_of_the_list_and_a_plain_address(host: str, rest: str) -> None:
    found = player_of(f"https://{host}/{rest}")
    if found is not None:
        parts = urlsplit(found.url)
        assert parts.scheme == "https"
        assert parts.netloc == found.host in {site.host for site in SITES.values()}
        assert found.url.isascii()
        assert not set(found.url) & set("\"'<> \\\n;,")
