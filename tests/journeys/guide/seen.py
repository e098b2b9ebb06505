"""Whether a picture in the guide still shows what the newsroom shows.

Beside each picture lies what is to be read in it: roles and words, as a screen reader is told them, with every number
masked. These are compared as they are. The pictures themselves are compared coarsely, so that other fonts pass and
a panel that is elsewhere does not.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "editors" / "pictures"
COLOURS = 256
MARGIN_PIXELS = 8
WITHOUT_BARS = "footer.footer, .w-slim-header { visibility: hidden }"
"""What lies over the form, and would lie over a part of it."""

BOX = re.compile(r" \[box=(-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)\]")
ADDRESS = re.compile(r"^ *- /(url|placeholder):")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
WELL_INSIDE = 0.8
"""Of the height: below this, other fonts may have moved something out of the picture or into it."""

CELL_PIXELS = 20
DARKER_BY, IN_PARTS = 26, 0.04
"""A cell differs if its grey does by more than this, of 255; a screen differs if more than this part of it does."""

TALLER = 0.12
STILL_FRAMES = 12


@dataclass(frozen=True)
class Screen:
    """A part of a screen: its picture as PNG, and its lines."""

    picture: bytes
    within: list[str]
    """What is in the picture."""
    well_within: list[str]
    anywhere: list[str]
    """Also what one has to scroll to."""


def settled(page: Page) -> None:
    """Wait until nothing in the window grows or moves any more."""
    page.evaluate("document.fonts.ready.then(() => { window.still = 0; dispatchEvent(new Event('resize')) })")
    page.wait_for_function(
        """(frames) => {
            const now = [...document.querySelectorAll("main *")].map((e) => e.offsetTop + e.offsetHeight).join();
            window.still = now === window.before ? (window.still || 0) + 1 : 0;
            window.before = now;
            return window.still >= frames;
        }""",
        arg=STILL_FRAMES,
    )


def photographed(page: Page, part: Locator | None) -> Screen:
    """The window as it is, or a part of it."""
    window = page.viewport_size
    assert window is not None
    height = float(window["height"])
    if part is None:
        picture, lines = page.screenshot(animations="disabled", caret="hide"), boxed(page.locator("body"))
        within = [(top, line) for top, bottom, line in lines if bottom > 0 and top < height]
        well = [line for top, line in within if 0 <= top < height * WELL_INSIDE]
        return Screen(picture, [line for _top, line in within], well, [line for _top, _bottom, line in lines])
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box is not None
    left, above = max(box["x"] - MARGIN_PIXELS, 0), max(box["y"] - MARGIN_PIXELS, 0)
    picture = page.screenshot(
        animations="disabled",
        caret="hide",
        style=WITHOUT_BARS,
        clip={
            "x": left,
            "y": above,
            "width": min(box["x"] + box["width"] + MARGIN_PIXELS, window["width"]) - left,
            "height": min(box["y"] + box["height"] + MARGIN_PIXELS, height) - above,
        },
    )
    words = [line for _top, _bottom, line in boxed(part)]
    return Screen(picture, words, words, words)


def boxed(part: Locator) -> list[tuple[float, float, str]]:
    """Each line of what is to be read, with where it begins and ends in the window, in pixels."""
    lines: list[tuple[float, float, str]] = []
    open_boxes: list[tuple[int, float, float]] = [(-1, 0.0, 0.0)]
    for line in part.aria_snapshot(boxes=True).splitlines():
        if ADDRESS.match(line):
            continue
        depth = len(line) - len(line.lstrip())
        while open_boxes[-1][0] >= depth and len(open_boxes) > 1:
            open_boxes.pop()
        if found := BOX.search(line):
            top, high = float(found[2]), float(found[4])
            open_boxes.append((depth, top, top + high))
        _depth, top, bottom = open_boxes[-1]
        lines.append((top, bottom, masked(line)))
    return lines


def masked(line: str) -> str:
    """A line without what differs from day to day, and from one screen's size to the next."""
    return NUMBER.sub("0", BOX.sub("", line)).rstrip()


def told_apart(name: str, now: Screen) -> str:
    """What is another than in the guide, as a sentence with the lines that differ; empty if nothing is."""
    picture, words = FOLDER / f"{name}.png", FOLDER / f"{name}.txt"
    if not picture.exists() or not words.exists():
        return f"docs/editors/pictures/{name}.png is not there: run make guide"
    told = f"docs/editors/pictures/{name}.png shows another screen than the newsroom does now: run make guide"
    differing = [*lines_apart(words.read_text("utf-8").splitlines(), now), *looks_apart(picture.read_bytes(), now)]
    return "\n".join([told, *differing]) if differing else ""


def lines_apart(before: list[str], now: Screen) -> list[str]:
    """What was in the picture and is nowhere any more (-), and what is in the midst of it and was not (+)."""
    gone = Counter(map(str.strip, before)) - Counter(map(str.strip, now.anywhere))
    come = Counter(map(str.strip, now.well_within)) - Counter(map(str.strip, before))
    return [*(f"- {line}" for line in gone.elements()), *(f"+ {line}" for line in come.elements())]


def looks_apart(before: bytes, now: Screen) -> list[str]:
    """A sentence if the picture is another than before, looked at from afar."""
    old, new = opened(before), opened(now.picture)
    if old.width != new.width or abs(old.height - new.height) > TALLER * old.height:
        return [f"It was {old.width} × {old.height} pixels, and is {new.width} × {new.height}."]
    cells = (max(old.width // CELL_PIXELS, 1), max(old.height // CELL_PIXELS, 1))
    greys = [from_afar(each, cells) for each in (old, new)]
    differing = sum(ImageChops.difference(*greys).point(lambda grey: grey > DARKER_BY).tobytes()) / (
        cells[0] * cells[1]
    )
    return [f"{differing:.0%} of it looks otherwise."] if differing > IN_PARTS else []


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def from_afar(picture: Image.Image, cells: tuple[int, int]) -> Image.Image:
    """Grey, so small that no letter is left, and a little out of focus: a line may break elsewhere."""
    return picture.convert("L").resize(cells, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(1))


def kept(name: str, screen: Screen) -> None:
    """Put a picture into the guide, as small as it goes, with its words beside it."""
    FOLDER.mkdir(exist_ok=True)
    few = opened(screen.picture).quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
    (FOLDER / f"{name}.txt").write_text("\n".join(screen.within) + "\n", "utf-8")
