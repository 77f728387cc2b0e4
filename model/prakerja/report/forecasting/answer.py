"""The answer to a briefing's questions in words: the sentence, the table, the jam, what decides it, the errors."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.causes import cause, signed
from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.words import Words
from prakerja.report.forecasting.aims import aims_table, limits
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.forecasting.headroom import Headroom
from prakerja.study.runs.answers import Probability, Range, Reached
from prakerja.study.runs.quantities import COUNTS, QUANTITIES

_DRIVERS = 3
_MOSTLY_NEVER = 0.5


def forecast_nodes(forecast: Forecast, words: Words) -> Iterator[Node]:
    """Put a forecast into words."""
    finding, made_of = Finding.of(forecast), forecast.provenance
    futures = words("head.futures", n=words.number(made_of["draws"]))
    yield heading(forecast.scenario, made_of["seed"], words, origin(made_of, words), futures)
    yield Sentence(finding.sentence(words))
    yield _table(forecast, finding, words)
    yield aims_table(forecast, words)
    yield from limits(forecast, words)
    yield Note("jam", words("note.jam"), tuple(_jam(forecast, words)))
    yield Note("drivers", words("note.drivers"), tuple(_drivers(forecast, words)))
    yield from _learnt(forecast, words)
    halved = words.number(finding.chance_selected.draws_to_halve_error)
    yield Note("errors", words("note.errors"), (words("note.error_line", draws=halved),))
    yield from _whole(forecast, words)


def _whole(forecast: Forecast, words: Words) -> Iterator[Data]:
    """Return all that a forecast answers, for programs."""
    policy = forecast.scenario.policy
    target, headroom = policy.target, Headroom.of(forecast.scenario)
    fits = {name: getattr(headroom, name) for name in ("hangs_on_rounding", "falls_short")}
    yield Data("provenance", lambda: forecast.provenance)
    yield Data("year_end", lambda: forecast.year_end)
    yield Data("target", lambda: {"recipients": target.recipients, "by": target.by})
    yield Data("ceiling", lambda: policy.budget.ceiling)
    yield Data("chances", lambda: _chances(forecast))
    yield Data("targets", lambda: forecast.aims)
    yield Data("headroom", lambda: {**vars(headroom), **fits})
    yield Data("reached", lambda: {count: forecast.reached(count) for count in COUNTS})
    yield Data("at_target_day", lambda: {count: forecast.range(count, target.by) for count in COUNTS})
    yield Data("at_year_end", lambda: {name: forecast.range(name) for name in QUANTITIES})
    yield Data("absorption", forecast.absorption)
    yield Data("jam", lambda: forecast.jam)
    yield Data("first_wait", lambda: {"median": forecast.first_wait(0.5), "p90": forecast.first_wait(0.9)})
    yield Data("drivers", lambda: [{**vars(one), "name": cause(one.path, words)} for one in forecast.drivers])
    yield Data("waves", forecast.waves)


def _chances(forecast: Forecast) -> dict[str, Probability]:
    return {
        **{count: forecast.chance(count) for count in COUNTS},
        "within_ceiling": forecast.chance_within_ceiling(),
        **{f"{count}_and_within_ceiling": forecast.chance_of_both(count) for count in COUNTS},
    }


def _table(forecast: Forecast, finding: Finding, words: Words) -> Table:
    columns = {
        "what": words("table.by", by=words.day(finding.by, year=True, long=True)),
        "chance": words("table.chance"),
        "expected": words("table.expected"),
        "range": words("table.range"),
        "remark": words("table.reached"),
    }
    return Table("answer", columns, (*_counts(forecast, finding, words), *_money(forecast, finding, words)))


def _counts(forecast: Forecast, finding: Finding, words: Words) -> Iterator[tuple[Cell, ...]]:
    target = words.goal(finding.target, "people", short=True)
    chances = (finding.chance_selected, finding.chance_effective, finding.chance_paid)
    for count, chance, found in zip(COUNTS, chances, (finding.selected, finding.effective, finding.paid), strict=True):
        reached = forecast.reached(count)
        when = Cell(_when(reached, forecast, words), reached)
        yield Cell(words(f"table.{count}", target=target), count), _chance(chance, words), *_sizes(found, words), when


def _money(forecast: Forecast, finding: Finding, words: Words) -> Iterator[tuple[Cell, ...]]:
    within = Cell(words("table.within", ceiling=words.goal(finding.ceiling, "rupiah", short=True)), "committed")
    share, nothing = forecast.absorption(), Cell("")
    low, high = share.ranges[90]
    span = f"{words.number(100 * low)}–{words.percent(high)}"
    absorbed = Cell(words("table.absorbed", share=words.percent(share.expected), span=span), share)
    yield within, _chance(finding.within, words), *_sizes(finding.committed, words), nothing
    yield Cell(words("table.paid_out"), "paid_out"), nothing, *_sizes(finding.paid_out, words), absorbed
    yield Cell(words("table.owed"), "owed"), nothing, *_sizes(finding.owed, words), nothing


def _chance(chance: Probability, words: Words) -> Cell:
    return Cell(words.chance(chance, error=True), chance)


def _sizes(found: Range, words: Words) -> tuple[Cell, Cell]:
    """Write what is expected, and the 90 % range."""
    kind = "rupiah" if found.unit == "rupiah" else "people"
    write = words.rupiah if kind == "rupiah" else words.people
    ends = found.ranges[90]
    return Cell(write(found.expected, short=True), found.expected), Cell(words.span(ends, kind, short=True), ends)


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


def _learnt(forecast: Forecast, words: Words) -> Iterator[Note]:
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
        yield Note("learnt", words("note.learnt"), tuple(lines))


def _drivers(forecast: Forecast, words: Words) -> Iterator[str]:
    strongest = forecast.drivers[:_DRIVERS]
    if not strongest:
        yield words("note.no_drivers")
        return
    yield from (signed(driver, words) for driver in strongest)
    yield words("note.measure")
