"""Drawing: Vega-Lite's program inside this process, and what it draws made fit for a page."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

import py_svg_hush
from lxml import etree

from freesheet.articles.aids.chart.inks import class_of

SVG = "http://www.w3.org/2000/svg"
VEGA_LITE = "5.21"
"""The edition of Vega-Lite whose words ``spec`` uses; the drawer holds several."""

_KEPT = {
    "svg": {"viewBox", "width", "height"},
    "g": {"transform"},
    "path": {"d", "transform", "stroke-width", "fill", "stroke", "stroke-linejoin", "stroke-linecap"},
    "line": {"x1", "x2", "y1", "y2", "transform", "stroke-width", "stroke"},
    "text": {"text-anchor", "transform", "font-size", "fill"},
    "tspan": {"x", "dy"},
}
_NUMBER = re.compile(r"-?\d+\.\d+")
_BETWEEN = re.compile(r">\s+<")
_PLACE = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)")
_one_at_a_time = Lock()


OURS = 1
"""Raised when drawings are made fit for a page otherwise."""


@lru_cache(maxsize=1)
def edition() -> str:
    """The version of the drawer, and ours. Others may draw otherwise."""
    try:
        return f"{version('vl-convert-python')} {OURS}"
    except PackageNotFoundError:
        return str(OURS)


def drawn(spec: dict[str, Any]) -> str:
    """The drawing of a specification: SVG without style, script, font or address, whose colours are classes.

    Raises:
        ImportError, ValueError: the drawer is not there, or cannot draw it.
    """
    # Loaded with the first chart, for it holds a whole JavaScript engine; and never from elsewhere.
    import vl_convert

    with _one_at_a_time:
        raw = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return _fit(raw)


def _fit(raw: str) -> str:
    root = etree.fromstring(raw.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    _prune(root)
    root.set("fill", "none")
    etree.cleanup_namespaces(root)
    clean = py_svg_hush.filter_svg(etree.tostring(root), keep_data_url_mime_types={})
    text = clean.decode() if isinstance(clean, bytes) else clean
    return _BETWEEN.sub("><", text[text.index("<svg") :].strip())


def _prune(parent: etree._Element) -> None:
    for child in list(parent):
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name not in _KEPT or _is_nothing(name, child):
            parent.remove(child)
            continue
        _prune(child)
        if name == "text":
            _centre(child)
        if name == "g":
            _unwrap(parent, child)
    _classed(parent)


def _is_nothing(name: str, element: etree._Element) -> bool:
    """Grounds and frames that are drawn for none to see."""
    invisible = element.get("fill") in (None, "none", "transparent") and element.get("stroke") in (None, "none")
    return name == "path" and invisible


def _unwrap(parent: etree._Element, group: etree._Element) -> None:
    """Take away a group that moves nothing, or holds nothing."""
    if len(group) == 0:
        parent.remove(group)
    elif group.get("transform") in (None, "translate(0,0)"):
        place = parent.index(group)
        parent.remove(group)
        for offset, child in enumerate(list(group)):
            parent.insert(place + offset, child)


def _centre(text: etree._Element) -> None:
    """Move words of several lines up by half their height: the drawer hangs them from their first line."""
    found = _PLACE.fullmatch(str(text.get("transform", "")))
    below = [float(line.get("dy", "0")) for line in text if line.get("dy")]
    if found and below:
        text.set("transform", f"translate({found[1]},{float(found[2]) - sum(below) / 2:.1f})")


def _classed(element: etree._Element) -> None:
    kept = _KEPT[etree.QName(element).localname]
    classes = []
    for name in ("fill", "stroke"):
        found = class_of(name, str(element.get(name, "")))
        if found:
            classes.append(found)
            del element.attrib[name]
    for foreign in [each for each in element.attrib if each not in kept]:
        del element.attrib[foreign]
    # Attributes alone: a figure in the drawing stays as it is.
    for place, value in element.attrib.items():
        element.set(place, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), str(value)))
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]
    if classes:
        element.set("class", " ".join(classes))
