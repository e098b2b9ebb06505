"""The file is read to its end before anything of it is believed, and nothing outside it is ever looked at."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.importers.wordpress.wxr import HEAD, SITE, TAIL, export, item, source, written

from freesheet.importers.errors import ImportProblem
from freesheet.importers.wordpress.errors import UnreadableExport
from freesheet.importers.wordpress.export import read_export
from freesheet.importers.wordpress.stream import parts_of

GOOD = source(item())
FEED = "<rss><channel><title>x</title><item><title>y</title></item></channel></rss>"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
SECRET = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss'

BROKEN = {
    "cut off": (GOOD[: GOOD.index("</channel>")], "not well-formed", "cut off"),
    "cut in a tag": (GOOD[: GOOD.index("<wp:status>") + 4], "not well-formed", ""),
    "bare ampersand": (GOOD.replace("Title 7", "Cats & dogs"), "not well-formed", "“&amp;”"),
    "unknown entity": (GOOD.replace("Title 7", "a&nbsp;b"), "'nbsp' not defined", "Write the character itself"),
    "control character": (GOOD.replace("Title 7", "a\x0bb"), "not well-formed", "control character"),
    "CDATA in CDATA": (GOOD.replace("Words.", "<![CDATA[x]]> y ]]> z"), "not well-formed", "Inside CDATA"),
    "empty line first": ("\n" + GOOD, "not well-formed", "remove the empty lines"),
    "undeclared prefix": (GOOD.replace("<wp:status>", "<wq:status>").replace("</wp:status>", "</wq:status>"), "wq", ""),
    "bad namespace": (
        GOOD.replace("http://purl.org/dc/elements/1.1/", "http://ëx.example/ü/"),
        "not a valid URI",
        "ASCII",
    ),
    "tag left open": (GOOD.replace("</title>", ""), "not well-formed", ""),
    "two roots": (GOOD + "<rss/>", "not well-formed", ""),
    "empty": ("", "not well-formed", ""),
    "no XML": ("Dear reader,", "not well-formed", ""),
    "HTML": ("<!DOCTYPE html>\n<html><body></body></html>", "begins with <html>", ""),
    "another feed": (
        "<rss><channel><title>x</title><item><title>y</title></item></channel></rss>",
        "no WordPress export",
        "",
    ),
    "another namespace": (GOOD.replace("wordpress.org/export/1.2/", "example.org/e/"), "no WordPress export", ""),
    "too deep": (GOOD.replace("Words.", "]]>" + "<a>" * 300 + "</a>" * 300 + "<![CDATA["), "depth", ""),
}


@pytest.mark.parametrize(("text", "reason", "hint"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_sound_export_is_refused_with_line_and_column(
    tmp_path: Path, text: str, reason: str, hint: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableExport, match="Nothing was imported") as problem:
        read_export(path)
    said = str(problem.value)
    assert reason in said
    assert hint in said
    assert f"line {problem.value.line}, column {problem.value.column}." in said
    assert 1 <= problem.value.line <= text.count("\n") + 1
    assert problem.value.column >= 1


def test_the_place_named_is_the_place_of_the_mistake(tmp_path: Path) -> None:
    lines = GOOD.split("\n")
    lines[5] += " a & b"
    path = tmp_path / "export.xml"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(UnreadableExport) as problem:
        read_export(path)
    assert (problem.value.line, problem.value.column) == (6, len(lines[5]) - 1)


def test_a_mistake_in_the_last_line_lets_nothing_through(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(source(*(item(n) for n in range(200))).replace("</channel>", "</chanel>"), "utf-8")
    with pytest.raises(UnreadableExport):
        read_export(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="cannot be read: No such file"):
        read_export(tmp_path / "missing.xml")
    with pytest.raises(ImportProblem, match="cannot be read"):
        read_export(tmp_path)


def laughs() -> str:
    names = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)]
    return GOOD.replace("<rss", f"<!DOCTYPE rss [{''.join(names)}]>\n<rss", 1).replace("Title 7", "&l9;")


@pytest.mark.parametrize(
    "document",
    [
        laughs(),
        laughs().replace('<rss version="2.0"', '<rss version="&l9;"'),
        GOOD.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss', 1).replace(
            "Title 7", "&x;"
        ),
        GOOD.replace("<rss", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>\n<rss', 1),
        GOOD.replace("<rss", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">\n<rss', 1).replace("Title 7", "&x;"),
        GOOD.replace("<rss", '<!DOCTYPE rss PUBLIC "-//X//EN" "http://127.0.0.1:9/rss.dtd">\n<rss', 1),
        GOOD.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "harmless">]>\n<rss', 1).replace("Title 7", "&a;"),
    ],
    ids=["laughs", "laughs in an attribute", "a file", "a file by parameter", "an address", "a public one", "harmless"],
)
def test_entities_and_document_types_are_refused_unread(
    tmp_path: Path, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_arguments: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", no_network)
    path = tmp_path / "export.xml"
    path.write_text(document, "utf-8")
    with pytest.raises(UnreadableExport, match="line"):
        read_export(path)


def test_a_document_type_that_names_nothing_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(GOOD.replace("<rss", "<!DOCTYPE rss>\n<rss", 1), "utf-8")
    assert [each.title for each in read_export(path).items()] == ["Title 7"]


def test_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    text = source(item(title="Ümläut 字"))
    path.write_bytes(text.replace("UTF-8", "UTF-16", 1).encode("utf-16"))
    assert [each.title for each in read_export(path).items()] == ["Ümläut 字"]
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [each.title for each in read_export(path).items()] == ["Ümläut 字"]


def test_markup_that_should_have_been_in_cdata_is_not_lost(tmp_path: Path) -> None:
    body = "<content:encoded>a &lt; b <p>one <b>two</b></p><p>three</p></content:encoded>"
    path = written(tmp_path, item().replace("<content:encoded><![CDATA[Words.]]></content:encoded>", body))
    (read,) = read_export(path).items()
    assert read.content == "a &lt; b <p>one <b>two</b></p><p>three</p>"


def test_comments_are_counted_and_metadata_is_kept_in_order(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_type>{}</wp:comment_type><wp:comment_content>x</wp:comment_content></wp:comment>"
    extra = comment.format("") + comment.format("pingback") + comment.format("comment")
    (read,) = export(tmp_path, item(meta_a=["1", "2"], meta_b="3", meta__oembed_x="big", extra=extra)).items()
    assert read.comments == {"comment": 2, "pingback": 1}
    assert read.meta == {"a": ["1", "2"], "b": ["3"]}
    assert not read.said_too_much


def test_of_too_much_metadata_the_first_part_is_kept(tmp_path: Path) -> None:
    (read,) = export(tmp_path, item(meta_small="x", meta_big=["y" * 600_000] * 4)).items()
    assert read.said_too_much
    assert read.first("small") == "x"


MEASURE = """
import sys
from freesheet.importers.wordpress.export import read_export
def peak():
    # What the operating system saw at most; getrusage would tell of the parent.
    return next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
