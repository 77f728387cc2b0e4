"""A stress test in words: a table of policies by misfortunes, and which policy is best under each."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.stress import StressTest

_NAME = 26


def stress_nodes(found: StressTest, words: Words) -> Iterator[Node]:
    """Put a stress test into words."""
    planned = found.planned
    middle = origin(planned.provenance, words), words("compare.futures", n=words.number(len(planned)))
    about = words("stress.of", n=words.number(len(planned.names)), m=words.number(len(found.under)))
    yield heading(planned.scenario, planned.seed, words, *middle, about=about)
    yield Sentence(sentence(found, words))
    columns = {"policy": words("stress.policy", criterion=words(f"criterion.{found.criterion}"))}
    columns |= {"planned": words("stress.planned"), **{name: name for name in found.under}}
    yield Table("answer", columns, tuple(_rows(found, words)), "<" + ">" * (1 + len(found.under)))
    yield Note("under", words("stress.under"), tuple(f"{name}: {title}" for name, title in found.titles.items()))
    yield Note("best", words("stress.best"), tuple(_best(found, words)))
    yield Note("reading", words("stress.reading"), (words("stress.how"),))
    yield Data("provenance", lambda: found.provenance)
    yield Data("criterion", lambda: found.criterion)
    yield Data("changes", lambda: [_plain(found, policy, name) for name in found.under for policy in planned.names])


def sentence(found: StressTest, words: Words) -> str:
    """Say which misfortune costs the planned best most, and whether another policy would then be better."""
    best = found.best()
    sign = CRITERIA[found.criterion].sign
    worst = min(found.under, key=lambda name: sign * found.change(best, name).expected)
    cost = Measure(CRITERIA[found.criterion], words).expected_change(found.change(best, worst))
    policy = short_name(found.planned, best, _NAME)
    said = words(
        "stress.sentence", policy=policy, criterion=words(f"criterion.{found.criterion}"), worst=worst, cost=cost
    )
    others = sorted({found.best(name) for name in found.under} - {best})
    if not others:
        return f"{said} {words('stress.stays')}"
    names = words.listed(short_name(found.planned, name, _NAME) for name in others)
    return f"{said} {words('stress.turns', others=names)}"


def _rows(found: StressTest, words: Words) -> Iterator[tuple[Cell, ...]]:
    measure = Measure(CRITERIA[found.criterion], words)
    for policy in found.planned.names:
        planned = found.planned.range(found.criterion, policy)
        cells = (Cell(measure.change(found.change(policy, name)), _plain(found, policy, name)) for name in found.under)
        level = Cell(measure.level(planned, found.planned.scenario), planned)
        yield Cell(short_name(found.planned, policy, _NAME), policy), level, *cells


def _best(found: StressTest, words: Words) -> Iterator[str]:
    yield words(
        "stress.best_line", under=words("stress.planned"), policy=short_name(found.planned, found.best(), _NAME)
    )
    for name in found.under:
        policy = short_name(found.planned, found.best(name), _NAME)
        yield words("stress.best_line", under=name, policy=policy)


def _plain(found: StressTest, policy: str, name: str) -> dict[str, str | float]:
    """Return a change as plain data."""
    one = found.change(policy, name)
    said = {key: getattr(one, key) for key in ("expected", "error", "low", "high", "verdict")}
    return {"policy": policy, "under": name} | said
