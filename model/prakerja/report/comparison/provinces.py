"""Provinces as a grid of tiles: how well each is covered for its residents, a bar a policy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.frame import finish
from prakerja.report.figure_parts.axis_numbers import keep_sides
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes
from prakerja.report.figure_parts.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LABEL,
    LINE,
    ORANGE,
    PURPLE,
    SMALL,
    new_axes,
    points_wide,
)
from prakerja.report.figure_parts.tiles import COLUMNS, ROWS, TILES
from prakerja.study.comparison.comparison import Comparison

POLICY_HUES = (GREY, BLUE, ORANGE, GREEN, PURPLE)
"""The baseline's, and those of as many policies as a tile has room for."""

_GAP, _TITLE = 0.16, 0.36
_HEADROOM = 1.05
_BETTER = 0.005
_ALIKE = 0.02
"""Coverage that differs by less in every province is alike."""

_ROW, _NAMES = 26.0, 0.5
"""Where provinces are alike: the height of a policy's row in points, and the part of the width that names take."""


def coverage(comparison: Comparison) -> pd.DataFrame:
    """Return effective recipients per resident by province and policy, as a part of the country's under the baseline.

    Returns
    -------
    one row a province and policy: the expected coverage, and policy minus baseline with both named
    """
    provinces = [str(name) for name in comparison.data["province"].values]
    weights = comparison.world.weights("provinces")
    weights = weights / weights.sum(axis=0)
    base = comparison.data["effective"].sel(policy=comparison.baseline).sum("province")
    total = np.maximum(np.asarray(base, dtype=np.float64), 1)
    share = {
        name: (np.asarray(comparison.data["effective"].sel(policy=name)) / weights / total).mean(axis=1)
        for name in comparison.names
    }
    return pd.DataFrame(
        {
            "province": province,
            "policy": name,
            "baseline": comparison.baseline,
            "coverage": share[name][number],
            "policy_minus_baseline": share[name][number] - share[comparison.baseline][number],
        }
        for number, province in enumerate(provinces)
        for name in comparison.names
    )


@figure(lambda comparison: _page(comparison))
def provinces(comparison: Comparison, ax: Axes, words: Words) -> None:
    """Draw the coverage of every province under the baseline and up to four policies: tiles, the ``child_axes``.

    Where no policy covers one province otherwise than another, tiles would say nothing: then a row a policy is drawn.
    """
    ax.set_axis_off()
    table = coverage(comparison)
    if _even(table):
        _draw_rows(ax, table, comparison, words)
        finish(ax, comparison, words, words("compare.provinces_even"), [words("foot.provinces_even")], above=20)
        return
    shown = comparison.names[: len(POLICY_HUES)]
    top = _HEADROOM * max(1.0, float(table["coverage"].max()))
    spare = 0
    for province, rows in table.groupby("province", sort=False):
        code, row, column = TILES.get(str(province), (str(province)[:2].upper(), ROWS - 1, COLUMNS - 1 - spare))
        spare += str(province) not in TILES
        values = [float(rows.loc[rows["policy"] == name, "coverage"].iloc[0]) for name in shown]
        _tile(ax, (row, column), code, values, top)
    _legend(ax, shown, comparison, words)
    finish(ax, comparison, words, _title(table, comparison, words), [words("foot.provinces")])


def _even(table: pd.DataFrame) -> bool:
    """Return whether provinces are covered alike under each policy."""
    by_policy = table.groupby("policy", sort=False)["coverage"]
    return bool((by_policy.max() - by_policy.min()).max() < _ALIKE)


def _page(comparison: Comparison) -> Axes:
    even = _even(coverage(comparison))
    return new_axes(wide=True, high=_ROW * len(comparison.names)) if even else new_axes(wide=True)


