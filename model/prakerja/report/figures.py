"""Which figures each result has, by name, and writing them as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from prakerja.report.calibration.fits import plot_fits
from prakerja.report.calibration.values import plot_values
from prakerja.report.common.document import Figure, Node
from prakerja.report.common.words import Words
from prakerja.report.evaluation.over_time import plot_over_time
from prakerja.report.evaluation.past import past
from prakerja.report.evaluation.waterfall import plot_waterfall
from prakerja.report.figure_parts.figure import Plot
from prakerja.report.figure_parts.files import FORMATS, own_settings, write_figure, write_figures
from prakerja.report.forecasting.backlog import backlog
from prakerja.report.forecasting.calendar import calendar
from prakerja.report.forecasting.cash import cash
from prakerja.report.forecasting.figures import money, recipients
from prakerja.report.forecasting.flow import flow
from prakerja.report.forecasting.one_future import beside_all
from prakerja.report.forecasting.prior_figure import plot_prior
from prakerja.report.forecasting.story import plot_story
from prakerja.report.optimisation.front import plot_front
from prakerja.report.sensitivity.information_value import plot_worth
from prakerja.report.sensitivity.sobol import plot_sobol
from prakerja.report.sensitivity.tornado import plot_tornado
from prakerja.study import (
    Accounts,
    Drivers,
    Forecast,
    Hindcast,
    OneFuture,
    Optimum,
    Posterior,
    PriorCheck,
    Story,
    Update,
)

Nodes = Callable[[Any, Words], Iterable[Node]]

FIGURES: Mapping[type, Mapping[str, Plot]] = {
    Forecast: {
        "recipients": recipients,
        "money": money,
        "backlog": backlog,
        "flow": flow,
        "calendar": calendar,
        "cash": cash,
    },
    Accounts: {"cash": cash},
    Drivers: {"tornado": plot_tornado, "sobol": plot_sobol, "worth": plot_worth},
    Posterior: {"values": plot_values, "fits": plot_fits},
    Hindcast: {"hindcast": past},
    OneFuture: {"beside_all": beside_all},
    Optimum: {"front": plot_front},
    PriorCheck: {"prior": plot_prior},
    Story: {"days": plot_story},
    Update: {"waterfall": plot_waterfall, "over_time": plot_over_time},
}
"""By result, its figures by name."""


def with_figures(nodes: Nodes, names: Iterable[str]) -> Nodes:
    """Return what tells a result with its figures, by their names, after all else."""

    def told(result: Any, words: Words) -> Iterator[Node]:
        yield from nodes(result, words)
        yield from (Figure(name, words(f"figure.{name}")) for name in names)

    return told


def save_figures(result: Any, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write all figures of a result as SVG and PNG: all of them, or none.

    Parameters
    ----------
    result
        A result of one of the kinds in `FIGURES`.
    folder
        Where to; it is made if it is not there.
    lang
        ``"en"`` or ``"id"``.

    Returns
    -------
    the files
    """
    with own_settings():
        drawn = {name: draw(result, lang=lang) for name, draw in FIGURES[type(result)].items()}
        return write_figures({Path(folder) / f"{name}.{kind}": ax for name, ax in drawn.items() for kind in FORMATS})


def save_story(story: Story, path: str | Path, lang: str = "en") -> Path:
    """Write the picture of a story, as the ending of the path says.

    Raises
    ------
    InputError
        If it ends in neither .svg nor .png.
    """
    with own_settings():
        return write_figure(plot_story(story, lang=lang), path)
