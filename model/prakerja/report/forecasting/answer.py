"""The answer to a briefing's questions in words: the sentence, the table, the jam, what decides it, the errors."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from prakerja.report.common.causes import signed
from prakerja.report.common.document import Document
from prakerja.report.common.origin import origin
from prakerja.report.common.words import Words
from prakerja.report.forecasting.aims import aims_table, limits
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.runs.answers import Probability, Range, Reached
from prakerja.study.runs.quantities import COUNTS

_DRIVERS = 3
_LONGEST_NAME = 60
_MOSTLY_NEVER = 0.5


def forecast_document(forecast: Forecast, words: Words) -> Document:
    """Put a forecast into words."""
    finding = Finding.of(forecast)
    return Document(
        heading=tuple(_heading(forecast, words)),
        sentence=finding.sentence(words),
        rows=(_head(finding, words), *_counts(forecast, finding, words), *_money(forecast, finding, words)),
        more_rows=aims_table(forecast, words),
        notes=(
            *limits(forecast, words),
            (words("note.jam"), tuple(_jam(forecast, words))),
            (words("note.drivers"), tuple(_drivers(forecast, words))),
            *_learnt(forecast, words),
            (words("note.errors"), (words("note.error_line", draws=_to_halve(finding.chance_selected, words)),)),
        ),
    )


def _heading(forecast: Forecast, words: Words) -> Iterator[str]:
    scenario, made_of = forecast.scenario, forecast.provenance
    yield words("head.programme", year=str(scenario.clock.launch.year))
    yield words(
        "head.scenario",
        name=textwrap.shorten(scenario.name, _LONGEST_NAME, placeholder=" …"),
        as_of=words.day(scenario.as_of, year=True),
    )
    yield origin(made_of, words)
    yield words("head.futures", n=words.number(made_of["draws"]))
    yield words("head.seed", seed=str(made_of["seed"]))


def _head(finding: Finding, words: Words) -> tuple[str, ...]:
    by = words("table.by", by=words.day(finding.by, year=True, long=True))
    return by, *(words(f"table.{column}") for column in ("chance", "expected", "range", "reached"))


def _counts(forecast: Forecast, finding: Finding, words: Words) -> Iterator[tuple[str, ...]]:
    target = words.goal(finding.target, "people", short=True)
    chances = (finding.chance_selected, finding.chance_effective, finding.chance_paid)
    for count, chance, found in zip(COUNTS, chances, (finding.selected, finding.effective, finding.paid), strict=True):
        when = _when(forecast.reached(count), forecast, words)
        yield words(f"table.{count}", target=target), words.chance(chance, error=True), *_sizes(found, words), when


def _money(forecast: Forecast, finding: Finding, words: Words) -> Iterator[tuple[str, ...]]:
    within = words("table.within", ceiling=words.goal(finding.ceiling, "rupiah", short=True))
    share = forecast.absorption()
    low, high = share.ranges[90]
    span = f"{words.number(100 * low)}–{words.percent(high)}"
    absorbed = words("table.absorbed", share=words.percent(share.expected), span=span)
    yield within, words.chance(finding.within, error=True), *_sizes(finding.committed, words), ""
    yield words("table.paid_out"), "", *_sizes(finding.paid_out, words), absorbed
    yield words("table.owed"), "", *_sizes(finding.owed, words), ""


def _sizes(found: Range, words: Words) -> tuple[str, str]:
    """Write what is expected, and the 90 % range."""
    write, kind = (words.rupiah, "rupiah") if found.unit == "rupiah" else (words.people, "people")
    return write(found.expected, short=True), words.span(found.ranges[90], kind, short=True)


def _when(reached: Reached, forecast: Forecast, words: Words) -> str:
    """Write when something is reached; where it mostly is not, that it is a day of the few futures in which it is."""
    if not (reached.median and reached.earliest and reached.latest):
        return words("table.not_reached", ends=words.day(forecast.scenario.clock.ends, year=True))

    median, earliest, latest = (
        words.day(day, year=day.year != forecast.year_end.year)
        for day in (reached.median, reached.earliest, reached.latest)
    )
    if reached.never.probability >= _MOSTLY_NEVER:
        return words("table.if_ever", day=median)
    return median if earliest == latest else f"{median} ({earliest}–{latest})"


def _jam(forecast: Forecast, words: Words) -> Iterator[str]:
    jam = forecast.jam
    if jam is None:
        yield words("note.no_jam")
        return
    unit = words("unit.payments" if jam.peak.unit == "payments" else "unit.people")
    yield words(
        "note.jam_line",
        where=words(f"where.{jam.where}"),
        first=words.day(jam.first),
        last=words.day(jam.last),
        peak=f"{words.people(jam.peak.expected, short=True)} {unit}",
        span=words.span(jam.peak.ranges[90], "people", beside=jam.peak.expected),
        day=words.day(jam.peak_day),
    )
    waits = {"median": forecast.first_wait(0.5), "p90": forecast.first_wait(0.9)}
    middles = {name: words.days(wait.median) for name, wait in waits.items()}
    spans = {f"{name}_span": words.span(wait.ranges[90], "plain") for name, wait in waits.items()}
    yield words("note.waits", **middles, **spans)


def _learnt(forecast: Forecast, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say what the published figures changed, where there was a calibration."""
    prior: dict[str, list[float]] = forecast.provenance.get("prior", {})
    lines = []
    for count, (expected, low, high) in prior.items():
        now = forecast.range(count)
        fields = {"before": words.people(expected, short=True), "after": words.people(now.expected, short=True)}
        spans = {"before_span": words.span((low, high), "people", beside=expected),
                 "after_span": words.span(now.ranges[90], "people", beside=now.expected)}  # fmt: skip
        lines.append(words("note.learnt_line", count=words(f"line.{count}"), **fields, **spans))
    if not forecast.provenance.get("converged", True):
        lines.append(words("note.unsettled"))
    if lines:
        yield words("note.learnt"), tuple(lines)


def _drivers(forecast: Forecast, words: Words) -> Iterator[str]:
    strongest = forecast.drivers[:_DRIVERS]
    if not strongest:
        yield words("note.no_drivers")
        return
    yield from (signed(driver, words) for driver in strongest)
    yield words("note.measure")


def _to_halve(chance: Probability, words: Words) -> str:
    return words.number(chance.draws_to_halve_error)
