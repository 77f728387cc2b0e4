"""What is written for people: the files, and what stands between their fences."""

from __future__ import annotations

import re
from pathlib import Path

WRITTEN = [
    Path("README.md"),
    Path("CONTRIBUTING.md"),
    Path("CHANGELOG.md"),
    *sorted(Path("docs").rglob("*.md")),
    *sorted(Path("model").glob("*.md")),
    Path("scenarios/README.md"),
    Path("tests/README.md"),
    Path("tests/worlds/README.md"),
]
"""All of them."""

_FENCED = re.compile(r"^( *)```(\S*)\n(.*?)^ *```", flags=re.MULTILINE | re.DOTALL)
_COMMENTED = re.compile(r"\s{2,}|\s#|\s>\s")


def fenced(path: Path, language: str) -> list[str]:
    """Return the blocks of a file in a language, taken out of the list they may stand in."""
    found = _FENCED.findall(path.read_text(encoding="utf-8"))
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, said, text in found if said == language]


def commands(path: Path) -> list[str]:
    """Return the lines of a file that call `prakerja`, without what is said about them."""
    lines = "\n".join([*fenced(path, ""), *fenced(path, "bash")]).splitlines()
    called = [line.strip().removeprefix(".venv/bin/") for line in lines]
    return [_COMMENTED.split(line)[0] for line in called if line.startswith("prakerja ")]
