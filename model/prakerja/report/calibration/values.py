"""Prior against posterior: every value that the figures touched, before and after, on one scale."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray
from scipy.stats import norm

from prakerja.report.common.causes import cause
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LABEL, LINE, SMALL, new_axes
from prakerja.scenario import draw_world
from prakerja.study import Posterior

_ROWS, _ROW = 14, 21.0
"""So many rows at the most, each so many points high: names of two lines do not touch."""
_SEEN = (0.05, 0.25, 0.5, 0.75, 0.95)
_ENDS = 2.6


@figure(lambda _: new_axes(wide=True, high=_ROW * _ROWS))
def plot_values(posterior: Posterior, ax: Axes, words: Words) -> None:
    """Draw a row a value: what was assumed as a grey bar, what is believed now as blue ones, 50 and 90 %.

    The scale is that of the prior: its 5, 25, 50, 75 and 95 % points stand at the same places for every value.
    """
    table = posterior.learnt().head(_ROWS)
    rows = row_axes(ax, [cause(str(path), words) for path in table.index], right=0.8)
    rows.set_xlim(-_ENDS, _ENDS)
    rows.set_xticks([float(norm.ppf(level)) for level in _SEEN])
    rows.set_xticklabels([words.percent(level) for level in _SEEN], fontsize=LABEL)
    prior = draw_world(posterior.scenario, 4096, posterior.seed)
    for row, (path, line) in enumerate(table.iterrows()):
        _draw(rows, row, posterior.values[str(path)], prior[str(path)], str(path))
        text = f"{words.plainly(line['p50'])} ({words.plainly(line['p5'])}–{words.plainly(line['p95'])})"
        beside(rows, text, _ENDS, row, hue=INK)
    rows.set_xlabel(words("learnt.scale"), fontsize=SMALL, color=GREY, loc="left")
    frame.title(ax, _title(posterior, words), outside=-0.03, above=14)
    frame.footer(ax, posterior, words, [words("learnt.how_values")])


def _draw(rows: Axes, row: int, after: NDArray[np.float64], before: NDArray[np.float64], path: str) -> None:
    """Draw what was assumed and what is believed now."""
    end = float(norm.ppf(0.95))
    rows.barh(row, 2 * end, left=-end, height=0.66, color=LINE, alpha=0.35)[0].set_gid(f"{path}-before")
    low, first, middle, last, high = _on_scale(np.percentile(after, [5, 25, 50, 75, 95]), before)
    rows.barh(row, high - low, left=low, height=0.4, color=BLUE, alpha=0.35)[0].set_gid(f"{path}-90")
    rows.barh(row, last - first, left=first, height=0.4, color=BLUE, alpha=0.75)[0].set_gid(f"{path}-50")
    rows.plot([middle], [row], "o", color="white", markersize=3.5)


def _on_scale(values: NDArray[np.float64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the standard normal numbers whose quantiles of the prior these are."""
    share = (np.arange(len(before)) + 0.5) / len(before)
    return np.asarray(np.clip(norm.ppf(np.interp(values, np.sort(before), share)), -_ENDS, _ENDS))


def _title(posterior: Posterior, words: Words) -> str:
    table = posterior.learnt()
    if not len(table):
        return words("learnt.nothing")
    first = table.iloc[0]
    fields = {"most": cause(str(table.index[0]), words), "narrowed": words.percent(first["narrowed"])}
    return words("title.learnt", figures=words.number(posterior.figures), **fields)
