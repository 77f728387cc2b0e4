"""A thousand bits turned over and ends cut off, over every kind of file that is kept or saved: none may be silent."""

from __future__ import annotations

import logging
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ensemble.kept import kept_in, silent

TRIES = 1000


def damage_lines(tries: int = TRIES) -> tuple[list[str], int]:
    """Return a table of what was tried, and how many damages were taken for what was written."""
    logging.getLogger("prakerja").setLevel(logging.ERROR)  # it has a line for every block that is damaged
    lines, all_silent = ["| kind of file | bytes | damages | silent |", "|---|---|---|---|"], 0
    with TemporaryDirectory() as folder:
        for name, kept in kept_in(Path(folder)).items():
            found = silent(kept, tries // 4, random.Random(f"campaign {name}"))
            lines.append(f"| {name} | {kept.file.stat().st_size:,} | {tries // 4} | {found} |")
            all_silent += found
    return lines, all_silent
