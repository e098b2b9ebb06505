"""The settings file: what it may say, and what is told to whoever wrote something else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.project.publication import (
    LANGUAGES,
    SETTINGS,
    PublicationProblem,
    lay_out,
    open_publication,
    problems_in,
    settings_text,
)

NAMES = [setting.name for setting in SETTINGS]

caches = st.lists(st.sampled_from(["http://127.0.0.1:6081", "https://cache.example", "cache"]), max_size=3)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.dates()
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=6
)
near_misses = st.builds(
    "{}://{}".format,
    st.sampled_from(["http", "https", "postgresql", "postgres", "ftp", "HTTP"]),
    st.text('ab.:/@[]%?# \\"\n\x7f0١ü新', max_size=12),
)
settings_files = st.dictionaries(
    st.sampled_from([*NAMES, "adress"]),
    anything
    | near_misses
    | caches
    | st.sampled_from(["http", "fastly", "cloudflare"])
    | st.lists(st.sampled_from([*LANGUAGES, "xx"]), max_size=4),
    max_size=6,
)


@given(settings_files)
def test_whatever_the_settings_say_they_are_taken_or_refused_in_sentences(values: dict[str, Any]) -> None:
    found = problems_in(values)
    assert all(sentence.endswith(".") and "“" in sentence for sentence in found)
    if found:
        return
    # What was found good comes back from the file as it was given.
    said = tomllib.loads(settings_text(values))
    assert said == {setting.name: values.get(setting.name, setting.default) for setting in SETTINGS}
    with TemporaryDirectory() as place:
        publication = lay_out(Path(place) / "paper", values)
        assert publication.languages == tuple(said["languages"])
        assert publication.address == said["address"].rstrip("/")
        assert publication.database == said["database"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_bytes_the_file_holds_it_opens_or_says_why_not(data: bytes) -> None:
    with TemporaryDirectory() as place:
        (Path(place) / "freesheet.toml").write_bytes(data)
        try:
            publication = open_publication(Path(place))
        except PublicationProblem as problem:
            assert "freesheet.toml" in str(problem)
        else:
            assert publication.languages[0] in LANGUAGES


@given(st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, unique=True), st.integers(1, 2000), st.integers(1, 65535))
def test_good_settings_are_taken(languages: list[str], megabytes: int, port: int) -> None:
    values = {"address": f"https://paper.example:{port}", "languages": languages, "max_upload_mb": megabytes}
    assert problems_in(values) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('address = "paper.example"', "“address” must be like https://paper.example"),
        ('address = "https://paper.example/news"', "with nothing after the host"),
        ('address = "https://paper.example?a=b"', "with nothing after the host"),
        ('address = "https://editor:secret@paper.example"', "“address” must be like"),
        ('address = "https://paper.example:99999"', "“address” must be like"),
        ('address = "http://["', "“address” must be like"),
        ("address = 8000", "“address” must be text in quotes"),
        ('languages = "en"', "“languages” must be a list in brackets"),
        ("languages = []", "“languages” must name at least one language"),
        ('languages = ["en", "tlh"]', "“languages” names tlh, which is not one of"),
        ('languages = ["en", "en"]', "“languages” names a language twice"),
        ('languages = [["en"]]', "“languages” names ['en'], which is not one of"),
        ('timezone = "Mars/Olympus"', "“timezone” is not a time zone such as Asia/Taipei"),
        ('database = "mysql://localhost/paper"', "“database” must be empty (SQLite in this folder) or start with"),
        ('database = "postgresql://localhost"', "“database” must be like postgresql://user:password@host/name"),
        ('database = "postgresql://a:b/c@localhost/paper"', "write characters such as # / ? @ as %23"),
        ('second_factor = "no"', "“second_factor” must be required or offered"),
        ("max_upload_mb = 0", "“max_upload_mb” must be from 1 to 2000"),
        ("max_upload_mb = true", "“max_upload_mb” must be a whole number"),
        ("max_upload_mb = 2.5", "“max_upload_mb” must be a whole number"),
        ('cdn = "akamai"', "“cdn” is akamai, which is not one of cloudflare, cloudflare_tags, fastly, http"),
        ('cdn = "fastly"', "“cdn_zone” must be set where “cdn” is fastly"),
        ('cdn = "fastly"\ncdn_zone = "a/b"', "“cdn_zone” must be letters and digits"),
        ('cdn = "http"', "“cdn_addresses” must name a cache where “cdn” is http"),
        ('cdn = "http"\ncdn_zone = "a"\ncdn_addresses = ["http://[::1]:6081"]', "“cdn_zone” means nothing where"),
        ('cdn_zone = "abc"', "“cdn_zone” is set, but “cdn” is not"),
        ('cdn = "http"\ncdn_addresses = ["127.0.0.1"]', "“cdn_addresses” must be like http://127.0.0.1:6081 each"),
        ('cdn = "http"\ncdn_addresses = ["http://a/b"]', "with nothing after the port"),
        ('cdn = "http"\ncdn_addresses = ["http://u:p@a"]', "with nothing after the port"),
        ('cdn = "http"\ncdn_addresses = ["http://a", "http://a/"]', "“cdn_addresses” names an address twice"),
        (
            'cdn = "fastly"\ncdn_zone = "a"\ncdn_addresses = ["http://a", "http://b"]',
            "“cdn_addresses” may name one address, or none, where “cdn” is fastly",
        ),
        ('adress = "https://paper.example"', "“adress” is not a setting of Freesheet"),
    ],
)
def test_what_will_not_do_is_named(line: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "freesheet.toml").write_text(line, "utf-8")
    with pytest.raises(PublicationProblem) as problem:
        open_publication(tmp_path)
    assert sentence in str(problem.value)
    assert str(tmp_path / "freesheet.toml") in str(problem.value)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "freesheet.toml").write_text('address = "x"\ntimezone = "y"\nlanguages = []\n', "utf-8")
    with pytest.raises(PublicationProblem) as problem:
        open_publication(tmp_path)
    assert [line.split("”")[0] for line in str(problem.value).splitlines()[1:]] == [
        "  “address",
        "  “languages",
        "  “timezone",
    ]


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "freesheet.toml").write_text("#" * 100_001, "utf-8")
    with pytest.raises(PublicationProblem, match="larger than 100,000 bytes"):
        open_publication(tmp_path)


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "freesheet.toml").touch()
    publication = open_publication(tmp_path)
    assert {name: getattr(publication, name) for name in NAMES} == {
        "address": "http://127.0.0.1:8000",
        "languages": ("en",),
        "timezone": "UTC",
        "database": "",
        "max_upload_mb": 25,
        "max_recording_mb": 500,
        "second_factor": "required",
        "mail_server": "",
        "mail_from": "",
        "payments": (),
        "cdn": "",
        "cdn_zone": "",
        "cdn_addresses": (),
    }


def test_the_key_is_random_and_for_its_owner_only(tmp_path: Path) -> None:
    first, second = (lay_out(tmp_path / name, {}) for name in ("one", "two"))
    assert first.secret_key != second.secret_key
    assert len(first.secret_key) >= 50
    assert (first.root / "keys").stat().st_mode & 0o777 == 0o700
    assert (first.root / "keys/secret.key").stat().st_mode & 0o777 == 0o600
