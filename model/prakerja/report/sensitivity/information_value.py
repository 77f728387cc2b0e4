"""What is worth measuring next: how much of what is not known goes once a value is known, a small chart a question."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.causes import cause
from prakerja.report.common.type_width import width_of
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import NAMES, beside, row_axes, scale_across
from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, INK, PURPLE, SMALL, points_wide
from prakerja.report.sensitivity.driving import amount, is_open, measure_first, what
from prakerja.study import Drivers
from prakerja.study.sensitivity.information_value import Question, Worth

_ROWS = 8
_GAP = 0.04
_EDGE, _MOST = 8, 0.7
"""Points around what stands beside a bar, and the part of the width that it has at the most."""
_LETTERS = (90, 46, 31)
"""Of a line above a small chart, when there are one, two or three."""
_HUES = (PURPLE, BLUE, GREEN)
_NORMAL_90 = 1.645


@figure()
def plot_worth(found: Drivers, ax: Axes, words: Words) -> None:
    """Draw what each value would tell: about money owed, the outcome, and the target where it is open.

    Bars are shares of the variance (of the Brier score, for the target) with 90 % intervals; hollow where they cannot
    be told from noise.
    """
    asked = [found.about(name) for name in dict.fromkeys(("owed", found.outcome))]
    asked += [found.target] if is_open(found.target) else []
    paths = _paths(asked)
    width = (1 - NAMES + _GAP) / len(asked)
    top = max(_top(question, paths, points_wide(ax) * (width - _GAP), words) for question in asked)
    for place, question in enumerate(asked):
        left = NAMES + place * width
        bars = row_axes(ax, [cause(p, words) for p in paths], left, left + width - _GAP, named=place == 0)
        bars.set_xlim(0, 100 * top)
        scale_across(bars, words, ticks=4)
        _draw(bars, question, paths, _HUES[place], words)
        _head(bars, question, found, words, _LETTERS[len(asked) - 1])
    ax.child_axes[-1].set_xlabel(words("drive.of_variance"), fontsize=SMALL, color=GREY, loc="right")
    frame.title(ax, measure_first(found, words, title=True), outside=-0.03, above=40)
    frame.footer(ax, found, words, [words("drive.how_worth")])


def _paths(asked: list[Question]) -> list[str]:
    """Name the values that seem to tell most about any of the questions, in the order of the first."""
    best: dict[str, float] = {}
    for worth in (worth for question in asked for worth in question.worth):
        best[worth.path] = max(best.get(worth.path, 0.0), worth.share, worth.estimate / 1000)
    first = {worth.path: worth.estimate for worth in asked[0].worth}
    return sorted(sorted(best, key=lambda path: -best[path])[:_ROWS], key=lambda path: -first.get(path, 0.0))


def _top(question: Question, paths: list[str], points: float, words: Words) -> float:
    """Return how far an axis so many points wide has to go, so that what stands beside the bars has room on it."""
    ends = [0.01, question.floor]
    for worth in (worth for worth in question.worth if worth.path in paths):
        end = min(worth.estimate + _NORMAL_90 * worth.error, 1.0)
        beside_it = width_of(_then(question, worth, words), SMALL) + _EDGE if worth.share > 0 else 0.0
        ends.append(max(end, 0.0) / (1 - min(beside_it / points, _MOST)))
    return max(ends)


def _draw(bars: Axes, question: Question, paths: list[str], hue: str, words: Words) -> None:
    by_path = {worth.path: worth for worth in question.worth}
    for row, path in enumerate(paths):
        if path not in by_path:
            continue
        worth = by_path[path]
        told = worth.share > 0
        height = max(100 * worth.estimate, 0)
        bar = bars.barh(row, height, height=0.5, color=hue if told else "white", edgecolor=hue, linewidth=0.8)
        bar[0].set_gid(f"{question.name}-{path}")
        if told:
            ends = [max(height + sign * 100 * _NORMAL_90 * worth.error, 0) for sign in (-1, 1)]
            bars.plot(ends, [row, row], color=INK, linewidth=1, zorder=3)
            beside(bars, _then(question, worth, words), ends[1], row, hue=hue)
    if question.worth:
        bars.axvline(100 * question.floor, color=GREY, linewidth=0.9, linestyle=(0, (4, 3))).set_gid("noise")


def _then(question: Question, worth: Worth, words: Words) -> str:
    if question.at_least is not None:
        return words.percent(worth.share)
    left = amount(question.error_knowing(worth), question.name, words, short=True, beside=question.mean)
    return words("drive.to", then=left)


def _head(bars: Axes, question: Question, found: Drivers, words: Words, letters: int) -> None:
    """Say above a small chart what is asked, and how well it is known."""
    if question.at_least is None:
        now = amount(question.error, question.name, words, beside=question.mean)
        said = words("drive.known", what=what(question.name, words), now=now)
    else:
        goal = words.goal(found.scenario.policy.target.recipients, "people")
        count = words(f"line.{question.name}")
        said = words("drive.met", target=goal, count=count, chance=words.percent(question.mean))
    bars.set_title("\n".join(wrapped(said, letters)), loc="left", fontsize=SMALL, color=INK)
