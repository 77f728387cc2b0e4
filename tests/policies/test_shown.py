"""The rule of one's own that pages show, `pay_first`, is one rule everywhere, with a week of five working days."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest

from prakerja.policy import View

PAGES = ["README.md", "model/README.md", *map(str, sorted(Path("scenarios").rglob("*.md")))]
PAGES += map(str, sorted(Path("notebooks").glob("*.ipynb")))
WEEK = 5


def blocks(page: str) -> list[str]:
    """Return the Python of a page, block by block."""
    text = Path(page).read_text(encoding="utf-8")
    if not page.endswith(".ipynb"):
        return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    cells = nbformat.reads(text, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code" and not cell.source.startswith(("%", "!"))]


def shown() -> Iterator[tuple[str, str]]:
    """Return every page that shows the rule, and the rule."""
    for page in PAGES:
        for block in blocks(page):
            for node in ast.walk(ast.parse(block)):
                if isinstance(node, ast.FunctionDef) and node.name == "pay_first":
                    yield page, ast.unparse(node)


RULES = dict(shown())


def test_the_pages_that_show_it() -> None:
    assert set(RULES) == {"README.md", "scenarios/README.md"}


@pytest.mark.parametrize("page", RULES)
def test_it_gives_places_up_to_a_week_of_working_days_and_none_beyond(page: str) -> None:
    place: dict[str, object] = {"np": np}
    exec(RULES[page], place)
    rule = place["pay_first"]
    assert callable(rule)
    view = View.of(target=5_600_000, selected=[3_000_000, 5_500_000, 3_000_000], expected_wait=[WEEK, 0, WEEK + 0.1])
    assert np.asarray(rule(view)).tolist() == [800_000, 100_000, 0]
