"""The operators' page about settings, written from the table itself: ``make docs``."""

from __future__ import annotations

import json
from pathlib import Path

from freesheet.project.publication import LANGUAGES, MAX_SETTINGS_BYTES, SETTINGS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "operators" / "settings.md"

_KINDS = {str: "text in quotes", int: "a whole number", list: "a list in brackets"}


def settings_page() -> str:
    """The page, as Markdown."""
    lines = [
        "# Settings",
        "",
        "<!-- Written by `make docs` from the table in src/freesheet/project/publication.py. Change it there. -->",
        "",
        "Settings are in `freesheet.toml` in the publication's folder, in [TOML](https://toml.io/). Restart",
        "`freesheet serve` after a change. A setting that is not in the file has its default. A name or a value that",
        "Freesheet does not know stops it with a sentence that says which, so a slip of the pen never goes unnoticed.",
        f"The file may have {MAX_SETTINGS_BYTES:,} bytes.",
        "",
        "What the outlet says of itself and what it looks like (name, logo, imprint, appeal, colours) is not here:",
        "that is set in the newsroom, under Publication, for each language.",
    ]
    for setting in SETTINGS:
        lines += [
            "",
            f"## {setting.name}",
            "",
            setting.help,
            "",
            f"- What to write: {_KINDS[setting.type]}",
            f"- Default: `{json.dumps(setting.default)}`",
        ]
    lines += ["", "## Languages that an edition may have", "", "| code | language |", "|---|---|"]
    lines += [f"| `{code}` | {name} |" for code, name in LANGUAGES.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(settings_page(), "utf-8")
