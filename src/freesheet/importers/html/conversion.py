"""From a tree to blocks: one walk, with a short rule for each kind of element."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from freesheet.importers.errors import ImportProblem
from freesheet.importers.html import embeds, limits, lists, pictures, quotations, tables, texts
from freesheet.importers.html.atoms import CITE, Atom, is_blank, line_of, paragraphs
from freesheet.importers.html.kept import Kept
from freesheet.importers.html.pieces import Notes, Paragraph, Piece
from freesheet.importers.html.tree import KEPT, Element, parse
from freesheet.importers.html.walk import ImageTag, PictureFor, Walk
from freesheet.importers.manuscripts import Block, Picture

MAX_SOURCE = 5_000_000
"""Characters of HTML in one body."""

MAX_BLOCKS = 20_000
"""Blocks in one body."""

__all__ = ["Conversion", "Converted", "ImageTag", "blocks_from_html", "convert_html"]

_SENTENCE_ENDS = tuple(".!?…。！？؟۔।:：\"”’')）」』")
_REMOVED = {
    "script": "A script was removed.",
    "style": "A style sheet was removed.",
    "noembed": "Text for browsers without plug-ins was removed.",
    "noframes": "Text for browsers without frames was removed.",
    "link": "A link was removed because its address is not safe or leads nowhere; its words were kept.",
    "broken tag": "A quotation mark is missing in a tag; the tags after it lost their links and addresses.",
}


@dataclass
class Converted:
    """The blocks of a body, and sentences about what did not come into them."""

    blocks: list[Block]
    notes: list[str] = field(default_factory=list)


def blocks_from_html(
    html: str, base_url: str = "", pictures: Callable[[str], Picture | None] | None = None
) -> list[Block]:
    """The blocks of untrusted HTML, see :func:`convert_html`."""
    return convert_html(html, base_url, pictures).blocks


def convert_html(
    html: str,
    base_url: str = "",
    pictures: Callable[[str], Picture | None] | None = None,
    *,
    picture_for: PictureFor | None = None,
    kept: Kept | None = None,
) -> Converted:
    """The blocks of untrusted HTML: no script, handler or ``javascript:`` link survives, no word is lost unsaid.

    ``base_url`` makes relative addresses absolute. ``pictures`` is asked with the address of each picture, the best
    first, and gives the picture to use; if it knows none of its addresses, the picture is left over for an editor.
    ``picture_for`` is the same for who must know the whole tag. ``kept`` holds blocks that were made beforehand.

    Raises:
        ImportProblem: the HTML is longer than ``MAX_SOURCE``, or more than ``MAX_BLOCKS`` blocks came of it.
    """
    if len(html) > MAX_SOURCE:
        raise ImportProblem(f"The text is longer than {MAX_SOURCE // 1_000_000} million characters.")
    parsed = parse(html, base_url)
    notes = Notes()
    for name, times in parsed.removed.items():
        notes.add(_REMOVED[name], times)
    finder = picture_for or pictures_by_address(pictures)
    conversion = Conversion(base_url, finder, kept or Kept(), notes)
    pieces = conversion.pieces(parsed.root.children)
    blocks = limits.fitting(texts.without_idle_rules(pieces), notes)
    return Converted(blocks, notes.sentences())


def pictures_by_address(find: Callable[[str], Picture | None] | None) -> PictureFor:
    """A finder that looks at a picture's addresses only."""
    return pictures.by_address(find)


class Conversion(Walk):
    """One walk through a tree. ``run`` is the running text not yet set as a paragraph."""

    def __init__(self, base_url: str, picture_for: PictureFor, kept: Kept, notes: Notes) -> None:
        self.base_url = base_url
        self.picture_for = picture_for
        self.kept = kept
        self.notes = notes
        self.count = 0
        self.out: list[Piece] = []
        self.run: list[Atom] = []
        self.deferred: list[Piece] = []

    def pieces(self, nodes: Iterable[Element | Atom]) -> list[Piece]:
        """What ``nodes`` become, apart from what was gathered before."""
        outer = self.out, self.run, self.deferred
        self.out, self.run, self.deferred = [], [], []
        self.flow(nodes)
        self.flush()
        gathered = self.out
        self.out, self.run, self.deferred = outer
        return gathered

    def flow(self, nodes: Iterable[Element | Atom]) -> None:
        """Go on with ``nodes`` where the walk stands."""
        for node in nodes:
            if isinstance(node, Atom):
                self.run.append(node)
            else:
                _rule_for(node)(self, node)

    def flush(self) -> None:
        """Set the running text as paragraphs, and after it what waited for its end."""
        run, self.run = self.run, []
        for atoms in paragraphs(run):
            self._paragraph(atoms)
        waiting, self.deferred = self.deferred, []
        for piece in waiting:
            self.put(piece)

    def _paragraph(self, atoms: list[Atom]) -> None:
        last = self.out[-1] if self.out else None
        if CITE in atoms[0].marks and isinstance(last, dict) and quotations.lacks_source(last):
            last["value"]["source"] = line_of(atoms)
            return
        self.put(embeds.of_bare_address(atoms) or Paragraph(atoms))

    def put(self, piece: Piece) -> None:
        """Add a finished piece."""
        self.count += 1
        if self.count > MAX_BLOCKS:
            raise ImportProblem(f"The text falls into more than {MAX_BLOCKS} parts.")
        if isinstance(piece, dict) and piece["type"] == "image" and pictures.repeats(piece, self.out):
            return
        self.out.append(piece)

    def place(self, pieces: list[Piece]) -> None:
        """Set something that is no text beside the running text, without cutting a sentence in two."""
        if self._between_sentences():
            self.flush()
            for piece in pieces:
                self.put(piece)
        else:
            self.deferred += pieces

    def _between_sentences(self) -> bool:
        for atom in reversed(self.run):
            if atom.is_break:
                return True
            if not is_blank([atom]):
                return atom.text.rstrip().endswith(_SENTENCE_ENDS)
        return True


def container(conversion: Walk, element: Element) -> None:
    """A block that holds others and means nothing itself."""
    conversion.flush()
    conversion.flow(element.children)
    conversion.flush()


def _kept(conversion: Walk, element: Element) -> None:
    blocks = conversion.kept.of(element.attrs.get("key", ""))
    conversion.place([{**block} for block in blocks])


Rule = Callable[[Walk, Element], None]

_FIGURE_CLASSES = {"wp-caption", "gallery-item"}


def _rule_for(element: Element) -> Rule:
    classes = set(element.classes)
    if classes & _FIGURE_CLASSES and element.tag in ("div", "dl"):
        return pictures.figure
    return RULES.get(element.tag, container)


RULES: dict[str, Rule] = {
    KEPT: _kept,
    **{f"h{level}": texts.heading for level in range(1, 7)},
    "dt": texts.term,
    "summary": texts.term,
    "pre": texts.preformatted,
    "hr": texts.rule,
    "blockquote": quotations.blockquote,
    "ul": lists.listing,
    "ol": lists.listing,
    "menu": lists.listing,
    "dir": lists.listing,
    "table": tables.table,
    "img": pictures.image,
    "picture": pictures.picture,
    "figure": pictures.figure,
    "iframe": embeds.frame,
    "embed": embeds.plug_in,
    "object": embeds.plug_in,
    "video": embeds.recording,
    "audio": embeds.recording,
    "form": texts.unconvertible,
    "svg": texts.unconvertible,
    "math": texts.unconvertible,
    "canvas": texts.unconvertible,
    "source": texts.nothing,
    "param": texts.nothing,
}
