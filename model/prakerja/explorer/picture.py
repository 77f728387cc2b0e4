"""Pictures as numbers: what a page needs to draw fans itself, which is quicker than sending it a drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from prakerja.explorer.engines import SHARES, Answer
from prakerja.report import Words
from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.style import HUES
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario.arrays import Floats

_MIDDLE = SHARES.index(0.50)
_TICKS = 5
_ROOM = 1.06


def picture_of(
    name: str,
    names: Sequence[str],
    numbers: Answer,
    plan: Answer,
    finding: Finding,
    words: Words,
) -> dict[str, Any]:
    """Return a picture: its title, which states the finding, its axis, its limit, and a fan a quantity.

    Parameters
    ----------
    name, names
        ``"recipients"`` or ``"money"``, and the quantities drawn.
    plan
        Whose medians stand behind as a ghost.
    """
    kind = "rupiah" if name == "money" else "people"
    limit = finding.ceiling if name == "money" else finding.target
    mark = ("ceiling" if name == "money" else "target", words.goal(limit, kind))
    top = max(limit, *(float(fans[one].max()) for fans in (numbers.fans, plan.fans) for one in names))
    scale = scale_of_axis(top, kind)
    step = _step(top / scale.size / _TICKS)
    ticks = [step * n for n in range(int(top * _ROOM / scale.size / step) + 1)]
    case = finding.money_case if name == "money" else finding.target_case
    return {
        "name": name,
        "title": words(f"title.{case}", **finding.fields(words)),
        "unit": frame.unit_words(scale, kind, words),
        "top": top * _ROOM / scale.size,
        "ticks": [{"at": tick, "said": words.number(tick, _digits(step), trimmed=True)} for tick in ticks],
        "limit": {"at": limit / scale.size, "said": words(f"mark_on.{mark[0]}", amount=mark[1])},
        "fans": [_fan(one, numbers, plan, scale, words) for one in names],
    }


def _fan(name: str, numbers: Answer, plan: Answer, scale: Scale, words: Words) -> dict[str, Any]:
    """Return a fan on the scale of the axis: quantiles by day, the plan's median, the numbers of the year end."""
    values = numbers.by_year_end[name]
    low, high = np.quantile(values, [0.05, 0.95]).tolist()
    span = f"{words.on(low, scale)}–{words.on(high, scale)}"
    digits = max(0, 4 - math.floor(math.log10(max(1.0, float(numbers.fans[name].max()) / scale.size))))
    return {
        "name": name,
        "said": words(f"line.{name}"),
        "hue": HUES[name],
        "numbers": f"{words.on(float(values.mean()), scale)} ({span})",
        "quantiles": _rounded(numbers.fans[name] / scale.size, digits),
        "ghost": _rounded(plan.fans[name][_MIDDLE] / scale.size, digits),
    }


def _rounded(values: Floats, digits: int) -> Any:
    return np.round(values.astype(np.float64), digits).tolist()  # doubles: a rounded single is written with 17 digits


def _step(least: float) -> float:
    """Return the round step (1, 2 or 5 and zeros) at least so large.

    Examples
    --------
    >>> _step(1.12), _step(0.4), _step(1120.0)
    (2.0, 0.5, 2000.0)
    """
    size = 10.0 ** math.floor(math.log10(least))
    return next(part * size for part in (1, 2, 5, 10) if part * size >= least)


def _digits(step: float) -> int:
    return max(0, -math.floor(math.log10(step)))
