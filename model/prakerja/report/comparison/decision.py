"""The decision table as a picture: for every policy and criterion a word, how sure it is, and by how much."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from prakerja.report.common.measure import Measure
from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.comparison.differences import VERDICT_HUES
from prakerja.report.comparison.finding import main_criteria
from prakerja.report.comparison.frame import finding, finish
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import GREY, INK, LINE, SMALL, new_axes, points_wide
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL, Difference

_NAMES = 0.17
_HEAD, _ROW = 38, 36
"""Points: the names of the criteria, a policy's row."""

_NAME, _GAP = SMALL, 6
"""The size of the names of the policies, and the points between them and the first column."""

_LETTERS = 13


def decision_table(comparison: Comparison, words: Words) -> pd.DataFrame:
    """Return the decision table in words: one row a policy and criterion, policy minus baseline with both named."""
    rows = []
    for criterion in main_criteria(comparison):
        for policy in comparison.names[1:]:
            found = comparison.difference(criterion, policy)
            rows.append(
                {
                    "policy": policy,
                    "baseline": comparison.baseline,
                    "criterion": criterion,
                    "in_words": words(f"criterion.{criterion}"),
                    "verdict": verdict(found, words),
                    "policy_minus_baseline": Measure(found.criterion, words).change(found),
                }
            )
    return pd.DataFrame(rows)


def verdict(found: Difference, words: Words) -> str:
    """Return whether a policy is better or worse than the baseline, and in how many futures."""
    share = found.better.probability
    return words(f"cell.{found.verdict}", chance=words.percent(1 - share if found.verdict == "worse" else share))


@figure(lambda comparison: new_axes(wide=True, high=_high(comparison)))
def decision(comparison: Comparison, ax: Axes, words: Words) -> None:
    """Draw the decision table."""
    criteria, policies = main_criteria(comparison), comparison.names[1:]
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    wide = (1 - _NAMES) / len(criteria)
    high = _ROW / _high(comparison)
    labels = policy_labels(comparison, words, points_wide(ax) * _NAMES - _GAP, _NAME, lines=3, weight="bold")
    for column, criterion in enumerate(criteria):
        lines = "\n".join(wrapped(words(f"criterion.{criterion}"), _LETTERS))
        at = (_NAMES + column * wide, len(policies) * high)
        _write(ax, at, SMALL, lines, fontsize=SMALL, color=GREY, linespacing=1.3)
    for row, policy in enumerate(policies):
        top = (len(policies) - row) * high
        ax.plot([0, 1], [top, top], color=LINE, linewidth=0.7)
        ax.text(0, top - high / 2, labels[policy], fontsize=_NAME, color=INK, weight="bold", va="center")
        for column, criterion in enumerate(criteria):
            _cell(ax, comparison.difference(criterion, policy), (_NAMES + column * wide, top - high / 2), words)
    reading = words("foot.decision", n=words.number(comparison.comparisons), level=words.percent(LEVEL))
    finish(ax, comparison, words, finding(comparison, words), [reading], above=18)


def _high(comparison: Comparison) -> float:
    """Return the height of the table in points."""
    return _HEAD + _ROW * len(comparison.names[1:])


def _cell(ax: Axes, found: Difference, at: tuple[float, float], words: Words) -> None:
    hue = VERDICT_HUES[found.verdict] if found.verdict != "same" else GREY
    text = _write(ax, at, 2, verdict(found, words), fontsize=SMALL - 0.5, color=hue, weight="bold")
    text.set_gid(f"{found.criterion.name}-{found.policy}")
    measure = Measure(found.criterion, words)
    _write(ax, at, 2 - 1.3 * SMALL, measure.expected_change(found), fontsize=SMALL - 0.5, color=INK)


def _write(ax: Axes, at: tuple[float, float], up: float, said: str, **how: Any) -> Annotation:
    """Write so many points above a place, all of a row on one line whichever letters they have."""
    return ax.annotate(said, at, (0, up), textcoords="offset points", va="baseline", annotation_clip=False, **how)
