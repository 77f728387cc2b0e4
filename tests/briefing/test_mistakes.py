"""What is asked for and cannot be is told in a line, before the work."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from prakerja.cli import app
from prakerja.report.briefing.briefing import Briefing
from prakerja.report.briefing.formats import check_formats
from prakerja.report.briefing.make import brief
from prakerja.report.briefing.uncertainty import LEFT_OUT, past_scores, uncertainty_section
from prakerja.report.common.words import Words
from prakerja.scenario import InputError
from tests.briefing.conftest import VIEW


@pytest.mark.parametrize(("kind", "package"), [("pdf", "weasyprint"), ("pptx", "pptx"), ("xlsx", "xlsxwriter")])
def test_a_missing_extra_is_named_before_the_work(
    kind: str, package: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, briefing: Briefing
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=re.escape("pip install 'prakerja[brief]'")):
        briefing.save(tmp_path, ["html", kind])
    assert list(tmp_path.iterdir()) == []
    assert check_formats("html") == ["html"]


def prakerja(*words: str | Path) -> str:
    """Run the command in this process, and return what it prints."""
    done = CliRunner().invoke(app, ["brief", "scenarios/small.toml", *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_wrong_format_costs_a_line_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="docx"):
        prakerja("--format", "html,docx", "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_writes_the_page_and_names_the_command_that_makes_it_again(tmp_path: Path) -> None:
    said = prakerja("--prior", "--draws", 8, "--workers", 1, "--lang", "id", "--out", tmp_path)
    page = tmp_path / "small" / "brief-id.html"
    assert [*page.parent.iterdir()] == [page]
    assert str(page) in said
    again = "prakerja brief scenarios/small.toml --draws 8 --seed 2020 --prior --lang id"
    assert f"<code>{again}</code>" in page.read_text(encoding="utf-8")


def test_preferences_among_nothing_are_refused(tmp_path: Path) -> None:
    from prakerja.study import Preferences

    with pytest.raises(InputError, match="needs a policy to compare with"):
        brief("scenarios/small.toml", prefer=Preferences.of(VIEW))


def test_nothing_is_left_when_a_briefing_cannot_be_written(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prakerja.report.briefing import page

    def fails(content: object, path: Path) -> None:
        path.write_text("half")
        raise OSError("the disk is full")

    monkeypatch.setattr(page, "write", fails)
    with pytest.raises(OSError, match="disk"):
        briefing.save(tmp_path, "html")
    assert list(tmp_path.iterdir()) == []


def test_the_scores_of_past_forecasts_are_those_of_the_page_about_them() -> None:
    kept = past_scores()
    page = Path("docs/model/hindcasts.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| 25 August to 19 September \|.*$", page, re.MULTILINE)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[3] == str(kept["figures"])
    assert cells[4] == f"{kept['p50']}, {kept['p80']}, {kept['p90']}"


def test_what_is_left_out_is_the_table_of_the_models_page() -> None:
    page = Path("model/README.md").read_text(encoding="utf-8").partition("| left out |")[2]
    rows = [line.strip("| ").split()[0].strip(":,") for line in page.splitlines()[2:] if line.startswith("|")]
    rows = rows[: page.splitlines()[2:].index("")]
    assert [Words("en")(f"brief.left_{name}").split()[0].strip(":,") for name in LEFT_OUT] == rows


@pytest.mark.parametrize(("lang", "said"), [("en", "ranges held 87 of 100"), ("id", "rentang 90 % memuat 87 dari 100")])
def test_only_a_forecast_that_has_learnt_is_told_how_past_ones_did(briefing: Briefing, lang: str, said: str) -> None:
    found = briefing.forecast
    learnt = replace(found, ensemble=replace(found.ensemble, origin={"calibrated_on": 35}))
    assert said in section_lines(replace(briefing, forecast=learnt), lang)
    assumed = section_lines(briefing, lang)
    assert "87" not in assumed
    assert "prakerja hindcast" in assumed


def section_lines(briefing: Briefing, lang: str) -> str:
    return "\n".join(uncertainty_section(briefing, [], Words(lang)).lines)
