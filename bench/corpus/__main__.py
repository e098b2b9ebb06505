"""``python -m bench.corpus KIND FOLDER COUNT``: make the newspaper, for us, Hugo or a plain Wagtail."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.showing import bar

KINDS = ("paper", "hugo", "plain")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    arguments = parser.parse_args()
    if arguments.kind == "paper":
        from bench.corpus.paper import make
    elif arguments.kind == "hugo":
        from bench.corpus.hugo import make
    else:
        from bench.corpus.plain import make
    with bar(f"Writing articles ({arguments.kind})", arguments.count) as step:
        make(arguments.folder, arguments.count, step)


if __name__ == "__main__":
    main()
