"""The two figures of the report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, INK, LABEL, LINE, ORANGE, SMALL, TITLE
from tests.exactness.results import LEVEL, Caught, Compared, Fell

_HUES = {
    "at a capacity's kink": ORANGE,
    "uncertain capacity, one day": BLUE,
    "uncertain capacity, ten days": GREEN,
    "no queue": GREY,
    "2020, paid once": INK,
}
_LEAST = 1e-16
"""Smaller p-values are drawn here."""


def limit_figure(found: Sequence[Fell]) -> Figure:
    """Draw |mean of Dice - Expectation| per head against the number of people, on logarithmic scales."""
    figure = Figure(figsize=(10, 6.4), dpi=120)
    ax = figure.add_axes((0.09, 0.12, 0.58, 0.72))
    ax.set_xscale("log")
    ax.set_yscale("log")
    for fell in found:
        _series(ax, fell)
    _place_names(ax, found)
    _frame(ax, "Dice come to the fluid limit like 1/N over an uncertain capacity, like 1/√N\n"
               "at a capacity's kink; where nobody queues there is no difference", 30)  # fmt: skip
    ax.set_xlabel("people N", fontsize=LABEL, color=GREY)
    ax.set_ylabel("|mean of dice − expectation| / N", fontsize=LABEL, color=GREY)
    figure.text(
        0.09, 0.015, "Bars: one standard error. Lines: power laws fitted to the points. Dotted: the standard error of "
        "what is zero, which chance alone gives.", fontsize=SMALL, color=GREY,
    )  # fmt: skip
    return figure


def _series(ax: Axes, fell: Fell) -> None:
    hue, sizes = _HUES[fell.world], np.array(fell.sizes)
    heights, errors = np.abs(fell.means) / sizes, np.array(fell.errors) / sizes
    if fell.world == "no queue":
        ax.plot(sizes, heights, "o", color=hue, markersize=5, markerfacecolor="white")
        ax.plot(sizes, errors, color=hue, linewidth=1, linestyle=":")
        return
    below = np.minimum(errors, 0.95 * heights)  # a bar that ends at zero has no end on this scale
    ax.errorbar(sizes, heights, (below, errors), fmt="o", color=hue, markersize=5, elinewidth=1)
    if fell.slope is not None:
        ax.plot(sizes, np.exp(_fitted(fell)), color=hue, linewidth=1.2)


def _fitted(fell: Fell) -> np.ndarray:
    """Give the logarithm of the fitted power law: the slope, through the points' weighted centre."""
    assert fell.slope is not None
    x, y = np.log(fell.sizes), np.log(np.abs(fell.means) / np.array(fell.sizes))
    weight = (np.array(fell.means) / np.array(fell.errors)) ** 2
    return np.average(y, weights=weight) + fell.slope[0] * (x - np.average(x, weights=weight))


def _place_names(ax: Axes, found: Sequence[Fell]) -> None:
    """Name each series at the right, as high as it ends, but no two upon one another."""
    ends = sorted(found, key=lambda fell: -abs(fell.means[-1]) / fell.sizes[-1])
    (low, high), gap = np.log10(ax.get_ylim()), 0.085
    top = 1.0
    for fell in ends:
        wanted = (np.log10(abs(fell.means[-1]) / fell.sizes[-1]) - low) / (high - low)
        top = min(top - gap, wanted)
        ax.annotate(
            _said(fell), (1.02, top), xycoords="axes fraction", fontsize=LABEL, color=_HUES[fell.world], va="center"
        )


def _said(fell: Fell) -> str:
    if fell.slope is not None:
        said = f"{fell.world}\nslope {fell.slope[0]:.3f} ± {fell.slope[1]:.3f} (theory {fell.theory:g})"
        return said.replace("-", "−")
    if fell.world == "no queue":
        return f"{fell.world}: nothing but chance"
    people = (
        f"{mean:+.1f} ± {error:.1f}".replace("-", "−") for mean, error in zip(fell.means, fell.errors, strict=True)
    )
    return f"{fell.world}, of N recipients:\n{', '.join(people)}"


def fault_figure(compared: Sequence[Compared], caught: Sequence[Caught]) -> Figure:
    """Draw the smallest corrected p-value of every world without a fault, and of every fault."""
    worlds = {one.world: min(c.p for c in compared if c.world == one.world) for one in compared}
    faults = {one.fault: one.p for one in sorted(caught, key=lambda one: -one.p)}
    rows = [*((f"no fault: {name}", p, BLUE) for name, p in worlds.items()),
            *((name, p, ORANGE) for name, p in faults.items())]  # fmt: skip
    figure = Figure(figsize=(10, 0.21 * len(rows) + 1.7), dpi=120)
    down, up = 0.6 / figure.get_figheight(), 0.95 / figure.get_figheight()
    ax = figure.add_axes((0.33, down, 0.62, 1 - down - up))
    ax.set_xscale("log")
    ax.set_xlim(2, _LEAST / 3)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    for place, (_, p, hue) in enumerate(rows):
        ax.plot([1, max(p, _LEAST)], [place, place], color=LINE, linewidth=0.8)
        ax.plot(max(p, _LEAST), place, "o", color=hue, markersize=5)
    ax.axvline(LEVEL, color=INK, linewidth=0.9, linestyle=(0, (5, 3)))
    ax.annotate(f"level {LEVEL:g}", (LEVEL, 1), (3, 2), xycoords=ax.get_xaxis_transform(),
                textcoords="offset points", fontsize=SMALL, color=INK)  # fmt: skip
    ax.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    found, differ = sum(one.passed for one in caught), sum(p < LEVEL for p in worlds.values())
    _frame(
        ax, f"{found} of {len(caught)} faults are found; {differ} of {len(worlds)} worlds differ without a fault", 14
    )
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("smallest p-value after correction (10⁻¹⁶ and less at the right)", fontsize=LABEL, color=GREY)
    return figure


def _frame(ax: Axes, title: str, above: float) -> None:
    ax.set_title(title, loc="left", fontsize=TITLE - 1, color=INK, weight="bold", pad=above)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
