"""The XML of an export as a stream: one part at a time, each forgotten before the next.

Nothing outside the file is ever looked at: no document type, no entity, no network.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from freesheet.importers.errors import ImportProblem
from freesheet.importers.wordpress.errors import UnreadableExport

WXR = re.compile(r"https?://(?:www\.)?wordpress\.org/export/(\d+\.\d+)/?")
"""The namespaces of the format, with its version."""

EXCERPT = re.compile(r"https?://(?:www\.)?wordpress\.org/export/\d+\.\d+/excerpt/?")
CONTENT = re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?")
DUBLIN_CORE = re.compile(r"https?://purl\.org/dc/elements/1\.1/?")

MAX_META = 2_000_000
"""Characters of metadata kept for one item."""

MAX_FIELDS = 20_000
"""Fields kept of one part."""

VOID_TAGS = {"br", "hr", "img", "input", "embed", "source", "wbr"}

_PART, _FIELD = 3, 4
_HINTS = {
    "ERR_RESERVED_XML_NAME": "The file must begin with “<?xml”: remove the empty lines before it.",
    "ERR_INVALID_CHAR": "The file holds a control character that XML forbids; it must be taken out before the import.",
    "ERR_ENTITYREF_SEMICOL_MISSING": "A bare “&” must be written “&amp;”.",
    "ERR_NAME_REQUIRED": "A bare “&” must be written “&amp;”.",
    "ERR_UNDECLARED_ENTITY": "Write the character itself, or its number, in place of its name.",
    "ERR_MISPLACED_CDATA_END": "Inside CDATA, “]]>” must be written “]]]]><![CDATA[>”.",
    "ERR_TAG_NOT_FINISHED": "The file was probably cut off: export or download it again.",
    "ERR_DOCUMENT_END": "The file was probably cut off: export or download it again.",
    "ERR_INVALID_ENCODING": "The file is not in the encoding that its first line names.",
    "ERR_RESOURCE_LIMIT": "A text is larger than 10 MB, or the file was made to blow up whoever reads it.",
    "WAR_NS_URI": "Namespaces are named by addresses in plain ASCII.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A child of a part: its tag with its namespace, what it says, and its attributes."""

    tag: str
    text: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Part:
    """A child of the channel. Its comments are only counted, its metadata is read."""

    tag: str
    line: int
    text: str = ""
    fields: list[Field] = field(default_factory=list)
    comments: Counter[str] = field(default_factory=Counter)
    meta: dict[str, list[str]] = field(default_factory=dict)
    meta_size: int = 0

    @property
    def has_too_much_meta(self) -> bool:
        return self.meta_size > MAX_META

    def first(self, name: str, namespace: re.Pattern[str] | None = None) -> str:
        """The text of the first field of this name, trimmed; empty if there is none."""
        for each in self.fields:
            if (named(each.tag, namespace) if namespace else each.tag) == name:
                return each.text.strip()
        return ""


def named(tag: object, namespace: re.Pattern[str]) -> str:
    """The local name of a tag in a namespace, or an empty string for one of another."""
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    address, _brace, name = tag[1:].partition("}")
    return name if namespace.fullmatch(address) else ""


def parts_of(path: Path) -> Iterator[Part]:
    """The children of the channel, in order, each valid until the next is asked for.

    Raises:
        UnreadableExport: the file is not well-formed XML, or not RSS; with line and column.
        ImportProblem: the file cannot be opened or read.
    """
    try:
        with path.open("rb") as file:
            yield from _Walk(path, file).parts()
    except OSError as problem:
        raise ImportProblem(f"{path} cannot be read: {problem.strerror or problem}.") from problem


