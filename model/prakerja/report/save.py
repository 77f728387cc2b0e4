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
from prakerja.report.story import plot_story
from prakerja.scenario import InputError, Problem
from prakerja.study import Forecast, Story
from prakerja.study.whole_file import whole_file

FIGURES: Mapping[str, Callable[..., Axes]] = {"recipients": recipients, "money": money, "backlog": backlog}
"""The figures of a forecast, by name."""

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
    with _own_settings():
        return [path for name in FIGURES for path in _save(forecast, name, folder, lang)]


def save_story(story: Story, path: str | Path, lang: str = "en") -> Path:
    """Write the picture of a story, as the ending of the path says.

    Raises
    ------
    InputError
        If it ends in neither .svg nor .png.
    """
    path, kind = Path(path), kind_of(path)
    with _own_settings():
        return _write(_figure(plot_story(story, lang=lang)), path, kind)


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
def _own_settings() -> Iterator[None]:
    """Draw as the figures of a file are always drawn, whatever a user's settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "prakerja"
        yield


def _save(forecast: Forecast, name: str, folder: Path, lang: str) -> list[Path]:
    figure = _figure(FIGURES[name](forecast, lang=lang))
    return [_write(figure, folder / f"{name}.{kind}", kind) for kind in FORMATS]


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def _write(figure: Figure, path: Path, kind: str) -> Path:
    with whole_file(path) as beside:
        figure.savefig(beside, format=kind, metadata=dict(FORMATS[kind]))
    return path
