"""What the content of a post becomes: classic HTML, block markup, shortcodes, and mixtures of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import line_of
from tests.importers.wordpress.wxr import attachment, export, item

from freesheet.importers.wordpress.bodies import body_of
from freesheet.importers.wordpress.media import Library

UPLOADS = "https://old.example/paper/wp-content/uploads/2020"
ABOUT_CAT = {"menu_order": "2", "excerpt": "A cat", "meta__wp_attachment_image_alt": "Cat"}
LIBRARY = (
    attachment(21, f"{UPLOADS}/cat.jpg", post_parent="7", **ABOUT_CAT),
    attachment(22, f"{UPLOADS}/dog.png", post_parent="7", menu_order="1"),
    attachment(23, f"{UPLOADS}/song.mp3", post_parent="7"),
    item(31, "<p>Shared words</p>[form]", post_type="wp_block"),
)


def read(folder: Path, content: str, **more: Any) -> tuple[list[str], list[str]]:
    """The blocks of a post with this content, in lines, and what is said of it."""
    with export(folder, item(7, content, **more), *LIBRARY) as exported:
        post = next(exported.items())
        converted = body_of(post, Library(exported.index), "https://old.example/paper/2020/7/")
    return [line_of(block) for block in converted.blocks], converted.notes


CAT = f"image {UPLOADS}/cat.jpg | Cat | "
NAMELESS = f"image {UPLOADS}/cat.jpg |  | "
DOG = f"image {UPLOADS}/dog.png |  | "
CAT_TAG = f'<img src="{UPLOADS}/cat.jpg" alt="Cat">'
VIDEO = "embed https://youtu.be/abcdef | "
TWO_LINES = "<p>Two<br/>lines.</p>"
SONG = f"{UPLOADS}/song.mp3"

CLASSIC = {
    "paragraphs": (
        "One.\n\nTwo\nlines.<!--more-->\n\nThree.",
        ["<p>One.</p>", "<p>Two<br/>lines.</p>", "<p>Three.</p>"],
    ),
    "the library's picture": (f'<img src="{UPLOADS}/cat-300x200.jpg" alt="Cat">', [CAT]),
    "behind a thumbnail": (f'<a href="{UPLOADS}/cat.jpg"><img src="{UPLOADS}/cat-150x150.jpg"></a>', [NAMELESS]),
    "by its number": ('<img class="wp-image-21" src="https://cdn.example/x/cat-300x200.jpg">', [NAMELESS]),
    "a number of another site": (
        '<img class="wp-image-21" src="https://cdn.example/bird.jpg">',
        ["image https://cdn.example/bird.jpg |  | "],
    ),
    "caption as an attribute": (
        f'[caption id="attachment_21" caption="Our &quot;cat&quot;"]{CAT_TAG}[/caption]',
        [CAT + 'Our "cat"'],
    ),
    "caption after the picture": (
        f'a\n\n[caption id="x"]<a href="/y">{CAT_TAG}</a> Our <b>cat</b>[/caption]\n\nb',
        ["<p>a</p>", CAT + "Our cat", "<p>b</p>"],
    ),
    "a gallery of what is attached": ("[gallery]", [DOG, CAT + "A cat"]),
    "a gallery by numbers": ('[gallery ids="21,22,99"]', [CAT + "A cat", DOG]),
    "a gallery with an exception": ('[gallery exclude="22"]', [CAT + "A cat"]),
    "a gallery inside a sentence": ("See [gallery ids=22] here", ["<p>See here</p>", DOG]),
    "a gallery of nothing": ('[gallery ids="99" id="5"]', ['leftover shortcode: [gallery ids="99" id="5"]']),
    "embeds": (
        "[embed width=500]https://x.example/v[/embed]\n\n[youtube=https://youtu.be/abcdef]\n\n[vimeo 12345]",
        ["embed https://x.example/v | ", VIDEO, "embed https://vimeo.com/12345 | "],
    ),
    "an address on its own": ("a\n\nhttps://youtu.be/abcdef\n\nb", ["<p>a</p>", VIDEO, "<p>b</p>"]),
    "sounds": (
        f'[audio mp3="{SONG}"][/audio]\n\n[playlist ids="23"]\n\n[audio]',
        [f"embed {SONG} | ", f"embed {SONG} | Picture 23", "leftover shortcode: [audio]"],
    ),
    "a video": ('[video src="/v.mp4" mp4="https://x.example/v.mp4"][/video]', ["embed https://x.example/v.mp4 | "]),
    "code": ("[code]\nif a:\n  b &lt; c\n[/code]", ["<p><code>if a:<br/>\u00a0\u00a0b &lt; c</code></p>"]),
    "code with tags": ("[code]a <b> c[/code]", ["<p><code>a &lt;b&gt; c</code></p>"]),
    "a stranger": (
        'a\n\n[form id="1"\n x="2"]\n\nb',
        ["<p>a</p>", 'leftover shortcode: [form id="1" x="2"]', "<p>b</p>"],
    ),
    "a stranger in a sentence": ('b [c d="1"] e', ['<p>b [c d="1"] e</p>']),
    "strangers around words": (
        "[row][col w='1']\n\nWords.\n\n[/col][/row]",
        ["leftover shortcode: [row][col w='1']", "<p>Words.</p>", "leftover shortcode: [/col][/row]"],
    ),
    "brackets": ("The [mayor] said [sic].\n\n[Laughter]", ["<p>The [mayor] said [sic].</p>", "<p>[Laughter]</p>"]),
    "a script": ("a<script>x</script>\n\n<a href='javascript:x'>b</a>", ["<p>a</p>", "<p>b</p>"]),
}


@pytest.mark.parametrize(("content", "expected"), CLASSIC.values(), ids=CLASSIC.keys())
def test_classic_posts(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert read(tmp_path, content)[0] == expected


def mark(name: str, inner: str | None = None, told: str = "") -> str:
    """A block as the block editor marks it; one without anything inside is closed at once."""
    told = f" {told}" if told else ""
    return f"<!-- wp:{name}{told} /-->" if inner is None else f"<!-- wp:{name}{told} -->{inner}<!-- /wp:{name} -->"


def p(words: str) -> str:
    return mark("paragraph", f"\n<p>{words}</p>\n")


COVER = f'{{"url":"{UPLOADS}/cat.jpg","id":21}}'
STYLE = f"background-image:url({UPLOADS}/cat.jpg)"
EMBED = '<figure class="wp-block-embed"><div>\nhttps://x.example/v\n</div><figcaption>C</figcaption></figure>'
FILE = '<a href="/f.pdf">The file</a><a href="/f.pdf" class="wp-block-file__button" download>Download</a>'
IMAGES = (
    mark("image", f"<figure>{CAT_TAG}<figcaption>One</figcaption></figure>", '{"id":21}')
    + mark("image", f'<figure><img src="{UPLOADS}/dog.png"></figure>')
)  # fmt: skip

BLOCKS = {
    "paragraphs": (f"{p('a')}\n\n{p('b')}{p('')}", ["<p>a</p>", "<p>b</p>"]),
    "line breaks mean nothing": (p("a\n\nb\nc"), ["<p>a b c</p>"]),
    "classic words between": (
        f"One.\n\nTwo.\n{p('a')}\nThree\nfour.",
        ["<p>One.</p>", "<p>Two.</p>", "<p>a</p>", "<p>Three<br/>four.</p>"],
    ),
    "nested": (
        mark("columns", f"<div>{mark('column', p('a'))}{mark('column', p('b'))}</div>", '{"x":1}'),
        ["<p>a</p>", "<p>b</p>"],
    ),
    "made by WordPress": (
        mark("latest-posts", told='{"n":3}'),
        ['leftover block: <!-- wp:latest-posts {"n":3} /-->'],
    ),
    "made by a plug-in": (
        mark("acme/map", '<div class="map"></div>', '{"q":"Pune"}'),
        ['leftover block: <!-- wp:acme/map {"q":"Pune"} -->'],
    ),
    "words in a plug-in's block": (mark("acme/note", "<div><p>a</p></div>"), ["<p>a</p>"]),
    "a cover": (mark("cover", f'<div style="{STYLE}"><p>a</p></div>', COVER), [NAMELESS, "<p>a</p>"]),
    "a cover of today": (mark("cover", f"<div>{CAT_TAG}<p>a</p></div>", COVER), [CAT, "<p>a</p>"]),
    "an embed": (mark("embed", EMBED, '{"url":"https://x.example/v"}'), ["embed https://x.example/v | C"]),
    "an embed told only": (mark("core-embed/youtube", told='{"url":"https://youtu.be/abcdef"}'), [VIDEO]),
    "a file": (mark("file", f"<div>{FILE}</div>"), ['<p><a href="https://old.example/f.pdf">The file</a></p>']),
    "a shortcode": (mark("shortcode", "\n[form id=1]\n"), ["leftover shortcode: [form id=1]"]),
    "a gallery": (mark("gallery", f'<figure class="wp-block-gallery">{IMAGES}</figure>'), [CAT + "One", DOG]),
    "a reusable block": (mark("block", told='{"ref":31}'), ["<p>Shared words</p>", "leftover shortcode: [form]"]),
    "one that is missing": (mark("block", told='{"ref":99}'), ['leftover block: <!-- wp:block {"ref":99} /-->']),
    "rules and spaces": (
        p("a") + mark("separator", "<hr/>") + mark("spacer", "<div></div>") + p("b"),
        ["<p>a</p>", "<p>* * *</p>", "<p>b</p>"],
    ),
    "never closed": ("<!-- wp:group --><div><!-- wp:paragraph --><p>a</p>", ["<p>a</p>"]),
    "closed and never opened": ("<!-- /wp:group -->" + p("a"), ["<p>a</p>"]),
    "broken settings": (mark("paragraph", "<p>a</p>", '{"a":}'), ["<p>a</p>"]),
    "more": (p("a") + mark("more", "<!--more-->") + p("b"), ["<p>a</p>", "<p>b</p>"]),
}


@pytest.mark.parametrize(("content", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_block_markup(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert read(tmp_path, content)[0] == expected


def test_footnotes_come_from_where_wordpress_keeps_them(tmp_path: Path) -> None:
    content = f"{p('a<sup class=fn><a href=#x>1</a></sup>')}<!-- wp:footnotes /-->"
    notes = '[{"id":"x","content":"See <em>there<\\/em>."}]'
    assert read(tmp_path, content, meta_footnotes=notes)[0] == [
        "<p>a<sup>1</sup></p>",
        "<ol><li>See <i>there</i>.</li></ol>",
    ]
    assert read(tmp_path, content, meta_footnotes="[broken")[0][1] == "leftover block: <!-- wp:footnotes /--> [broken"


def test_what_was_left_over_is_said(tmp_path: Path) -> None:
    notes = read(tmp_path, "<!-- wp:archives /--><!-- wp:archives /--><!--nextpage-->[form]")[1]
    assert notes == [
        "WordPress makes the block “archives” when a page is shown; it was left over for an editor. (2 times)",
        "The text was shown on 2 pages; here it is one.",
        "The shortcode [form] stands alone and was left over for an editor.",
    ]


def test_a_reusable_block_that_uses_itself_ends(tmp_path: Path) -> None:
    itself = item(40, 'a <!-- wp:block {"ref":40} /-->', post_type="wp_block")
    with export(tmp_path, item(7, '<!-- wp:block {"ref":40} /-->'), itself) as exported:
        converted = body_of(next(exported.items()), Library(exported.index), "")
    assert [block["type"] for block in converted.blocks][-1] == "leftover"
