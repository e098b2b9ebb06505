"""HTML that nobody here wrote, turned into the blocks of a body: nothing unsafe stays, nothing is lost unsaid."""

from freesheet.importers.html.conversion import Converted, ImageTag, blocks_from_html, convert_html
from freesheet.importers.html.kept import Kept
from freesheet.importers.html.plain import plain_text

__all__ = ["Converted", "ImageTag", "Kept", "blocks_from_html", "convert_html", "plain_text"]
