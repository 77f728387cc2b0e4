"""README.md of this folder: every world, its arithmetic, and what both engines are asked for, taken from the tests.

``python -m tests.worlds.page`` writes it; `test_page.py` holds it to the tests. So no number stands there that is not
asserted, and no world is missing.
"""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from textwrap import dedent

from tests.worlds import tiny

HERE = Path(__file__).parent
PAGE = HERE / "README.md"
CHAPTERS = (
    "test_selection",
    "test_quotas",
    "test_triggers",
    "test_training",
    "test_paying",
    "test_levers",
    "test_money",
    "test_change",
    "test_hurry",
    "test_classes",
    "test_edges",
)

_HEAD = """# Worlds worked out by hand

Small worlds whose answer anybody can compute. Each changes something in the base world below; its arithmetic follows,
and the lines that both engines, the cohorts of `programme` and the persons of `person`, have to satisfy
(`pytest tests/worlds`). In them `changes(total)` gives the days on which a total rises, and by how much,
`{5: 4, 6: 3}` being 4 on day 5 and 3 on day 6; `nonzero(series)` gives the days on which a flow or a stock is not 0,
and what it is then. Where a world has chance in it, the line is one that holds whatever falls, or speaks of the odds:
`odds(world, stage)` gives those of leaving a stage on each day, and `surprising(total, of, odds)` the days on which a
total rises by what is five standard errors or more from them.

This page is made from the tests (`python -m tests.worlds.page`), and a test holds it to them.

## The base world
"""


def page() -> str:
    """Write the page."""
    base = (inspect.getdoc(tiny) or "").partition("\n\nThe base world, in")[2]
    parts = [f"{_HEAD}\nIn{base}", ""]
    for chapter in CHAPTERS:
        source = (HERE / f"{chapter}.py").read_text(encoding="utf-8")
        tree = ast.parse(source)
        parts += [f"## {_heading(tree)}", f"[{chapter}.py]({chapter}.py)", ""]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                parts += _world(node, source)
    return "\n".join(parts).rstrip() + "\n"


def _heading(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").splitlines()[0].split(",")[0].rstrip(".")


def _world(test: ast.FunctionDef, source: str) -> list[str]:
    """Write a world: its name, its arithmetic, its assertions."""
    said = test.name.removeprefix("test_").replace("_", " ")
    arithmetic = re.sub(r"(?<!\n)\n(?![\n|*])", " ", dedent(ast.get_docstring(test) or ""))
    lines = sorted((node for node in ast.walk(test) if isinstance(node, ast.Assert)), key=lambda node: node.lineno)
    asserted = [re.sub(r"\s+", " ", ast.get_source_segment(source, node.test) or "") for node in lines]
    return [f"### {said[0].upper()}{said[1:]}", "", arithmetic, "", "```python", *asserted, "```", ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
