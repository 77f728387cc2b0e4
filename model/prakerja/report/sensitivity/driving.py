"""What drives an answer, in words: the sentence, the table, what to measure next, how to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pandas import DataFrame

from prakerja.report.common.causes import cause
from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.scale import KINDS, scale_of
from prakerja.report.common.words import Words
from prakerja.study import Drivers
from prakerja.study.runs.quantities import QUANTITIES
from prakerja.study.sensitivity.information_value import Question
from prakerja.study.sensitivity.sobol import Index

_ROWS, _NAMED, _TO_MEASURE = 5, 3, 2
LONGEST_CAUSE = 50
_OPEN = 0.005
"""From this chance on, and up to 1 less it, whether a target is met is open."""


def drivers_nodes(found: Drivers, words: Words) -> Iterator[Node]:
    """Put what drives an answer into words."""
    draws = words("foot.draws", n=words.number(found.provenance["draws"]))
    yield heading(found.scenario, found.seed, words, origin(found.provenance, words), draws)
    yield Sentence(" ".join(_sentences(found, words)))
    columns = {
        "value": words("drive.value"),
        "swing": words("drive.swing"),
        "alone": words("drive.alone"),
        "total": words("drive.total"),
        "rank": words("drive.rank"),
    }
    yield Table("answer", columns, tuple(_rows(found, words)))
    yield Note("worth", words("drive.worth"), tuple(_worth(found, words)))
    yield Note("target", words("drive.target"), (_target(found, words),))
    how = (words("drive.how"), *([words("drive.given_rows")] if found.given else []))
    yield Note("reading", words("drive.reading"), how)
    yield from _whole(found, words)


def _whole(found: Drivers, words: Words) -> Iterator[Data]:
    """Return all that was found, for programs: a row a value of the world, the widest swing first."""
    outcome = {"name": found.outcome, "range": found.range, "at_the_middle": found.tornado.middle}

    def values() -> DataFrame:
        table = found.to_dataframe()
        return table.assign(name=[cause(str(path), words) for path in table.index])

    yield Data("provenance", lambda: found.provenance)
    yield Data("outcome", lambda: outcome)
    yield Data("values", values)
    yield Data("together", lambda: [index for index in found.indices if len(index.paths) > 1])
    yield Data("questions", lambda: found.questions)


def amount(value: float, name: str, words: Words, short: bool = False, beside: float | None = None) -> str:
    """Write a number of a quantity with its unit.

    Parameters
    ----------
    value, name
        The number and the quantity.
    short
        Whether the unit is abbreviated.
    beside
        A number whose scale is used.

    Examples
    --------
    >>> amount(4.06e12, "owed", Words("en")), amount(12.34, "wait_mean", Words("id"))
    ('Rp4.06 trillion', '12,3 hari')
    >>> amount(554_000, "selected", Words("en"), beside=3_600_000)
    '0.55 million'
    """
    unit = QUANTITIES[name].unit
    if unit == "days":
        return words.days(value, 1)
    said = words.amount(value, scale_of(value if beside is None else beside, KINDS[unit]), short)
    return words("unit.rupiah") + said if unit == "rupiah" else said


def span(ends: tuple[float, float], name: str, words: Words, short: bool = False) -> str:
    """Write from where to where a quantity goes, its unit once, whichever is larger."""
    unit = QUANTITIES[name].unit
    if unit == "days":
        return "–".join(words.number(end, 1) for end in sorted(ends))
    low, high = sorted(ends)
    return words.span((low, high), KINDS[unit], short=short)


def strongest(found: Drivers) -> list[Index]:
    """Return the values with indices of their own, those with the greatest part in the variance first."""
    return sorted((index for index in found.indices if len(index.paths) == 1), key=lambda index: -index.total)


def others(found: Drivers) -> Index | None:
    """Return the values that were exchanged together, if any were."""
    return next((index for index in found.indices if len(index.paths) > 1), None)


def what(name: str, words: Words) -> str:
    """Name a quantity within a sentence."""
    return words(f"quantity.{name}")


def _sentences(found: Drivers, words: Words) -> Iterator[str]:
    asked = {"day": words.day(found.scenario.clock.year_end, long=True), "what": what(found.outcome, words)}
    named = strongest(found)[:_NAMED]
    if not named:
        yield words("drive.certain", middle=amount(found.tornado.middle, found.outcome, words), **asked)
        return
    causes = [cause(index.paths[0], words) for index in named]
    first = next(swing for swing in found.tornado.swings if swing.path == named[0].paths[0])
    ends = {"low": first.at_low, "high": first.at_high}
    yield words(
        "drive.hangs",
        causes=words.listed(causes),
        **{name: amount(end, found.outcome, words) for name, end in ends.items()},
        **asked,
    )
    if found.about("owed").variance:
        yield measure_first(found, words)


def measure_first(found: Drivers, words: Words, title: bool = False) -> str:
    """Say what to measure first to foresee what will be owed, in a sentence or as a title."""
    owed = found.about("owed")
    if not owed.telling:
        return words("drive.no_measure", what=what("owed", words))
    best = owed.telling[0]
    errors = {"now": owed.error, "then": owed.error_knowing(best)}
    return words(
        "title.worth" if title else "drive.measure",
        what=what("owed", words),
        cause=cause(best.path, words),
        **{name: amount(error, "owed", words, short=title, beside=owed.mean) for name, error in errors.items()},
    )


def _rows(found: Drivers, words: Words) -> Iterator[tuple[Cell, ...]]:
    swings = {swing.path: swing for swing in found.tornado.swings}
    ranks = {driver.path: driver.correlation for driver in found.correlations}
    for index in strongest(found)[:_ROWS]:
        (path,) = index.paths
        ends, rank = (swings[path].at_low, swings[path].at_high), ranks.get(path, 0.0)
        name = textwrap.shorten(cause(path, words), LONGEST_CAUSE, placeholder=" …")
        swing = Cell(span(ends, found.outcome, words, short=True), ends)
        yield Cell(name, path), swing, *_shares(index, words), Cell(words.signed(rank, 2), rank)
    rest = others(found)
    if rest:
        name = words("drive.others", n=words.number(len(rest.paths)))
        yield Cell(name, rest.paths), Cell(""), *_shares(rest, words), Cell("")


def _shares(index: Index, words: Words) -> tuple[Cell, Cell]:
    low, high = (words.number(100 * end) for end in index.total_range)
    first, total = words.percent(max(index.first, 0)), f"{words.percent(max(index.total, 0))} ({low}–{high})"
    return Cell(first, index.first), Cell(total, {"total": index.total, "range": index.total_range})


def _worth(found: Drivers, words: Words) -> Iterator[str]:
    for name in dict.fromkeys(("owed", found.outcome)):
        asked = found.about(name)
        yield words("drive.about", what=what(name, words), now=amount(asked.error, name, words, beside=asked.mean))
        for worth in asked.telling[:_TO_MEASURE]:
            then = amount(asked.error_knowing(worth), name, words, short=True, beside=asked.mean)
            yield words("drive.narrows", cause=cause(worth.path, words), then=then, share=words.percent(worth.share))
        if not asked.telling:
            yield words("drive.tells_none")


def _target(found: Drivers, words: Words) -> str:
    """Say what would tell most about the target, for the count whose reaching it is most open."""
    asked, goal = found.target, words.goal(found.scenario.policy.target.recipients, "people")
    if not is_open(asked):
        counts = [question for question in found.questions if question.at_least is not None]
        chances = [f"{words(f'line.{count.name}')} {words.percent(count.mean, 1)}" for count in counts]
        return words("drive.target_sure", target=goal, chances=", ".join(chances))
    told = {"target": goal, "count": words(f"line.{asked.name}"), "chance": words.percent(asked.mean)}
    if not asked.telling:
        return words("drive.target_noise", **told)
    best = asked.telling[0]
    return words("drive.target_tells", cause=cause(best.path, words), share=words.percent(best.share), **told)


def is_open(asked: Question) -> bool:
    """Return whether it is open if a target is met."""
    return _OPEN <= asked.mean <= 1 - _OPEN
