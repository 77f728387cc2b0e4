"""What the beliefs say together, before any figure, in words: the sentence, the table, where they say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading
from prakerja.report.common.scale import KINDS
from prakerja.report.common.words import Words
from prakerja.study import PriorCheck
from prakerja.study.forecasting.prior_check import TAIL, Consequence


def prior_nodes(found: PriorCheck, words: Words) -> Iterator[Node]:
    """Put what the beliefs say together into words."""
    futures = words("head.futures", n=words.number(found.draws))
    yield heading(found.scenario, found.seed, words, words("prior.before"), futures)
    yield Sentence(sentence(found, words))
    columns = {
        "what": words("prior.what"),
        "median": words("prior.median"),
        "range": words("prior.range"),
        "stated": words("prior.stated"),
        "verdict": "",
    }
    yield Table("answer", columns, tuple(_row(one, found, words) for one in found.consequences.values()))
    yield from _notes(found, words)
    ends = {one.name: one.range for one in found.consequences.values()}
    outside = {one.name: one.outside for one in found.consequences.values()}
    yield Data("implied", lambda: ends)
    yield Data("outside_stated", lambda: outside)


def sentence(found: PriorCheck, words: Words) -> str:
    """Return whether the beliefs together say what is stated; the first thing of which they say something else."""
    ever = implied(found.consequences["ever_paid"], words)
    of = sum(one.stated is not None for one in found.consequences.values())
    if not found.at_odds:
        return words(f"prior.{'agree' if of else 'unstated'}", ever=ever)
    first = found.at_odds[0]
    asked = {"what": name_of(first, found, words), "implied": implied(first, words), "stated": stated(first, words)}
    return words("prior.disagree", n=str(len(found.at_odds)), of=str(of), **asked)


def name_of(one: Consequence, found: PriorCheck, words: Words) -> str:
    """Name what several beliefs say something about."""
    return words(f"prior.{one.name}", day=words.day(found.scenario.clock.year_end, long=True))


def implied(one: Consequence, words: Words) -> str:
    """Write the 90 % range that follows from the beliefs."""
    return span(one.range.ranges[90], one.unit, words) if one.range else words(f"prior.none_{one.unit}")


def stated(one: Consequence, words: Words) -> str:
    """Write the range that is stated; nothing where none is."""
    return span((one.stated.p05, one.stated.p95), one.unit, words) if one.stated else ""


def span(ends: tuple[float, float], unit: str, words: Words) -> str:
    """Write a range in a unit.

    Examples
    --------
    >>> span((0.482, 0.861), "share", Words("en")), span((76_000, 455_000), "payments", Words("id"))
    ('48–86 %', '76.000–455.000')
    """
    if unit == "share":
        return f"{words.number(100 * ends[0])}–{words.percent(ends[1])}"
    low, high = (float(f"{end:.3g}") for end in ends)
    return words.span((low, high), KINDS[unit], short=True)


def number(value: float, unit: str, words: Words) -> str:
    """Write a number in a unit."""
    return words.percent(value) if unit == "share" else words.people(float(f"{value:.3g}"), short=True)


def _row(one: Consequence, found: PriorCheck, words: Words) -> tuple[Cell, ...]:
    middle, ends = (one.range.median, one.range.ranges[90]) if one.range else (None, None)
    return (
        Cell(name_of(one, found, words), one.name),
        Cell(number(middle, one.unit, words) if middle is not None else "", middle),
        Cell(implied(one, words), ends),
        Cell(stated(one, words), (one.stated.p05, one.stated.p95) if one.stated else None),
        Cell(words(f"verdict_stated.{one.verdict}") if one.stated else "", one.verdict),
    )


def _notes(found: PriorCheck, words: Words) -> Iterator[Note]:
    if found.at_odds:
        yield Note("warning", words("prior.warning"), tuple(_warning(one, found, words) for one in found.at_odds))
    how = [words("prior.how_runs")]
    if any(one.stated for one in found.consequences.values()):
        few, many = (words.percent(share, digits) for share, digits in zip(TAIL, (1, 0), strict=True))
        how.append(words("prior.how_agree", few=few, many=many))
    yield Note("reading", words("prior.reading"), tuple(how))


def _warning(one: Consequence, found: PriorCheck, words: Words) -> str:
    """Say of one thing how much lies outside what is stated."""
    if one.outside is None:
        return words("prior.unanswered", what=name_of(one, found, words), stated=stated(one, words))
    below, above = (words.percent(share) for share in one.outside)
    told = {"implied": implied(one, words), "stated": stated(one, words), "below": below, "above": above}
    return words("prior.warning_line", what=name_of(one, found, words), **told)
