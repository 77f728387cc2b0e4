"""A stress test in words: a table of policies by misfortunes, and which policy is best under each."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.stress import StressTest

_NAME, _SHORT = 26, 20

_ACROSS, _POLICIES = 4, 3
"""So many misfortunes have room side by side; beyond, they stand one below the other, beside so many policies."""


def stress_nodes(found: StressTest, words: Words) -> Iterator[Node]:
    """Put a stress test into words."""
    planned = found.planned
    middle = origin(planned.provenance, words), words("compare.futures", n=words.number(len(planned)))
    about = words("stress.of", n=words.number(len(planned.names)), m=words.number(len(found.under)))
    yield heading(planned.scenario, planned.seed, words, *middle, about=about)
    yield Sentence(sentence(found, words))
    yield _by_policy(found, words) if len(found.under) <= _ACROSS else _by_misfortune(found, words)
    titles = (f"{name}: {stated(title, words).partition(': ')[0]}" for name, title in found.titles.items())
    where = [words("stress.shipped", folder=found.folder)] if found.folder else []
    yield Note("under", words("stress.under"), (*titles, *where))
    if len(found.under) <= _ACROSS:
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
    policy = short_name(found.planned, best, words, _NAME)
    said = words(
        "stress.sentence", policy=policy, criterion=words(f"criterion.{found.criterion}"), worst=worst, cost=cost
    )
    others = sorted({found.best(name) for name in found.under} - {best})
    if not others:
        return f"{said} {words('stress.stays')}"
    names = words.listed(short_name(found.planned, name, words, _NAME) for name in others)
    return f"{said} {words('stress.turns', others=names)}"


def _by_policy(found: StressTest, words: Words) -> Table:
    """Return a row a policy, a column a misfortune."""
    columns = {"policy": words("stress.policy", criterion=words(f"criterion.{found.criterion}"))}
    columns |= {"planned": words("stress.planned"), **{name: name for name in found.under}}
    return Table("answer", columns, tuple(_rows(found, words)), "<" + ">" * (1 + len(found.under)))


def _by_misfortune(found: StressTest, words: Words) -> Table:
    """Return a row a misfortune, a column each for the policies that are best as planned; the best under each last."""
    measure, ranking = Measure(CRITERIA[found.criterion], words), found.planned.ranking(found.criterion)
    shown = list(dict.fromkeys([found.planned.baseline, *ranking]))[:_POLICIES]
    columns = {"under": words("stress.policy_under", criterion=words(f"criterion.{found.criterion}"))}
    columns |= {policy: short_name(found.planned, policy, words, _SHORT) for policy in shown}
    columns["best"] = words("stress.best")
    levels = [found.planned.range(found.criterion, policy) for policy in shown]
    first = (Cell(measure.level(level, found.planned.scenario), level) for level in levels)
    rows = [(Cell(words("stress.planned"), None), *first, _best_under(found, None, words))]
    for name in found.under:
        changes = (found.change(policy, name) for policy in shown)
        cells = (Cell(measure.change(one), _plain(found, one.baseline, name)) for one in changes)
        rows.append((Cell(name, name), *cells, _best_under(found, name, words)))
    return Table("answer", columns, tuple(rows), "<" + ">" * len(shown) + "<")


def _best_under(found: StressTest, name: str | None, words: Words) -> Cell:
    best = found.best(name)
    return Cell(short_name(found.planned, best, words, _SHORT), best)


def _rows(found: StressTest, words: Words) -> Iterator[tuple[Cell, ...]]:
    measure = Measure(CRITERIA[found.criterion], words)
    for policy in found.planned.names:
        planned = found.planned.range(found.criterion, policy)
        cells = (Cell(measure.change(found.change(policy, name)), _plain(found, policy, name)) for name in found.under)
        level = Cell(measure.level(planned, found.planned.scenario), planned)
        yield Cell(short_name(found.planned, policy, words, _NAME), policy), level, *cells


def _best(found: StressTest, words: Words) -> Iterator[str]:
    yield words(
        "stress.best_line", under=words("stress.planned"), policy=short_name(found.planned, found.best(), words, _NAME)
    )
    for name in found.under:
        policy = short_name(found.planned, found.best(name), words, _NAME)
        yield words("stress.best_line", under=name, policy=policy)


def _plain(found: StressTest, policy: str, name: str) -> dict[str, str | float]:
    """Return a change as plain data."""
    one = found.change(policy, name)
    said = {key: getattr(one, key) for key in ("expected", "error", "low", "high", "verdict")}
    return {"policy": policy, "under": name} | said
