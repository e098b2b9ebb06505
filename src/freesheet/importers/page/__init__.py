"""Reads one saved article page, plain text or HTML, and tells the story from the site around it.

``read_page`` (bytes in, :class:`~freesheet.importers.page.page.SavedPage` out) is the door. Nothing
here touches Django, the database or the network. The words that give furniture away are data: one
file per language in ``phrases/``; a new language is a new file.
"""

from freesheet.importers.page.page import SavedPage, read_file, read_page
from freesheet.importers.page.rulings import Kind, Offered, Verdict

__all__ = ["Kind", "Offered", "SavedPage", "Verdict", "read_file", "read_page"]
