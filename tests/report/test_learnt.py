"""What a calibration shows: every number on the screen and in the figures is one of the posterior's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from prakerja.report import lines_of, save_figures, text_of
from prakerja.report.calibration.fits import plot_fits
from prakerja.report.calibration.values import plot_values
from prakerja.report.common.document import Note, Sentence, Table, document
from prakerja.study import Posterior, calibrate, forecast
from prakerja.study.calibration.unknowns import DISCREPANCY


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    return calibrate("scenarios/hindcasts/2020-05-19.toml", quick=True, cache=None)


def test_the_table_shows_the_most_narrowed_first(posterior: Posterior) -> None:
    (said,) = document(posterior).every(Table)
    narrowed = [int(row[1].words.removesuffix(" %")) for row in said.rows]
    assert narrowed == sorted(narrowed, reverse=True)
    path = posterior.learnt().index[0]
    assert said.rows[0][2].words == f"{np.median(posterior.values[path]):.2f}"


def test_the_sentence_counts_figures_and_values(posterior: Posterior) -> None:
    said = " ".join(one.words for one in document(posterior).every(Sentence))
    uncertain = len(posterior.values) + len(posterior.untouched)
    assert f"{posterior.figures} published figures" in said
    assert f"{len(posterior.values)} of {uncertain} uncertain values" in said


@pytest.mark.parametrize(("lang", "verdict"), [("en", "NOT converged"), ("id", "BELUM konvergen")])
def test_a_rough_calibration_says_that_it_is_one(posterior: Posterior, lang: str, verdict: str) -> None:
    assert not posterior.converged
    assert verdict in " ".join(text_of(posterior, lang).split())


def test_the_picture_of_values_has_three_bars_a_row(posterior: Posterior) -> None:
    rows = plot_values(posterior).child_axes[0]
    shown = posterior.learnt().head(14).index
    assert {bar.get_gid() for bar in rows.patches} == {
        f"{path}-{part}" for path in shown for part in ("before", "90", "50")
    }


def test_the_picture_of_fits_has_a_bar_a_figure_before_and_after(posterior: Posterior) -> None:
    small = plot_fits(posterior).child_axes
    taught = [reading for reading in posterior.readings if reading.group in DISCREPANCY]
    assert len(small) == len(taught)
    for axes, reading in zip(small, taught, strict=True):
        bars = {lines.get_gid(): len(lines.get_segments()) for lines in axes.collections if lines.get_gid()}
        assert bars == {f"{reading.name}-{part}": len(reading.values) for part in ("before", "after")}


def test_figures_are_files_in_two_formats(posterior: Posterior, tmp_path: Path) -> None:
    files = save_figures(posterior, tmp_path, "id")
    assert {file.name for file in files} == {f"{name}.{kind}" for name in ("values", "fits") for kind in ("svg", "png")}
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in files}


def test_a_forecast_says_what_the_figures_changed(posterior: Posterior) -> None:
    outlook = forecast(posterior.scenario, 32, posterior=posterior, workers=1, cache=None)
    notes = {note.label: note.lines for note in document(outlook).every(Note)}
    expected, low, high = outlook.provenance["prior"]["paid_once"]
    line = next(line for line in notes["figures say"] if line.startswith("paid at least once"))
    assert f"{outlook.range('paid_once').expected / 1e6:.2f} M" in line
    assert f"{expected / 1e6:.2f} M ({low / 1e6:.2f}–{high / 1e6:.2f})" in line
    assert "has not converged" in notes["figures say"][-1]
    assert len(lines_of(outlook)) <= 36
    assert outlook.provenance["calibrated_on"] == posterior.figures
