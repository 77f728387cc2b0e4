"""Writes the figures of a forecast as files, the same bytes for the same forecast."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.backlog import backlog
from prakerja.report.figures import money, recipients
from prakerja.study import Forecast

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
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context():  # the figures of a file do not depend on a user's settings
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "prakerja"
        return [path for name in FIGURES for path in _save(forecast, name, folder, lang)]


def _save(forecast: Forecast, name: str, folder: Path, lang: str) -> list[Path]:
    figure = FIGURES[name](forecast, lang=lang).get_figure(root=True)
    assert isinstance(figure, Figure)
    return [_write(figure, folder / f"{name}.{kind}", kind) for kind in FORMATS]


def _write(figure: Figure, path: Path, kind: str) -> Path:
    """Write beside first, then rename, so that no half file is ever left."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        figure.savefig(beside, format=kind, metadata=dict(FORMATS[kind]))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