class _Walk:
    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self.file = file
        self.depth = 0
        self.part: Part | None = None
        self.comment_kind = ""

    def parts(self) -> Iterator[Part]:
        try:
            yield from self._events()
        except etree.XMLSyntaxError as problem:
            raise self._explained(problem) from problem

    def _events(self) -> Iterator[Part]:
        events = etree.iterparse(
            self.file,
            events=("start", "end"),
            # Entities of the file itself would be expanded, but a file that declares any is refused at its root.
            resolve_entities="internal",
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                self.depth += 1
                if self.depth == 1:
                    self._check_root(element)
                elif self.depth == _PART:
                    self.part = Part(str(element.tag), element.sourceline or 0)
                elif self.depth == _FIELD:
                    self.comment_kind = "comment" if named(element.tag, WXR) == "comment" else ""
                continue
            self.depth -= 1
            if self.depth == _PART - 1 and self.part is not None:
                self.part.text = str(element.text or "").strip()
                _forget(element)
                yield self.part
            elif self.part is not None:
                self._take_in(self.part, element)

    def _take_in(self, part: Part, element: etree._Element) -> None:
        """Keep what matters of what just ended, and let go of what can come in any number."""
        if self.depth == _FIELD and self.comment_kind:
            if named(element.tag, WXR) == "comment_type" and element.text in ("pingback", "trackback"):
                self.comment_kind = element.text
            _forget(element)
        elif self.depth == _FIELD - 1:
            if self.comment_kind:
                part.comments[self.comment_kind] += 1
            elif named(element.tag, WXR) == "postmeta":
                _take_meta(part, element)
            elif len(part.fields) < MAX_FIELDS:
                part.fields.append(Field(str(element.tag), _inner(element), _attributes(element)))
            _forget(element)

    def _check_root(self, root: etree._Element) -> None:
        declared: Any = root.getroottree().docinfo.internalDTD
        if declared is not None and (declared.system_url or declared.external_id or any(declared.iterentities())):
            line, column = position_of_root(self.path)
            raise UnreadableExport(
                "The file declares a document type with entities or an outside address before its first element",
                line,
                column,
                "No WordPress export does; such declarations can be used to attack who reads them.",
            )
        if root.tag != "rss":
            line, column = position_of_root(self.path)
            raise UnreadableExport(f"This is no WordPress export: it begins with <{root.tag}>, not <rss>", line, column)

    def _explained(self, problem: etree.XMLSyntaxError) -> UnreadableExport:
        line, column = problem.position
        log: Any = problem.error_log
        last = log.last_error if log else None
        entry = last if last is not None and last.line == line else None  # the log outlives the file
        reason = (entry.message if entry else problem.msg or "").strip().rstrip(".")
        hint = _HINTS.get(entry.type_name, "") if entry else ""
        if not line:
            line, column, reason = _second_opinion(self.path)
        return UnreadableExport(f"{self.path.name} is not well-formed XML: {reason}", line, max(column, 1), hint)


def _take_meta(part: Part, element: etree._Element) -> None:
    told = {named(child.tag, WXR): str(child.text or "").strip() for child in element}
    key, value = told.get("meta_key", ""), told.get("meta_value", "")
    if key and not key.startswith("_oembed_"):
        part.meta_size += len(key) + len(value)
        if not part.has_too_much_meta:
            part.meta.setdefault(key, []).append(value)


def _inner(element: etree._Element) -> str:
    """What an element says; markup that should have been in CDATA and is not comes as markup."""
    if not len(element):
        return str(element.text or "")
    return escape(str(element.text or ""), quote=False) + "".join(_markup(child) for child in element)


def _markup(element: etree._Element) -> str:
    """An element as HTML, without the namespaces that XML would declare again."""
    name = str(element.tag).rpartition("}")[2]
    told = "".join(f' {key}="{escape(value)}"' for key, value in _attributes(element).items())
    inner = escape(str(element.text or ""), quote=False) + "".join(_markup(child) for child in element)
    closing = "" if name in VOID_TAGS else f"</{name}>"
    return f"<{name}{told}>{inner}{closing}{escape(str(element.tail or ''), quote=False)}"


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _forget(element: etree._Element) -> None:
    """Empty an element and let go of those before it. It must itself stay: the parser still writes after it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def position_of_root(path: Path) -> tuple[int, int]:
    """Line and column of the first element, both from 1. libxml2 tells only the line."""
    parser = expat.ParserCreate()
    found: list[tuple[int, int]] = []

    def start(_name: str, _attributes: dict[str, str]) -> None:
        if not found:
            found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    with path.open("rb") as file:
        try:
            while not found and (chunk := file.read(16_384)):
                parser.Parse(chunk, False)
        except expat.ExpatError as problem:
            return found[0] if found else (problem.lineno, problem.offset + 1)
    return found[0] if found else (1, 1)


def _second_opinion(path: Path) -> tuple[int, int, str]:
    """Where another parser sees the file end or break, for the few cases in which libxml2 does not say."""
    parser = expat.ParserCreate()
    with path.open("rb") as file:
        try:
            parser.ParseFile(file)
        except expat.ExpatError as problem:
            return problem.lineno, problem.offset + 1, expat.errors.messages[problem.code]
    return 1, 1, "it cannot be read"
