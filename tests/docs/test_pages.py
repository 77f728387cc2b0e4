"""Every page that is written is found from the first one, and nothing is named that is not there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs.files import WRITTEN

FIRST = Path("docs/index.md")


def _settings() -> dict[str, object]:
    """The plain settings of the site, read without Sphinx."""
    tree = ast.parse(Path("docs/conf.py").read_text(encoding="utf-8"))
    plain: dict[str, object] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Constant)):
            plain.update({name.id: ast.literal_eval(node.value) for name in node.targets if isinstance(name, ast.Name)})
    return plain


def _pages() -> set[Path]:
    patterns = _settings()["include_patterns"]
    assert isinstance(patterns, list)
    return {path for pattern in patterns for path in Path().glob(pattern.replace("**.md", "**/*.md"))}


def _named_by(page: Path) -> set[Path]:
    """The pages that stand in the toctrees of a page."""
    trees = re.findall(r"```\{toctree\}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    entries = [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]
    named: set[Path] = set()
    for entry in entries:
        where = Path(entry[1:]) if entry.startswith("/") else page.parent / entry
        found = {path for path in where.parent.glob(f"{where.name}.*") if path.suffix in (".md", ".ipynb")}
        assert found, f"{page} names {entry}, which is not there"
        named |= found
    return named


def test_every_page_is_found_from_the_first_and_nothing_else_is_named() -> None:
    found, new = {FIRST}, {FIRST}
    while new:
        new = set().union(*(_named_by(page) for page in new if page.suffix == ".md")) - found
        found |= new
    assert found == _pages()
    assert len(found) > 20


def test_what_is_written_for_people_is_in_the_site() -> None:
    assert set(WRITTEN) | set(Path("notebooks").glob("*.ipynb")) == _pages()


def test_every_floor_has_a_page_of_reference() -> None:
    floors = {path.parent.name for path in Path("model/prakerja").glob("*/__init__.py")}
    pages = {path.stem for path in Path("docs/reference").glob("*.md") if "```{modules}" in path.read_text()}
    assert pages == floors


def test_every_linked_file_is_there() -> None:
    missing = [
        f"{page}: {link}"
        for page in WRITTEN
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if not link.startswith("http") and not (page.parent / link).exists()
    ]
    assert missing == []
