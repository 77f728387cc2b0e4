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


def test_there_are_ten_recipes_each_with_its_test_and_its_golden_summaries() -> None:
    text = Path("CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Ten tasks")[2]
    recipes = text.split("\n### ")[1:]
    assert len(recipes) == 10
    assert [recipe.splitlines()[0] for recipe in recipes if "*Test*" not in recipe or "Golden:" not in recipe] == []


def test_every_folder_of_tests_is_in_the_table_and_no_other() -> None:
    table = re.findall(r"^\| `([\w/]+)/` \|", Path("tests/README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    folders = {path.parent.relative_to("tests").parts[0] for path in Path("tests").glob("*/**/*.py")}
    assert sorted(table) == sorted(folders)
