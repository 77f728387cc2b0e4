"""The built site is whole, and nothing is fetched by it: `python -m tests.docs.site FOLDER`, the end of `make docs`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_FETCHED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=\"(?:https?:)?//", re.IGNORECASE)

HOLDS = {
    "index.html": 'url=docs/index.html"',
    "docs/reference/command-line.html": "Futures to simulate",
    "notebooks/01_forecast.html": "_images/",  # outputs as they were kept
    "docs/reference/prakerja.html": "chance_of_both",
}
"""Pages that must be there, and what only a site that was built whole has on each."""


def wrong_with(site: Path) -> list[str]:
    """Return what is wrong with a site, a line each."""
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    fetching = [f"{page}: fetches from elsewhere" for page, text in sorted(pages.items()) if _FETCHED.search(text)]
    return fetching + [f"{page}: lacks {sign}" for page, sign in HOLDS.items() if sign not in pages.get(page, "")]


if __name__ == "__main__":
    sys.exit("\n".join(wrong_with(Path(sys.argv[1]))) or 0)
