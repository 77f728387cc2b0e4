"""The page of worlds is what the tests say, and every world is on it."""

from __future__ import annotations

import re

from tests.worlds.page import CHAPTERS, HERE, PAGE, page


def test_the_page_is_made_from_the_tests() -> None:
    """After a change of a world: python -m tests.worlds.page."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_world_is_on_the_page_with_its_arithmetic() -> None:
    """As many headings as tests in the folder, but for this file's; each with its arithmetic, and what is asked for."""
    chapters = [path for path in HERE.glob("test_*.py") if path.stem != "test_page"]
    assert {path.stem for path in chapters} == set(CHAPTERS)
    worlds = sum(len(re.findall(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in chapters)
    assert len(re.findall(r"^### ", page(), re.MULTILINE)) == worlds
    for world in page().split("\n### ")[1:]:
        name, arithmetic, *_ = world.split("\n\n")
        assert len(arithmetic) > 20, name
        assert re.search(r"```python\n.+\n```", world, re.DOTALL), name
