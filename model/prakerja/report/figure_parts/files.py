"""Figures as files, the same bytes for the same result: beside first, then renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.figure_parts.style import as_text
from prakerja.scenario import InputError, Problem
from prakerja.study.runs.whole_file import whole_file

FORMATS: Mapping[str, Mapping[str, str | None]] = {
    "svg": {"Date": None, "Creator": "prakerja"},
    "png": {"Software": "prakerja"},
}
"""File formats, with the metadata that would otherwise differ from day to day and from machine to machine."""


def kind_of(path: str | Path) -> str:
    """Return the format that the ending of a path asks for.

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
    with as_text(), mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["text.parse_math"] = False
        mpl.rcParams["svg.hashsalt"] = "prakerja"
        yield


def write_figure(ax: Axes, path: str | Path) -> Path:
    """Write the figure of some axes, as the ending of the path says: beside first, then renamed."""
    return write_figures({Path(path): ax})[0]


def in_bytes(ax: Axes) -> dict[str, bytes]:
    """Return the figure of some axes as a file of every format would have it."""
    files = {kind: BytesIO() for kind in FORMATS}
    for kind, file in files.items():
        _save(ax, file, kind)
    return {kind: file.getvalue() for kind, file in files.items()}


def write_figures(drawn: Mapping[Path, Axes]) -> list[Path]:
    """Write the figures of axes, as the endings of the paths say: all beside first, then renamed, or none."""
    with ExitStack() as written:
        for path, ax in drawn.items():
            _save(ax, written.enter_context(whole_file(path)), kind_of(path))
    return [*drawn]


def _save(ax: Axes, file: Path | BytesIO, kind: str) -> None:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.savefig(file, format=kind, metadata=dict(FORMATS[kind]))
