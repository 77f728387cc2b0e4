"""The effects of levers as a picture, and all files of portfolios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes

from prakerja.report.common.document import Document
from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.text import screen_of
from prakerja.report.common.type_width import width_of
from prakerja.report.common.words import Words
from prakerja.report.comparison.combined import JOINTLY, criteria_shown, rows_shown
from prakerja.report.comparison.differences import draw_differences
from prakerja.report.comparison.frame import finish
from prakerja.report.comparison.recommended import recommendation_nodes
from prakerja.report.figure_parts.figure import Plot, figure
from prakerja.report.figure_parts.files import FORMATS, own_settings, write_figure
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import SMALL, new_axes, points_wide
from prakerja.study.comparison.paired import LEVEL
from prakerja.study.comparison.portfolios import Portfolios
from prakerja.study.runs.whole_file import whole_file

_NAMES, _GAP_LEFT, _GAP = 0.28, 6, 0.035
_ROW, _ABOVE = 30, 44
"""Points: a row, and what lies above the charts."""


@figure(lambda found: new_axes(wide=True, high=_ROW * len(rows_shown(found))))
def effects(found: Portfolios, ax: Axes, words: Words) -> None:
    """Draw what each lever adds, and pairs jointly, one small chart a criterion, in ``child_axes``."""
    names, rows = criteria_shown(found), rows_shown(found)
    ax.set_axis_off()
    labels = _labels(found, words, points_wide(ax) * _NAMES - _GAP_LEFT)
    for number, name in enumerate(names):
        small = ax.inset_axes(place(number, len(names), len(names), (_GAP, 0), _NAMES))
        draw_differences(small, [found.on_average(name, *levers) for levers in rows], words)
        small.set_yticks(range(len(rows)), labels if number == 0 else [""] * len(rows))
    reading = words("combine.foot", n=words.number(found.contrasts), level=words.percent(LEVEL))
    finish(ax, found.comparison, words, words("combine.title"), [reading], above=_ABOVE)


def _labels(found: Portfolios, words: Words, points: float) -> list[str]:
    """Name each row: a lever, or two of which each has a line of its own, unless both have room in one."""
    short = policy_labels(found.comparison, words, points - width_of(JOINTLY, SMALL), SMALL, lines=1)
    return [_joined([short[found.policy(lever)] for lever in levers], points) for levers in rows_shown(found)]


def _joined(names: Sequence[str], points: float) -> str:
    said = JOINTLY.join(names)
    return said if width_of(said, SMALL) <= points else f"{JOINTLY.rstrip()}\n".join(names)


PORTFOLIO_FIGURES: Mapping[str, Plot] = {"effects": effects}
"""The figures of portfolios, by name."""


def save_portfolios(found: Portfolios, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write figures, tables and the recommendation in full into a folder; return the files."""
    folder = Path(folder)
    with own_settings():
        files = [write_figure(effects(found, lang=lang), folder / f"effects.{kind}") for kind in FORMATS]
    files += found.save(folder)
    if found.recommendation:
        files.append(folder / "recommendation.txt")
        with whole_file(files[-1]) as beside:
            said = Document(lang, tuple(recommendation_nodes(found.recommendation, Words(lang))))
            beside.write_text("".join(f"{line.plain}\n" for line in screen_of(said)), encoding="utf-8")
    return files
