"""The answer as plain data, for other programs: dictionaries, lists, text, numbers; dates as ISO text."""

from __future__ import annotations

import math
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from prakerja.report.common.causes import cause
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.forecasting.headroom import Headroom
from prakerja.study.forecasting.targets import Aim
from prakerja.study.runs.answers import Probability, Range, Reached
from prakerja.study.runs.quantities import COUNTS, QUANTITIES


def as_data(forecast: Forecast) -> dict[str, Any]:
    """Return the whole answer as plain data: what `json.dumps` takes, without NaN or infinity.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> data = as_data(forecast("scenarios/small.toml", draws=16, cache=None))
    >>> data["target"]
    {'recipients': 5600, 'by': '2020-12-31'}
    >>> data["chances"]["selected"]["draws_to_halve_error"]
    64
    """
    finding, policy = Finding.of(forecast), forecast.scenario.policy
    headroom = Headroom.of(forecast.scenario)
    return {
        "provenance": {key: _plain(value) for key, value in forecast.provenance.items()},
        "year_end": forecast.year_end.isoformat(),
        "target": {"recipients": policy.target.recipients, "by": policy.target.by.isoformat()},
        "ceiling": policy.budget.ceiling,
        "sentence": {lang: finding.sentence(Words(lang)) for lang in LANGUAGES},
        "chances": _chances(forecast),
        "targets": [_aim(aim) for aim in forecast.aims],
        "headroom": asdict(headroom) | {name: getattr(headroom, name) for name in ("hangs_on_rounding", "falls_short")},
        "reached": {count: _reached(forecast.reached(count)) for count in COUNTS},
        "at_target_day": {count: _range(forecast.range(count, policy.target.by)) for count in COUNTS},
        "at_year_end": {name: _range(forecast.range(name)) for name in QUANTITIES},
        "absorption": _range(forecast.absorption()),
        "jam": _jam(forecast),
        "first_wait": {"median": _range(forecast.first_wait(0.5)), "p90": _range(forecast.first_wait(0.9))},
        "drivers": _drivers(forecast),
        "waves": _waves(forecast),
    }


def _chances(forecast: Forecast) -> dict[str, Any]:
    return {
        **{count: _chance(forecast.chance(count)) for count in COUNTS},
        "within_ceiling": _chance(forecast.chance_within_ceiling()),
        **{f"{count}_and_within_ceiling": _chance(forecast.chance_of_both(count)) for count in COUNTS},
    }


def _aim(aim: Aim) -> dict[str, Any]:
    told = {field.name: getattr(aim, field.name) for field in fields(aim)}
    return told | {"chance": _chance(aim.chance), "day": _plain(aim.day)}


def _chance(chance: Probability) -> dict[str, Any]:
    return {
        "probability": float(chance.probability),
        "error": float(chance.error),
        "draws": int(chance.draws),
        "draws_to_halve_error": int(chance.draws_to_halve_error),
    }


def _range(found: Range) -> dict[str, Any]:
    ends = {str(level): [_plain(low), _plain(high)] for level, (low, high) in found.ranges.items()}
    return {"unit": found.unit, "expected": _plain(found.expected), "median": _plain(found.median), "ranges": ends}


def _reached(reached: Reached) -> dict[str, Any]:
    days = {name: _plain(getattr(reached, name)) for name in ("median", "earliest", "latest")}
    return {"never": _chance(reached.never), **days}


def _jam(forecast: Forecast) -> dict[str, Any] | None:
    jam = forecast.jam
    if jam is None:
        return None
    days = {name: _plain(getattr(jam, name)) for name in ("first", "last", "peak_day")}
    return {"where": jam.where, **days, "peak": _range(jam.peak), "share": float(jam.share)}


def _drivers(forecast: Forecast) -> list[dict[str, Any]]:
    return [
        {
            "path": driver.path,
            "correlation": float(driver.correlation),
            **{lang: cause(driver.path, Words(lang)) for lang in LANGUAGES},
        }
        for driver in forecast.drivers
    ]


def _waves(forecast: Forecast) -> list[dict[str, Any]]:
    table = forecast.waves()
    rows = zip(table.index, table.to_dict("records"), strict=True)
    return [{"wave": str(wave), **{str(key): _plain(value) for key, value in row.items()}} for wave, row in rows]


def _plain(value: Any) -> Any:
    """Make a value plain: dates ISO text, what is not finite None."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
