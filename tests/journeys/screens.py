"""The newsroom's own screens, before axe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from playwright.sync_api import Page
from tests.journeys.test_checkers import AXE, judged

ON_TELEPHONES = frozenset(("desk", "board", "pieces", "record", "sessions", "article"))
"""What is looked at on a small screen too, and in the dark: one of each kind."""

WAGTAILS = {
    "landmark-unique": "form role=",
    "label": "ui-autocomplete-input",
    "aria-input-field-name": "public-DraftEditor-content",
    "page-has-heading-one": "<html",
    "target-size": "w-minimap-toggle",
    "button-name": "w-editing-sessions__session",
}
"""What plain Wagtail 8.0 has wrong as it is installed, by rule, and what is in the tag concerned.

A list's search has the name of the sidebar's; fields for tags, and for text in blocks, have none; the heading of a
snippet's form is of second rank; the button of the small map of a form is small; the face of somebody who looks at the
same page is a button without a name.
"""

SCREENS = {
    "desk": "/newsroom/",
    "board": "/newsroom/plan/",
    "calendar": "/newsroom/plan/calendar/",
    "pieces": "/newsroom/plan/pieces/",
    "pitch": "/newsroom/plan/pieces/add/",
    "corrections": "/newsroom/corrections/",
    "reasons": "/newsroom/corrections/reasons/",
    "translations-behind": "/newsroom/corrections/behind/",
    "bank": "/newsroom/bank/",
    "statement": "/newsroom/bank/read/",
    "bank-accounts": "/newsroom/snippets/contributions/bankaccount/",
    "checks": "/newsroom/checks/",
    "asking": "/newsroom/asking/",
    "asking-rules": "/newsroom/asking/rules/",
    "amounts": "/newsroom/snippets/contributions/ladder/add/?currency=TWD",
    "gifts": "/newsroom/gifts/",
    "nights": "/newsroom/gifts/nights/",
    "newsletter": "/newsroom/newsletter/",
    "quarters": "/newsroom/quarters/",
    "quarter": "/newsroom/quarters/2026-q3/",
    "figures": "/newsroom/gifts/figures/",
    "thanks": "/newsroom/gifts/thanks/",
    "held-gifts": "/newsroom/gifts/held/",
    "pins": "/newsroom/pins/",
    "letters": "/newsroom/letters/",
    "mailbox": "/newsroom/letters/mailbox/",
    "receipt-texts": "/newsroom/snippets/contributions/receipttext/",
    "people": "/newsroom/people/",
    "invitation": "/newsroom/people/invite/",
    "record": "/newsroom/people/record/",
    "sessions": "/newsroom/sessions/",
    "second-factor": "/newsroom/second-factor/",
    "pictures": "/newsroom/images/",
    "recordings": "/newsroom/snippets/media/recording/",
    "settings": "/newsroom/snippets/editions/publication/",
}

LED_TO = {
    "front-page": ("/newsroom/", "Front page"),
    "piece": ("/newsroom/plan/pieces/", "//main//tbody//a"),
    "picture": ("/newsroom/images/", "//ul[contains(@class, 'listing')]//li//a"),
    "recording": ("/newsroom/snippets/media/recording/", "//main//tbody//a"),
    "article": ("/newsroom/pages/search/?q=abolish", "//main//a[contains(@href, '/edit/')]"),
}
"""Screens that are found by a link, on another screen."""


def wrong_in_screens(page: Page, address: str, results: Path) -> list[str]:
    """What axe finds that is not Wagtail's on the screens of whoever is logged in; such a screen is photographed."""
    addresses = {name: address + path for name, path in SCREENS.items()}
    for name, (on, link) in LED_TO.items():
        page.goto(address + on)
        there = page.locator(link) if link.startswith("/") else page.get_by_role("link", name=link, exact=True)
        addresses[name] = urljoin(address, str(there.first.get_attribute("href")))
    wrong = []
    looks: tuple[tuple[int, Literal["light", "dark"], Iterable[str]], ...]
    looks = ((1280, "light", addresses), (390, "dark", ON_TELEPHONES))
    for width, look, names in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=look)
        for name in sorted(names):
            screen = addresses[name]
            answer = page.goto(screen)
            assert answer is not None
            assert answer.status == 200, name
            page.add_script_tag(path=AXE)
            result = judged(page)
            here = [
                f"{name}, {width}, {look}: {each['id']}: {node['target']} {node['html'][:200]}"
                for each in result["violations"]
                for node in each["nodes"]
                if WAGTAILS.get(each["id"], "nowhere") not in node["html"]
            ]
            if here:
                page.screenshot(path=results / f"newsroom-{name}-{width}.png", full_page=True)
            wrong += here
    return wrong
