"""``python -m bench.publishing.editor ours|plain FOLDER``: a process that has started, and edits when it is told.

It says which articles are the newest, as a line of JSON; then, for each line ``{"pk": 7, "headline": "…"}``, publishes
and says when it began and when it was done, in seconds of the system's monotonic clock, which all processes share.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.corpus.plain import enter

EDITED = 10
"""So many of the newest articles are edited in turn: all of them are on the front page and in the feed."""


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    if kind == "plain":
        enter(folder)
        from bench.rivals.plain_wagtail.models import ArticlePage
    else:
        os.environ["FREESHEET_DIR"] = str(folder.resolve())
        os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
        import django

        django.setup()
        from freesheet.articles.models import ArticlePage
    newest = ArticlePage.objects.live().order_by("-first_published_at", "-pk")[:EDITED]
    _say([{"pk": page.pk, "path": page.get_url_parts()[2], "headline": page.title} for page in newest])
    for line in sys.stdin:
        _say(_edit(ArticlePage, json.loads(line)))


def _edit(model: Any, order: dict[str, Any]) -> dict[str, float]:
    page = model.objects.get(pk=order["pk"])
    page.title = order["headline"]
    began = time.monotonic()
    page.save_revision().publish()
    return {"began": began, "published": time.monotonic()}


def _say(what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
