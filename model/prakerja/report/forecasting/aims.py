"""What a briefing asks about a target: parts of it by each count, places given again or not, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Cell, Note, Table
from prakerja.report.common.words import Words
from prakerja.scenario.quotas import RecycleRevoked
from prakerja.study import Forecast
from prakerja.study.forecasting.headroom import Headroom
from prakerja.study.forecasting.recycling import otherwise
from prakerja.study.forecasting.targets import SHARES, Aim
from prakerja.study.runs.quantities import COUNTS


def aims_table(forecast: Forecast, words: Words) -> Table:
    """Return a table with a row a count, and one more where places given again (or not) would change it.

    The selected have no such row: until enough are selected, no place is given again.
    """
    by = words.day(forecast.scenario.policy.target.by)
    aims = {(aim.count, aim.planned, aim.share): aim for aim in forecast.aims}
    shown = [(count, planned) for count in COUNTS for planned in (True, False) if planned or count != "selected"]
    rows = [
        (_name(aims[count, planned, 1.0], words), *(_cell(aims[count, planned, share], words) for share in SHARES))
        for count, planned in shown
        if (count, planned, 1.0) in aims
    ]
    parts = {f"share_{100 * share:g}": _part(aims["selected", True, share], words) for share in SHARES}
    return Table("shares", {"what": words("aim.chance", by=by), **parts}, tuple(rows), sides="<>>>")


def limits(forecast: Forecast, words: Words) -> Iterator[Note]:
    """Say what a target hangs on whatever happens, and how places are given again; nothing where nothing is true."""
    lines = [*_headroom(Headroom.of(forecast.scenario), words), *_given_again(forecast, words)]
    if lines:
        yield Note("limits", words("aim.limits"), tuple(lines))


def _headroom(found: Headroom, words: Words) -> Iterator[str]:
    said = {"packages": words.number(found.packages), "target": words.goal(found.target, "people", short=True)}
    if found.hangs_on_rounding:
        yield words("aim.rounding", **said)
    elif found.falls_short:
        yield words("aim.short", **said)
    if found.no_more:
        yield words("aim.no_more", **said)


def _given_again(forecast: Forecast, words: Words) -> Iterator[str]:
    if all(aim.planned for aim in forecast.aims):
        return
    plans = (forecast.scenario, otherwise(forecast.scenario))
    for quota in (plan.policy.quota for plan in plans if plan):
        if isinstance(quota, RecycleRevoked):
            yield words("aim.again", day=words.day(quota.recycle_from), n=words.people(quota.smallest))


def _name(aim: Aim, words: Words) -> Cell:
    if aim.planned:
        return Cell(words(f"line.{aim.count}"), aim.count)
    again = "with" if aim.recycling else "without"
    return Cell("  " + words(f"aim.{again}"), f"{aim.count} {again} places given again")


def _part(aim: Aim, words: Words) -> str:
    return words("aim.part", share=words.percent(aim.share), n=words.goal(aim.recipients, "people", short=True))


def _cell(aim: Aim, words: Words) -> Cell:
    """Write the chance, and the day from which on it is as likely as not."""
    said = words.chance(aim.chance, error=True)
    return Cell(f"{said}, {words.day(aim.day)}" if aim.day else said, {"chance": aim.chance, "day": aim.day})
