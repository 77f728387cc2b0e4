"""The project's settings: what they name is there, and the same number is the same everywhere."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def test_what_is_packed_is_there_and_has_a_place_in_the_package() -> None:
    assert sorted(WHEEL["only-include"]) == sorted(WHEEL["sources"])
    assert all(Path(folder).is_dir() for folder in WHEEL["only-include"])


def test_every_extra_is_in_the_lock_that_all_is_tested_with() -> None:
    lock = Path("Makefile").read_text(encoding="utf-8")
    assert sorted(PROJECT["project"]["optional-dependencies"]) == sorted(re.findall(r"--extra (\w+)", lock))


def test_every_library_has_its_reason_and_no_other_is_told_of() -> None:
    page = Path("docs/model/dependencies.md").read_text(encoding="utf-8")
    told = {name: extras for name, extras in re.findall(r"^\| ([a-z0-9-]+) \| ([a-z, ]*) ?\|", page, re.MULTILINE)}
    told.pop("library")
    asked = defaultdict(set)
    for extra, names in {"": PROJECT["project"]["dependencies"], **PROJECT["project"]["optional-dependencies"]}.items():
        for name in names:
            asked[re.match(r"[A-Za-z0-9-]+", name)[0].lower()].add(extra)
    assert {name: set(extras.strip().split(", ")) for name, extras in told.items()} == asked


def test_editors_break_lines_where_the_style_does() -> None:
    (width,) = re.findall(r"^max_line_length = (\d+)$", Path(".editorconfig").read_text(encoding="utf-8"), re.MULTILINE)
    assert int(width) == PROJECT["tool"]["ruff"]["line-length"]


SHARED = {
    "Office": "an actor of RULES.md, which either engine plays by itself",
    "Paydays": "an actor of RULES.md, which either engine plays by itself",
    "Wave": "the table of a wave in a scenario, and what either engine makes of it",
    "Partner": "what a scenario states of it in world and in policy, and the actor of an engine",
    "Payment": "what a scenario states of it in world and in policy, and the actor of an engine",
    "Registration": "what a scenario's world states of it, and the actor of an engine",
    "Training": "what a scenario's policy states of it, and the actor of an engine",
    "Table": "the tables that a scenario's file is made of, and a table on a page",
    "InForce": "what RULES.md says is in force on a day, as either engine reads it",
    "Purchase": "a table of a scenario, in world and in policy: the file calls both so",
    "Platform": "a table of a scenario, in world and in policy: the file calls both so",
    "Institution": "a table of a scenario, in world and in policy: the file calls both so",
}
"""Names of more than one class, each with the reason."""


def test_no_two_classes_share_a_name_without_a_reason() -> None:
    places = defaultdict(list)
    for file in sorted(Path("model/prakerja").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(file))
    assert {name: files for name, files in places.items() if len(files) > 1 and name not in SHARED} == {}
    assert {name for name in SHARED if len(places[name]) < 2} == set(), "a reason for nothing"
