"""Names and titles are text in every figure, whatever signs they have: no mathematics, no warning, nothing half-way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.text import Text

from prakerja.report import html_of, save_comparison_figures, save_figures, text_of
from prakerja.report.figure_parts import files
from prakerja.report.figures import FIGURES
from prakerja.study import Forecast, compare, follow

SIGNS = [r"$\frac{$", "a $ b $ c_1^2", "emoji 😀", "漢字 plan", "<b>&amp; [red]bold[/red]"]


def named(outlook: Forecast, words: str) -> Forecast:
    scenario = outlook.scenario.replace({"title": f"Title {words}"}, name=words)
    return Forecast(replace(outlook.ensemble, scenario=scenario))


@pytest.mark.parametrize("words", SIGNS)
def test_a_forecast_of_any_name_is_drawn_and_told(
    words: str, small: Forecast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings are errors here; the name stands in the foot of each figure as it is written."""
    found = named(small, words)
    assert all(path.stat().st_size for path in save_figures(found, tmp_path))
    assert capsys.readouterr().err == ""
    ax = found.plot("recipients")
    assert any(words in text.get_text() for text in ax.get_figure().findobj(Text))
    assert ax._repr_png_()
    assert words in text_of(found)
    assert "<b>" not in html_of(found)


def test_a_comparison_of_policies_of_any_name_is_drawn(small: Forecast, tmp_path: Path) -> None:
    base = small.scenario
    others = [base.replace({"policy.quota.places": n, "title": words}, name=words) for n, words in enumerate(SIGNS[:4])]
    found = compare(base, others, draws=4, seed=1, prior=True, workers=1, cache=None)
    assert all(path.stat().st_size for path in save_comparison_figures(found, tmp_path))


def test_a_story_of_a_scenario_of_any_name_is_drawn(small: Forecast, tmp_path: Path) -> None:
    found = follow(small.scenario.replace({}, name=SIGNS[0]), person=17)
    with mpl.rc_context({"text.parse_math": True}):
        assert found.plot("days")._repr_png_()


def test_figures_are_all_there_or_none(small: Forecast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of them cannot be written: the first are not left behind."""
    written = []

    def fails_at_last(path: Path) -> str:
        written.append(path)
        if len(written) == 2 * len(FIGURES[Forecast]):
            raise OSError("no room")
        return path.suffix[1:]

    monkeypatch.setattr(files, "kind_of", fails_at_last)
    with pytest.raises(OSError, match="no room"):
        save_figures(small, tmp_path)
    assert len(written) == 2 * len(FIGURES[Forecast])
    assert list(tmp_path.iterdir()) == []
