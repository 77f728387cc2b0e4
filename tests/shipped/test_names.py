"""Shipped scenarios are called by their names from any folder, and extended by files that lie elsewhere."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from prakerja.scenario import InputError, from_launch, load, load_observations, observations_of, shipped
from prakerja.scenario.beside import files_beside
from prakerja.scenario.scenario import build
from prakerja.study.comparison.preferences import Preferences
from prakerja.study.evaluation.as_known import as_known

SCENARIOS = Path("scenarios").resolve()
PROSE = 'title = "Mine"\npurpose = "To try."\nsource = "assumption"\n'


def write(path: Path, extends: str, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'extends = "{extends}"\n{PROSE}{text}', encoding="utf-8")
    return path


def said(call: object) -> str:
    with pytest.raises(InputError) as refused:
        call()  # type: ignore[operator]
    (only,) = refused.value.problems
    return f"{only.path} {only.found} {only.allowed}"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("prakerja-2020", "prakerja-2020.toml"),
        ("over-select", "policies/over-select.toml"),
        ("policies/over-select", "policies/over-select.toml"),
        ("2020-10-14", "hindcasts/2020-10-14.toml"),
    ],
)
def test_a_name_is_its_file_from_any_folder(elsewhere: Path, name: str, file: str) -> None:
    for said_so in (name, Path(name)):
        found = load(said_so)
        assert (found.hash, found.name) == (load(SCENARIOS / file).hash, Path(file).stem)
        assert (found.folder, found.shipped, found.trees) == (SCENARIOS, file.removesuffix(".toml"), (SCENARIOS,))


def test_no_name_without_its_folder_is_that_of_two() -> None:
    for known in (shipped.scenarios(), shipped.preferences()):
        stems = [file.stem for file in known.values()]
        assert len(stems) == len(set(stems)) > 2
    files = {file.relative_to(SCENARIOS) for file in SCENARIOS.rglob("*.toml")}
    assert len(shipped.scenarios()) + len(shipped.preferences()) == len(files)


def test_a_file_that_is_there_goes_before_a_name_and_a_folder_does_not(elsewhere: Path) -> None:
    (elsewhere / "over-select").mkdir()
    assert load("over-select").title.startswith("Over-select")
    (elsewhere / "over-select").rmdir()
    write(elsewhere / "over-select", "small")
    assert load("over-select").title == "Mine"


def test_an_unknown_name_is_told_the_nearest(elsewhere: Path) -> None:
    assert said(lambda: load("over-selct")).endswith("no such file; shipped, and called by name: over-select")
    assert said(lambda: load("scenarios/prakerja-2020.toml")).endswith("called by name: prakerja-2020")
    assert said(lambda: load("qqq")).endswith("`prakerja scenarios` lists what is shipped, and called by name")
    assert said(lambda: load("qqq.toml")).endswith("there is no such file")
    assert said(lambda: load("labour")).endswith("and called by name")  # preferences are no scenario


def test_preferences_have_names_too(elsewhere: Path) -> None:
    assert Preferences.read("labour") == Preferences.read("preferences/labour")
    assert Preferences.read("labour").title.startswith("The labour ministry's view")
    assert said(lambda: Preferences.read("labor")).endswith("called by name: labour")
    assert said(lambda: Preferences.read("prakerja-2020")).endswith("and called by name")


def test_a_file_elsewhere_extends_by_name_and_has_the_shipped_figures_and_past(elsewhere: Path) -> None:
    write(elsewhere / "base.toml", "over-select", "[policy.quota]\nplaces = 400_000\n")
    mine = load(write(elsewhere / "mine.toml", "base.toml"))
    plan = load("prakerja-2020")
    assert (mine.policy.quota.rule, mine.policy.quota.places, mine.world) == ("over-select", 400_000, plan.world)
    assert (mine.shipped, mine.folder, mine.trees) == ("policies/over-select", elsewhere, (SCENARIOS, elsewhere))
    figures = observations_of(plan)
    for made in (mine, from_launch(mine), mine.replace({"policy.quota.places": 5})):
        assert observations_of(made) == figures
    assert as_known(mine, date(2020, 7, 1), figures).name == "2020-06-27"


def test_own_figures_come_after_the_shipped_ones(elsewhere: Path) -> None:
    mine = load(write(elsewhere / "scenarios" / "office" / "mine.toml", "prakerja-2020"))
    tree, own = elsewhere / "scenarios" / "data" / "observations.csv", elsewhere / "scenarios/office/observations.csv"
    tree.parent.mkdir()
    for file in (tree, own):
        shutil.copy(SCENARIOS / "data" / "observations.csv", file)
    assert files_beside(mine) == [SCENARIOS / "data" / "observations.csv", tree, own]
    assert observations_of(mine) == load_observations(tree)


def test_what_it_rests_on_changes_no_result_and_nobody_states_it(elsewhere: Path) -> None:
    copied = elsewhere / "copied.toml"
    shutil.copy(SCENARIOS / "prakerja-2020.toml", copied)
    copy, plan = load(copied), load("prakerja-2020")
    assert (copy.shipped, copy.hash, files_beside(copy)) == (None, plan.hash, [])
    assert load(copied, ["shipped=small"]).shipped is None
    write(elsewhere / "mine.toml", "small", 'shipped = "small"\n')
    assert said(lambda: load("mine.toml")) == 'shipped "small" is seen from extends: leave it out'


@pytest.mark.parametrize("other", ["../secret.toml", "../secret", "policies/../../secret", "/etc/passwd", "", "."])
def test_a_name_leads_nowhere_but_to_what_is_shipped(elsewhere: Path, other: str) -> None:
    write(elsewhere / "secret.toml", "small")
    write(elsewhere / "secret", "small")
    path = write(elsewhere / "study" / "mine.toml", other)
    assert said(lambda: load(path)).startswith("extends ")
    path = write(elsewhere / "study" / "mine.toml", other.removesuffix(".toml") + ".toml")
    assert said(lambda: load(path)).startswith("extends ")


def test_extends_of_an_unknown_name_is_told_the_nearest(elsewhere: Path) -> None:
    path = write(elsewhere / "mine.toml", "over-selekt")
    assert said(lambda: load(path)) == (
        'extends "over-selekt" must name a .toml file, or a shipped scenario; shipped, and called by name: over-select'
    )


def test_shipped_files_have_their_own_tree_wherever_the_model_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment inside a folder called scenarios: what lies beside it is not the model's."""
    installed = tmp_path / "scenarios" / "env" / "prakerja" / "scenarios"
    shutil.copytree(SCENARIOS, installed)
    monkeypatch.setattr("prakerja.scenario.shipped.FOLDER", installed)
    monkeypatch.setattr("prakerja.scenario.scenario.FOLDER", installed)
    found = load("over-select")
    assert (found.folder, len(observations_of(found)) > 100) == (installed, True)
    write(installed / "policies" / "over-select.toml", "../../outside.toml")
    assert "must stay inside" in said(lambda: load("over-select"))


def test_one_that_was_saved_and_carried_elsewhere_finds_its_figures(elsewhere: Path) -> None:
    """As a netCDF file of a forecast keeps it, on a machine where its folder is another or none."""
    plan = load("prakerja-2020")
    carried = build(json.loads(plan.model_dump_json()), where="carried", folder=elsewhere / "gone")
    assert (carried.hash, observations_of(carried)) == (plan.hash, observations_of(plan))
