"""What could be wrong: every small change that cosmic-ray knows to make, and a random sample of them."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from typing import Any

from cosmic_ray.ast import Visitor, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

MODEL = Path(__file__).parents[2] / "model"
ROOMS = ("programme", "policy", "study/calibration")
_NEED_NAMES = {"core/VariableReplacer", "core/VariableInserter"}
_SAME_OBJECT = ("_Is", "_IsNot")  # of two numbers, or a word: what nobody writes by mistake
_FOR_SPEED = ("@compiled", "@inlined", "@allocating", "@cache", "@lru_cache")  # without them the numbers are the same
_NEVER_CHANGED = {"name", "string", "newline", "endmarker", "fstring_string", "trailer", "simple_stmt", "expr_stmt"}

Position = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Mutant:
    """One change to one file: the `occurrence`-th that an operator can make there."""

    file: str
    operator: str
    occurrence: int
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator.removeprefix('core/')} {self.occurrence}"

    @property
    def module(self) -> str:
        """The name by which the file is imported."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def source(self) -> str:
        """Give the file with the change."""
        return mutate_code((MODEL / self.file).read_text(), get_operator(self.operator)(), self.occurrence)

    def difference(self) -> list[str]:
        """Give the lines that go and those that come."""
        lines = ndiff((MODEL / self.file).read_text().splitlines(), self.source().splitlines())
        return [f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "+-"]

    def is_a_fault(self) -> bool:
        """Whether it can be run and differs in more than types and speed."""
        old = (MODEL / self.file).read_text()
        if self.operator.endswith("RemoveDecorator") and old.splitlines()[self.line - 1].strip() in _FOR_SPEED:
            return False
        try:
            return _bare(self.source()) != _bare(old)
        except SyntaxError:
            return False


def sampled(count: int, seed: int = 1) -> list[Mutant]:
    """Draw mutants: places by chance, each file in proportion to its places, then one of the changes at each place.

    Whoever stops early has a sample, too: the order keeps the proportions.
    """
    order: list[tuple[float, str, list[Mutant]]] = []
    for room in ROOMS:
        for path in sorted((MODEL / "prakerja" / room).rglob("*.py")):
            file = path.relative_to(MODEL).as_posix()
            dice = random.Random(f"{seed} {file}")
            places = list(_places(file).values())
            dice.shuffle(places)
            order += [((at + dice.random()) / len(places), file, place) for at, place in enumerate(places)]
    found: list[Mutant] = []
    for _, file, place in sorted(order, key=lambda entry: entry[:2]):
        random.Random(f"{seed} {file} {place[0]}").shuffle(place)
        fault = next((mutant for mutant in place if mutant.is_a_fault()), None)
        found += [fault] if fault else []
        if len(found) == count:
            break
    return found


def _places(file: str) -> dict[tuple[Position, str], list[Mutant]]:
    """Give the changes to a file by where they are, and of what kind."""
    finder = _Finder()
    finder.walk(get_ast((MODEL / file).read_text()))
    places: dict[tuple[Position, str], list[Mutant]] = defaultdict(list)
    for operator, position, occurrence in finder.found:
        places[position, operator.split("_")[0]].append(Mutant(file, operator, occurrence, position[0][0]))
    return places


class _Finder(Visitor):
    """Walks as cosmic-ray does when it makes a change, so that occurrences have the numbers it gives them."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Position, int]] = []
        self._operators = dict(_operators())
        self._count: dict[str, int] = defaultdict(int)

    def visit(self, node: Any) -> Any:
        for name, operator in self._operators.items() if node.type not in _NEVER_CHANGED else ():
            for position in operator.mutation_positions(node):
                self.found.append((name, position, self._count[name]))
                self._count[name] += 1
        return node


def _operators() -> Iterator[tuple[str, Any]]:
    for name in operator_names():
        if name not in _NEED_NAMES and not ("Comparison" in name and name.endswith(_SAME_OBJECT)):
            yield name, get_operator(name)()


def _bare(source: str) -> str:
    return ast.dump(_WithoutTypes().visit(ast.parse(source)))


class _WithoutTypes(ast.NodeTransformer):
    """Takes away what is never evaluated: annotations, of which Python keeps the text."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)
