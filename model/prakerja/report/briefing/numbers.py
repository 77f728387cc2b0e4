"""The numbers behind each figure, as a table that whoever does not see it can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from prakerja.report.common.document import Cell, Table
from prakerja.report.common.measure import Measure
from prakerja.report.common.scale import KINDS
from prakerja.report.common.short_name import full_names
from prakerja.report.common.words import Words
from prakerja.report.comparison.decision import verdict
from prakerja.report.forecasting.backlog import peaks
from prakerja.study import Comparison, Forecast
from prakerja.study.runs.quantities import QUANTITIES


def by_month(forecast: Forecast, names: Sequence[str], words: Words) -> Table:
    """Return what to expect of some quantities on the last days of months, and on the as-of date."""
    columns = {"day": words("brief.day"), **{name: words(f"line.{name}") for name in names}}
    rows = []
    for day in _days(forecast):
        cells = [Cell(words.day(day, year=True), day)]
        for name in names:
            found, kind = forecast.range(name, day), KINDS[QUANTITIES[name].unit]
            write = words.rupiah if kind == "rupiah" else words.people
            ends = found.ranges[90]
            span = words.span(ends, kind, beside=found.expected)
            cells.append(Cell(f"{write(found.expected, short=True)} ({span})", found))
        rows.append(tuple(cells))
    return Table("behind", columns, tuple(rows), "<" + ">" * len(names))


def _days(forecast: Forecast) -> Iterator[date]:
    """Return the as-of date, and the last days of months that the clock has, from the month of the launch on."""
    clock, as_of = forecast.scenario.clock, forecast.scenario.as_of
    days = [clock.launch + timedelta(days=number) for number in range((clock.ends - clock.launch).days + 1)]
    return iter([day for day in days if day == as_of or (day + timedelta(days=1)).day == 1])


def of_backlog(forecast: Forecast, words: Words) -> Table:
    """Return the longest queue at each partner, and when."""
    waiting = forecast.ensemble["backlog"]
    columns = {
        "partner": words("brief.partner"),
        "peak": words("brief.peak", unit=words("unit.payments")),
        "range": words("table.range"),
        "day": words("brief.peak_day"),
    }
    rows = []
    for name in map(str, waiting["partner"].values):
        peak, day = peaks(waiting.sel(partner=name), forecast)
        ends = peak.ranges[90]
        rows.append(
            (
                Cell(words.name(name), name),
                Cell(words.people(peak.expected), peak),
                Cell(words.span(ends, "payments"), ends),
                Cell(words.day(day, year=True), day),
            )
        )
    return Table("behind", columns, tuple(rows), "<>>>")


def of_flow(forecast: Forecast, words: Words) -> Table:
    """Return who is where at the year end, and where the money is."""
    found = forecast.standing()
    columns = {
        "what": words("brief_head.what"),
        "expected": words("table.expected"),
        "range": words("table.range"),
    }
    rows = []
    for kind, standing in (("people", found.people), ("rupiah", found.rupiah)):
        write = words.rupiah if kind == "rupiah" else words.people
        for name, part in standing.items():
            ends = part.ranges[90]
            cells = Cell(write(part.expected, short=True), part), Cell(words.span(ends, kind, short=True), ends)
            rows.append((Cell(words(f"standing.{name}"), name), *cells))
    return Table("behind", columns, tuple(rows), "<>>")


def of_differences(comparison: Comparison, criteria: Sequence[str], words: Words) -> Table:
    """Return every policy minus the baseline in some criteria."""
    called = full_names(comparison.policies, words)
    columns = {
        "policy": words("brief.policy"),
        "criterion": words("brief.criterion"),
        "difference": words("brief.minus", baseline=called[comparison.baseline]),
        "range": words("brief.in_futures"),
        "verdict": words("brief.how_many"),
    }
    rows = []
    for criterion in criteria:
        for policy in comparison.names[1:]:
            found = comparison.difference(criterion, policy)
            measure, ends = Measure(found.criterion, words), found.futures.ranges[90]
            rows.append(
                (
                    Cell(called[policy], policy),
                    Cell(words(f"criterion.{criterion}"), criterion),
                    Cell(measure.change(found), found.expected),
                    Cell(measure.span(ends), ends),
                    Cell(verdict(found, words), found.verdict),
                )
            )
    return Table("behind", columns, tuple(rows), "<<>><")
