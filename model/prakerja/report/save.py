"""Writes the figures of a forecast as files, the same bytes for the same forecast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.backlog import backlog
from prakerja.report.figures import money, recipients
from prakerja.report.front import plot_front
from prakerja.report.learnt_fits import plot_fits
from prakerja.report.learnt_values import plot_values
from prakerja.report.past import past
from prakerja.report.prior_figure import plot_prior
from prakerja.report.sobol import plot_sobol
from prakerja.report.story import plot_story
from prakerja.report.tornado import plot_tornado
from prakerja.report.worth import plot_worth
from prakerja.scenario import InputError, Problem
from prakerja.study import Drivers, Forecast, Optimum, Posterior, PriorCheck, Story
from prakerja.study.hindcast import Hindcast
from prakerja.study.whole_file import whole_file

FIGURES: Mapping[str, Callable[..., Axes]] = {"recipients": recipients, "money": money, "backlog": backlog}
"""The figures of a forecast, by name."""

DRIVING: Mapping[str, Callable[..., Axes]] = {"tornado": plot_tornado, "sobol": plot_sobol, "worth": plot_worth}
"""The figures of what drives an answer, by name."""

LEARNT: Mapping[str, Callable[..., Axes]] = {"values": plot_values, "fits": plot_fits}
"""The figures of a calibration, by name."""

FORMATS: Mapping[str, Mapping[str, str | None]] = {
    "svg": {"Date": None, "Creator": "prakerja"},
    "png": {"Software": "prakerja"},
}
"""File formats, with the metadata that would otherwise differ from day to day and from machine to machine."""


def save_figures(forecast: Forecast, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write recipients, money and backlog as SVG and PNG, each complete or not at all.

    Parameters
    ----------
    folder
        Where to; it is made if it is not there.
    lang
        ``"en"`` or ``"id"``.

    Returns
    -------
    the files
    """
    folder = Path(folder)
    with own_settings():
        return [path for name in FIGURES for path in _save(FIGURES[name](forecast, lang=lang), folder / name)]


def save_drivers(found: Drivers, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write tornado, Sobol indices and what is worth measuring, as `save_figures` does for a forecast."""
    folder = Path(folder)
    with own_settings():
        return [path for name in DRIVING for path in _save(DRIVING[name](found, lang=lang), folder / name)]


def save_learnt(posterior: Posterior, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write prior against posterior, and the fit to every series, as `save_figures` does for a forecast."""
    folder = Path(folder)
    with own_settings():
        return [path for name in LEARNT for path in _save(LEARNT[name](posterior, lang=lang), folder / name)]


def save_prior(found: PriorCheck, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write what the beliefs imply beside what is meant, as `save_figures` does for a forecast."""
    with own_settings():
        return _save(plot_prior(found, lang=lang), Path(folder) / "prior")


def save_front(found: Optimum, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write the front of a search, as `save_figures` does for a forecast."""
    with own_settings():
        return _save(plot_front(found, lang=lang), Path(folder) / "front")


def save_story(story: Story, path: str | Path, lang: str = "en") -> Path:
    """Write the picture of a story, as the ending of the path says.

    Raises
    ------
    InputError
        If it ends in neither .svg nor .png.
    """
    with own_settings():
        return write_figure(plot_story(story, lang=lang), path)


def save_hindcast(found: Hindcast, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write the figure of hindcasts as SVG and PNG, each complete or not at all."""
    with own_settings():
        return _save(past(found, lang=lang), Path(folder) / "hindcast")


def kind_of(path: str | Path) -> str:
    """Give the format that the ending of a path asks for.

    Raises
    ------
    InputError
        If it is none that figures are written in.
    """
    kind = Path(path).suffix.removeprefix(".")
    if kind not in FORMATS:
        raise InputError("figure", [Problem("file", str(path), "must end in .svg or .png")])
    return kind


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw as the figures of a file are always drawn, whatever a user's settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "prakerja"
        yield


def _save(ax: Axes, path: Path) -> list[Path]:
    return [write_figure(ax, path.with_name(f"{path.name}.{kind}")) for kind in FORMATS]


def write_figure(ax: Axes, path: str | Path) -> Path:
    """Write the figure of some axes, as the ending of the path says: beside first, then renamed."""
    path, kind = Path(path), kind_of(path)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    with whole_file(path) as beside:
        figure.savefig(beside, format=kind, metadata=dict(FORMATS[kind]))
    return path
