"""What changed since an earlier forecast, in words: the answer, step by step, what came, which beliefs moved."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.causes import cause
from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, shown_name
from prakerja.report.common.scale import KINDS, scale_of
from prakerja.report.common.words import Words, table
from prakerja.study import Update
from prakerja.study.evaluation.update import ANSWERS, Belief, Moved, Shift
from prakerja.study.runs.quantities import OBSERVED, QUANTITIES

FIRST = "effective"
"""The answer that the sentence and the figures are about."""

_CAME, _MOVED = 6, 5


def update_nodes(found: Update, words: Words) -> Iterator[Node]:
    """Put what changed into words."""
    before, after = found.beliefs[-2:]
    about = words("since.of", name=shown_name(found.scenario), first=_day(before, words), last=_day(after, words))
    draws = words("foot.draws", n=words.number(found.draws))
    yield heading(after.scenario, found.seed, words, draws, about=about)
    yield Sentence(sentence(found, words))
    columns = {"step": words("since.step")} | {name: words(f"line.{name}") for name in ANSWERS}
    yield Table("answer", columns, tuple(_rows(found, words)), "<>>>")
    yield Note("came", words("since.came"), tuple(_came(found, words)))
    yield Note("moved", words("since.moved"), tuple(_moved(one, words) for one in found.moved[:_MOVED]))
    if len(found.beliefs) > 2:
        yield Note("dates", words("since.dates"), tuple(_dates(found, words)))
    yield Note("reading", words("since.reading"), (words("since.how"),))
    unfinished = [_day(one, words) for one in found.beliefs if not one.converged]
    if unfinished:
        yield Note("caution", words("hind.caution"), (words("hind.unfinished", days=words.listed(unfinished)),))
    yield Data("provenance", lambda: found.provenance)
    yield Data("steps", lambda: found.steps)
    yield Data("figures", lambda: found.came)
    yield Data("values", lambda: found.moved)
    yield Data("beliefs", lambda: [{"as_of": one.as_of, "ranges": one.ranges} for one in found.beliefs])


def sentence(found: Update, words: Words) -> str:
    """Say how the answer moved, and what moved it most."""
    before, after = found.beliefs[-2:]
    most = max(found.steps, key=lambda step: abs(step.change[FIRST]))
    return words(
        "since.sentence",
        first=_day(before, words),
        last=_day(after, words),
        end=words.day(after.scenario.clock.year_end, long=True),
        before=words.people(before.ranges[FIRST].expected),
        after=words.people(after.ranges[FIRST].expected),
        most=name_of(most, words),
        change=changed(most, FIRST, words),
    )


def name_of(step: Shift, words: Words) -> str:
    """Name what is known now."""
    return words(f"since.{step.topic}")


def changed(step: Shift, name: str, words: Words, error: bool = False) -> str:
    """Write by how much a step moved an answer, with its sign, and twice its standard error if wanted."""
    kind = KINDS[QUANTITIES[name].unit]
    scale = scale_of(1e6 if kind == "people" else 1e12, kind)  # one scale for all steps
    said = words.signed(round(step.change[name] / scale.size, scale.digits) + 0.0, scale.digits)  # no -0.00
    return f"{said} ±{words.on(2 * step.error[name], scale)}" if error else f"{said} {words(f'unit.{scale.word}')}"


def _day(belief: Belief, words: Words) -> str:
    return words.day(belief.as_of)


def _rows(found: Update, words: Words) -> Iterator[tuple[Cell, ...]]:
    before, after = found.beliefs[-2:]
    yield _expected(before, words)
    for step in found.steps:
        cells = (Cell(changed(step, name, words, error=True), step.change[name]) for name in ANSWERS)
        yield Cell(name_of(step, words), step.topic), *cells
    yield _expected(after, words)


def _expected(belief: Belief, words: Words) -> tuple[Cell, ...]:
    said = words("since.expected", day=_day(belief, words))
    return Cell(said, belief.as_of), *(_range(belief, name, words) for name in ANSWERS)


def _range(belief: Belief, name: str, words: Words) -> Cell:
    found = belief.ranges[name]
    write = words.people if KINDS[found.unit] == "people" else words.rupiah
    return Cell(write(found.expected, short=True), found)


def _came(found: Update, words: Words) -> Iterator[str]:
    """Name the figures of what forecasts answer, the latest first, and count the rest."""
    told = [row for row in found.came if OBSERVED.get(row.quantity)]
    shown = sorted(told, key=lambda row: (row.observed_on, row.quantity), reverse=True)[:_CAME]
    for row in shown:
        name = OBSERVED[row.quantity]
        write = words.people if KINDS[QUANTITIES[name].unit] == "people" else words.rupiah
        label = words(f"line.{name}") if f"line.{name}" in table() else QUANTITIES[name].meaning
        yield words("since.figure", day=words.day(row.observed_on), what=label, value=write(row.value))
    rest = len(found.came) - len(shown)
    if rest or not shown:
        yield words("since.rest_came" if shown else "since.none_shown", n=words.number(rest))


def _moved(one: Moved, words: Words) -> str:
    (low, middle, high), (new_low, new_middle, new_high) = (
        map(words.plainly, ends) for ends in (one.before, one.after)
    )
    return words(
        "since.moved_line",
        cause=cause(one.path, words),
        before=f"{middle} ({low}–{high})",
        after=f"{new_middle} ({new_low}–{new_high})",
        by=words.signed(one.by_sd, 1),
    )


def _dates(found: Update, words: Words) -> Iterator[str]:
    for belief in found.beliefs:
        said = belief.ranges[FIRST]
        expected, span = words.people(said.expected), words.span(said.ranges[90], "people", beside=said.expected)
        yield words("line.at", day=_day(belief, words), middle=expected, span=span)
