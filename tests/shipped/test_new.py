"""`prakerja new` writes a study in which everything works; `prakerja scenarios` lists what it can be made of."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import sys
from pathlib import Path

import nbformat
import pytest
import typer
from nbclient import NotebookClient
from typer.testing import CliRunner

import prakerja as pk
from prakerja.cli import app
from prakerja.cli.observe import TEMPLATE
from prakerja.scenario import InputError, observations_of, shipped

FILES = ["README.md", "autumn.ipynb", "autumn.toml", "observations.csv", "rule.py"]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new study, the working directory being in it."""
    done = CliRunner().invoke(app, ["new", str(tmp_path / "office" / "autumn")])
    assert done.exit_code == 0, done.output
    folder = tmp_path / "office" / "autumn"
    assert done.output.split() == [str(folder / file) for file in FILES]
    assert sorted(path.name for path in folder.iterdir()) == FILES
    monkeypatch.chdir(folder)
    return folder


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.output


def test_its_scenario_is_sound_and_differs_from_the_shipped_one_in_what_it_says(study: Path) -> None:
    assert "autumn.toml: sound." in run("check", "autumn.toml")
    assert run("diff", "prakerja-2020", "autumn.toml") == (
        "policy.quota.places: 800,000 becomes 400,000 (persons a wave)\n"
    )
    assert "my-study" not in "".join(file.read_text(encoding="utf-8") for file in study.iterdir())


def test_its_figure_is_a_published_one_and_further_ones_count(study: Path) -> None:
    assert (study / "observations.csv").read_text(encoding="utf-8") == TEMPLATE
    mine, plan = pk.load("autumn.toml"), pk.load("prakerja-2020")
    assert observations_of(mine) == observations_of(plan)
    own = TEMPLATE + TEMPLATE.splitlines()[1].replace("4770000", "4770001") + "\n"
    (study / "observations.csv").write_text(own, encoding="utf-8")
    assert len(observations_of(mine)) == len(observations_of(plan)) + 1
    assert "4,770,001" in run("observe", "observations.csv", "--scenario", "autumn.toml")


def test_commands_of_its_readme_are_understood(study: Path) -> None:
    (block,) = re.findall(r"```\n(.*?)```", (study / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    group = typer.main.get_command(app)
    said = [shlex.split(line, comments=True) for line in block.splitlines()]
    for _, verb, *words in (line for line in said if line[0] == "prakerja"):
        group.commands[verb].make_context(verb, words)  # type: ignore[attr-defined]
        assert all(Path(word).exists() for word in words if "." in word)
    assert sorted(line[1] for line in said if line[0] != "prakerja" and line[0] == "python") == ["rule.py"]


def test_forecast_of_its_scenario(study: Path) -> None:
    run("forecast", "autumn.toml", "--prior", "--draws", "4", "--workers", "1", "--no-keep-draws", "--quiet")
    assert (study / "out" / "autumn" / "recipients.svg").is_file()


def test_its_rule_pauses_while_people_wait(study: Path) -> None:
    pay_first = runpy.run_path("rule.py")["pay_first"]
    view = pk.View.of(target=5_600_000, selected=[3_080_880, 5_500_000, 3_080_880], expected_wait=[2.5, 5, 8])
    assert pay_first(view).tolist() == [800_000, 100_000, 0]
    compared = pk.compare("prakerja-2020", ["autumn.toml", pay_first], draws=2, prior=True, workers=1)
    assert [one.name for one in compared.policies] == ["prakerja-2020", "autumn", "pay_first"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own libraries
def test_its_notebook(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    notebook = nbformat.read("autumn.ipynb", as_version=4)
    (settings,) = (cell for cell in notebook.cells if '{"draws": 500}' in cell.source)
    settings.source = settings.source.replace('{"draws": 500}', '{"draws": 4, "prior": True, "workers": 1}')
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": study}}).execute()
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in data for data in shown) == 2


def test_a_folder_that_is_in_use_is_refused_and_left_as_it_is(study: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in study.iterdir()}
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for place, said in (
        (study, "is there already, and not an empty folder"),
        (tmp_path / "file", "is there already, and not an empty folder"),
        (tmp_path / "file" / "below", "cannot be written"),
        (tmp_path / "two words", "must have a name of letters, digits, - and _"),
    ):
        refused = CliRunner().invoke(app, ["new", str(place)]).exception
        assert isinstance(refused, InputError)
        assert said in str(refused)
    assert {file: file.read_bytes() for file in study.iterdir()} == before
    assert not (tmp_path / "two words").exists()


def test_an_empty_folder_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "autumn").mkdir()
    monkeypatch.chdir(tmp_path / "autumn")
    run("new", ".")
    assert sorted(path.name for path in Path().iterdir()) == FILES


def test_what_is_shipped_is_listed_with_its_titles() -> None:
    lines = run("scenarios").splitlines()
    *listed, empty, where = lines
    assert (empty, where.strip()) == ("", str(shipped.FOLDER))
    assert [line.split()[0] for line in listed] == [*shipped.scenarios(), *shipped.preferences()]
    assert next(line for line in listed if "over-select" in line).endswith("the target counted on who stays")