export = read_export(sys.argv[1])
count = sum(1 for item in export.items())
print(count, peak())
"""


def peak_memory(path: Path) -> tuple[int, int]:
    """Items read, and the most memory held meanwhile, in KiB, by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    count, peak = done.stdout.split()
    return int(count), int(peak)


def big_export(path: Path, items: int) -> None:
    body = "<p>Some words of an article that is not very long.</p>\n" * 400
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Nice.</wp:comment_content></wp:comment>"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.replace("{v}", "1.2") + SITE.replace("{v}", "1.2"))
        for number in range(items):
            file.write(item(number, body, meta_key="value " * 100, extra=comment * 20))
        file.write(TAIL)


def test_memory_stays_flat_however_long_the_file(tmp_path: Path) -> None:
    small, large = tmp_path / "small.xml", tmp_path / "large.xml"
    big_export(small, 40)
    big_export(large, 1_600)
    assert large.stat().st_size > 40_000_000
    small_count, small_peak = peak_memory(small)
    large_count, large_peak = peak_memory(large)
    print(f"{large.stat().st_size / 1e6:.0f} MB: {large_peak} KiB at most; {small_peak} KiB for a fortieth of it")
    assert (small_count, large_count) == (40, 1_600)
    # Forty times the file, and not five megabytes more.
    assert large_peak - small_peak < 5_000


def test_one_item_with_a_hundred_thousand_comments_is_as_good_as_any(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_content>Nice words, and many of them.</wp:comment_content></wp:comment>\n"
    path = written(tmp_path, item(extra=comment * 100_000))
    gc.collect()
    (part,) = [part for part in parts_of(path) if part.tag == "item"]
    assert part.comments["comment"] == 100_000
    count, peak = peak_memory(path)
    assert count == 1
    assert peak < 45_000  # KiB; the file has ten megabytes
