"""The decision table as a picture: for every policy and criterion a word, how sure it is, and by how much."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.comparison.differences import VERDICT_HUES
from prakerja.report.comparison.frame import bare_axes, finding, finish, main_criteria
from prakerja.report.figure_parts.style import GREY, INK, LABEL, LINE, SMALL
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL, Difference

_NAMES = 0.17
_HEAD = 0.14
_NAME = 18
_LETTERS = 13
_TALLEST = 0.16


def decision_table(comparison: Comparison, words: Words) -> pd.DataFrame:
    """Give the decision table in words: one row a policy and criterion, policy minus baseline with both named."""
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
    """Say whether a policy is better or worse than the baseline, and in how many futures."""
    share = found.better.probability
    return words(f"cell.{found.verdict}", chance=words.percent(1 - share if found.verdict == "worse" else share))


def decision(comparison: Comparison, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the decision table.

    Parameters
    ----------
    ax
        Axes to draw into; a figure of its own unless given.
    lang
        ``"en"`` or ``"id"``.
    """
    words = Words(lang)
    ax = bare_axes(ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    criteria, policies = main_criteria(comparison), comparison.names[1:]
    wide = (1 - _NAMES) / len(criteria)
    high = min(_TALLEST, (1 - _HEAD) / len(policies))
    for column, criterion in enumerate(criteria):
        lines = "\n".join(wrapped(words(f"criterion.{criterion}"), _LETTERS))
        ax.text(_NAMES + column * wide, 1, lines, fontsize=SMALL, color=GREY, va="top", linespacing=1.3)
    for row, policy in enumerate(policies):
        top = 1 - _HEAD - row * high
        ax.plot([0, 1], [top, top], color=LINE, linewidth=0.7)
        name = short_name(policy, comparison.baseline, _NAME)
        ax.text(0, top - high / 2, name, fontsize=LABEL, color=INK, weight="bold", va="center")
        for column, criterion in enumerate(criteria):
            _cell(ax, comparison.difference(criterion, policy), (_NAMES + column * wide, top - high / 2), words)
    reading = words("foot.decision", n=words.number(comparison.comparisons), level=words.percent(LEVEL))
    finish(ax, comparison, words, finding(comparison, words), [reading], above=28)
    return ax


def _cell(ax: Axes, found: Difference, at: tuple[float, float], words: Words) -> None:
    hue = VERDICT_HUES[found.verdict] if found.verdict != "same" else GREY
    text = ax.text(*at, verdict(found, words), fontsize=SMALL - 0.5, color=hue, weight="bold", va="bottom")
    text.set_gid(f"{found.criterion.name}-{found.policy}")
    measure = Measure(found.criterion, words)
    ax.text(*at, measure.expected_change(found), fontsize=SMALL - 0.5, color=INK, va="top")
