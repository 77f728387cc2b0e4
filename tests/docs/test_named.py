"""What is said of files and folders is true: recipes name files that are there, folders of tests what they prove."""

from __future__ import annotations

import re
from pathlib import Path

ROOTS = (Path(), Path("model/prakerja"))


def _paths(page: str) -> set[str]:
    """The paths in backticks: with a slash, and an ending or a last slash."""
    said = re.findall(r"`([\w./-]+)`", Path(page).read_text(encoding="utf-8"))
    return {path for path in said if "/" in path and re.search(r"(/|\.\w+)$", path)} - {"out/docs"}


def test_recipes_name_files_that_are_there() -> None:
    named = _paths("CONTRIBUTING.md")
    assert len(named) > 30
    assert sorted(path for path in named if not any((root / path).exists() for root in ROOTS)) == []


NAMED = re.compile(r"`(\w+)(?:\.(\w+))?`(?: \w+)? (?:in|of|\()\s*`([\w./-]+\.py)`")
"""A name that is said to stand in a file: ``advance`` in ``study/x.py``, or ``Headroom.of`` there."""


def _is_there(name: str, path: str) -> bool:
    file = next(root / path for root in ROOTS if (root / path).exists())
    stands = rf"^\s*(?:def|class) {name}\b|^\s*{name}\b(?::[^=\n]+)? ?(?:=|:)"
    return bool(re.search(stands, file.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_what_recipes_name_stands_in_the_file_they_say() -> None:
    named = NAMED.findall(Path("CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 40
    away = [f"{part} in {path}" for *parts, path in named for part in parts if part and not _is_there(part, path)]
    assert away == []


def test_there_are_ten_recipes_each_with_its_test_and_its_golden_summaries() -> None:
    text = Path("CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Ten tasks")[2]
    recipes = text.split("\n### ")[1:]
    assert len(recipes) == 10
    assert [recipe.splitlines()[0] for recipe in recipes if "*Test*" not in recipe or "Golden:" not in recipe] == []


def test_every_folder_of_tests_is_in_the_table_and_no_other() -> None:
    table = re.findall(r"^\| `([\w/]+)/` \|", Path("tests/README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    folders = {path.parent.relative_to("tests").parts[0] for path in Path("tests").glob("*/**/*.py")}
    assert sorted(table) == sorted(folders)
