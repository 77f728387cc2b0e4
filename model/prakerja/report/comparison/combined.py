"""Portfolios in words: what each lever adds, what levers add jointly, and which combination to take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison import recommended
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.levers import TOGETHER
from prakerja.study.comparison.paired import LEVEL, Difference
from prakerja.study.comparison.portfolios import Portfolios

SHOWN = ("paid_once", "effective", "owed")
"""What is told of where nobody says what counts."""

JOINTLY = " × "
"""Stands between levers of which the joint effect is told."""

_COLUMNS, _PAIRS = 3, 5
_NAME, _LEVER, _BASE, _MIXED = 60, 22, 26, 18


def portfolio_nodes(found: Portfolios, words: Words) -> Iterator[Node]:
    """Put portfolios into words."""
    comparison = found.comparison
    baseline = _named(found, comparison.baseline, words)
    counts = {"n": words.number(len(comparison.names)), "m": words.number(len(found.levers))}
    middle = origin(comparison.provenance, words), words("compare.futures", n=words.number(len(comparison)))
    whole = found.runs == 2 ** len(found.levers)
    counts["all"] = words.number(2 ** len(found.levers))
    about = words("combine.of" if whole else "combine.of_all", baseline=baseline, **counts)
    yield heading(comparison.scenario, comparison.seed, words, *middle, about=about)
    yield Sentence(sentence(found, words))
    shown = criteria_shown(found)
    columns = {"levers": words("combine.lever"), **{name: words(f"criterion.{name}") for name in shown}}
    rows = tuple(_row(found, some, words) for some in rows_shown(found))
    yield Table("answer", columns, rows, "<" + ">" * len(shown))
    if lines := tuple(_gains(found, words)):
        yield Note("together", words("combine.together"), lines)
    yield from _choices(found, words)
    yield Note("reading", words("combine.reading"), tuple(_reading(found, words)))
    yield from _whole(found)


def criteria_shown(found: Portfolios) -> list[str]:
    """Name the criteria a screen has room for: those of the preferences, else the main ones."""
    judged = [one.name for one in found.comparison.criteria]
    asked = found.preferences.criteria if found.preferences else SHOWN
    return ([name for name in asked if name in judged] or judged)[:_COLUMNS]


def sentence(found: Portfolios, words: Words) -> str:
    """Say which combination is best, and whether it is more than its parts."""
    if found.recommendation:
        return recommended.sentence(found.recommendation, words)
    criterion = criteria_shown(found)[0]
    best, said = _best(found), words(f"criterion.{criterion}")
    baseline = _named(found, found.comparison.baseline, words)
    if not found.within[best]:
        return words("combine.nothing", criterion=said, baseline=baseline)
    total, parts, beyond = _sizes(found, criterion, best, words)
    first = words("combine.best", criterion=said, policy=_named(found, best, words), gain=total, baseline=baseline)
    return f"{first} {words('combine.parts', sum=parts, beyond=beyond)}" if len(found.within[best]) > 1 else first


def rows_shown(found: Portfolios) -> list[tuple[str, ...]]:
    """Return all levers, then the pairs whose joint effect stands out most in a criterion that is shown."""

    def standing_out(pair: tuple[str, ...]) -> float:
        effects = [found.on_average(name, *pair) for name in criteria_shown(found)]
        return max(abs(one.expected) / one.error if one.error else 0.0 for one in effects)

    pairs = sorted(combinations(found.levers, 2), key=lambda pair: -standing_out(pair))
    return [*((lever,) for lever in found.levers), *pairs[:_PAIRS]]


def _best(found: Portfolios) -> str:
    """Return the combination the screen is about: the recommended, else the best by the first criterion."""
    if found.recommendation:
        return found.recommendation.policy
    return found.comparison.ranking(criteria_shown(found)[0])[0]


def _named(found: Portfolios, policy: str, words: Words) -> str:
    width = _BASE if not found.within[policy] else max(_NAME, len(policy))
    return short_name(found.comparison, policy, words, width)


def _row(found: Portfolios, levers: tuple[str, ...], words: Words) -> tuple[Cell, ...]:
    said = JOINTLY.join(_lever(found, lever, words, _LEVER) for lever in levers)
    effects = [found.on_average(name, *levers) for name in criteria_shown(found)]
    cells = (Cell(Measure(one.criterion, words).change(one), _plain(one)) for one in effects)
    return Cell(said, TOGETHER.join(levers)), *cells


def _lever(found: Portfolios, lever: str, words: Words, width: int) -> str:
    return short_name(found.comparison, found.policy(lever), words, width)


def _plain(one: Difference) -> dict[str, str | float]:
    return {key: getattr(one, key) for key in ("expected", "error", "low", "high", "verdict")}


def _gains(found: Portfolios, words: Words) -> Iterator[str]:
    """Say of the best combination what it brings, and what its parts add up to."""
    best = _best(found)
    for name in criteria_shown(found) if len(found.within[best]) > 1 else ():
        total, parts, beyond = _sizes(found, name, best, words)
        yield words("combine.gain", criterion=words(f"criterion.{name}"), total=total, sum=parts, beyond=beyond)


def _sizes(found: Portfolios, criterion: str, policy: str, words: Words) -> tuple[str, str, str]:
    """Write what a combination brings over the base, what its parts add up to, and the difference."""
    levers, measure = found.within[policy], Measure(CRITERIA[criterion], words)
    total, beyond = found.together(criterion, *levers), found.beyond_the_parts(criterion, *levers)
    parts = measure.signed_size(total.expected - beyond.expected)
    return measure.change(total), parts, measure.change(beyond)


def _choices(found: Portfolios, words: Words) -> Iterator[Note]:
    """Tell how many are allowed, the cheapest, and whether fewer levers do as well."""
    advice = found.recommendation
    if advice is None:
        return
    if advice.preferences.require:
        counts = {"n": words.number(len(advice.allowed)), "all": words.number(len(found.comparison.names))}
        yield Note("allowed", words("combine.kept"), (words("combine.how_many", **counts),))
    if found.cheapest:
        yield Note("cheapest", words("combine.cheapest"), (_cheapest(found, words), words("combine.not_counted")))
    if found.simplest and found.simplest != advice.policy:
        said = words("combine.as_good", policy=_named(found, found.simplest, words))
        yield Note("simplest", words("combine.simplest"), (said,))


def _cheapest(found: Portfolios, words: Words) -> str:
    assert found.cheapest is not None
    assert found.recommendation is not None
    measure = Measure(CRITERIA["owed"], words)
    cost = float(found.cost(found.cheapest).mean())
    if found.cheapest == found.recommendation.policy:
        return words("combine.cost_same", cost=measure.size(cost))
    less = float(found.cost(found.recommendation.policy).mean()) - cost
    return words(
        "combine.cost", policy=_named(found, found.cheapest, words), cost=measure.size(cost), less=measure.size(less)
    )


def _reading(found: Portfolios, words: Words) -> Iterator[str]:
    yield from _fraction(found, words)
    left = comb(len(found.levers), 2) - _PAIRS
    yield words("combine.how", n=words.number(found.contrasts), level=words.percent(LEVEL))
    if left > 0:
        yield words("combine.more", n=words.number(left))


def _fraction(found: Portfolios, words: Words) -> Iterator[str]:
    """Say of a fraction what it mixes, and how well it foretold what was run afterwards."""
    if found.runs == 2 ** len(found.levers):
        return
    criterion = criteria_shown(found)[0]
    yield words(
        "combine.afterwards",
        runs=words.number(found.runs),
        n=words.number(len(found.within) - found.runs),
        criterion=words(f"criterion.{criterion}"),
        missed=Measure(CRITERIA[criterion], words).size(found.missed_by(criterion)),
    )
    mixed = {frozenset([pair, *found.mixed_with(*pair)]) for pair in combinations(found.levers, 2)}
    chains = sorted(sorted(chain) for chain in mixed if len(chain) > 1)
    said = [
        words("combine.or").join(JOINTLY.join(_lever(found, lever, words, _MIXED) for lever in pair) for pair in chain)
        for chain in chains
    ]
    yield words("combine.mixed", pairs="; ".join(said)) if said else words("combine.clear")


def _whole(found: Portfolios) -> Iterator[Data]:
    """Return all effects, for programs."""
    advice = found.recommendation
    yield Data("provenance", lambda: found.provenance)
    yield Data("combinations", lambda: found.within)
    yield Data("effects", found.to_dataframe)
    yield Data("recommended", lambda: advice.policy if advice and advice.allowed else None)
    yield Data("allowed", lambda: advice.allowed if advice else None)
    yield Data("cheapest", lambda: found.cheapest)
    yield Data("simplest", lambda: found.simplest)