def _draw_rows(ax: Axes, table: pd.DataFrame, comparison: Comparison, words: Words) -> None:
    """Draw the coverage of the country under every policy, a row each, its name at the left."""
    labels = policy_labels(comparison, words, points_wide(ax) * _NAMES - 12, SMALL, lines=2)
    values = table.groupby("policy", sort=False)["coverage"].mean()
    rows = row_axes(ax, [""] * len(values), left=_NAMES, right=0.94, named=False)
    keep_sides(rows, "left", hue=LINE)
    rows.set_xticks([])
    rows.set_yticks(range(len(values)), [labels[str(name)] for name in values.index])
    rows.tick_params(axis="y", labelsize=SMALL, labelcolor=INK, length=0)
    rows.axvline(1, color=INK, linewidth=0.7, linestyle=(0, (2, 2)))
    rows.set_xlim(0, _HEADROOM * max(1.0, float(values.max())))
    for row, value in enumerate(values):
        (bar,) = rows.barh(row, value, height=0.6, color=BLUE if row else GREY, alpha=0.8)
        bar.set_gid(f"all-{row}")
        beside(rows, words.percent(value), max(value, 1.0), row)


def _tile(ax: Axes, at: tuple[int, int], code: str, values: Sequence[float], top: float) -> None:
    wide, high = 1 / COLUMNS, 1 / ROWS
    left, bottom = at[1] * wide, 1 - (at[0] + 1) * high
    tile = ax.inset_axes((left, bottom, wide * (1 - _GAP), high * (1 - _TITLE)))
    for number, (value, hue) in enumerate(zip(values, POLICY_HUES, strict=False)):
        (bar,) = tile.barh(number, value, height=0.8, color=hue, alpha=0.8)
        bar.set_gid(f"{code}-{number}")
    tile.axvline(1, color=INK, linewidth=0.7, linestyle=(0, (2, 2)))
    tile.set_xlim(0, top)
    tile.set_ylim(len(values) - 0.5, -0.5)
    tile.set_xticks([])
    tile.set_yticks([])
    keep_sides(tile, "left", hue=LINE)
    tile.set_title(code, loc="left", fontsize=SMALL, color=INK, pad=2)


def _legend(ax: Axes, shown: Sequence[str], comparison: Comparison, words: Words) -> None:
    """Name the bars in the corner that the sea leaves free."""
    labels = policy_labels(comparison, words, points_wide(ax) * (1 - 9 / COLUMNS), LABEL, weight="bold")
    for number, (name, hue) in enumerate(zip(shown, POLICY_HUES, strict=False)):
        ax.annotate(
            labels[name], (9 / COLUMNS, 2.6 / ROWS), (0, -13 * number),
            xycoords="axes fraction", textcoords="offset points", fontsize=LABEL, color=hue, weight="bold", va="top",
        )  # fmt: skip
    left_out = len(comparison.names) - len(shown)
    if left_out:
        ax.annotate(
            words("compare.not_shown", n=words.number(left_out)), (9 / COLUMNS, 2.6 / ROWS), (0, -13 * len(shown)),
            xycoords="axes fraction", textcoords="offset points", fontsize=SMALL, color=GREY, va="top",
        )  # fmt: skip


def _title(table: pd.DataFrame, comparison: Comparison, words: Words) -> str:
    """Name the policy under which the worst province is best off, and the province."""
    lowest = table.sort_values("coverage", kind="stable").groupby("policy", sort=False).head(1)
    best = lowest.iloc[-1]
    base = lowest[lowest["policy"] == comparison.baseline].iloc[0]
    if table["policy_minus_baseline"].abs().max() < _ALIKE:
        return words("compare.provinces_alike")
    better = float(best["coverage"]) - float(base["coverage"]) >= _BETTER
    said = {
        "base": short_name(comparison, comparison.baseline, words),
        "base_worst": words.percent(float(base["coverage"])),
        "province": str(base["province"]),
    }
    if not better:
        return words("compare.provinces_same", **said)
    best_name = short_name(comparison, str(best["policy"]), words)
    return words("compare.provinces_title", best=best_name, best_worst=words.percent(float(best["coverage"])), **said)
