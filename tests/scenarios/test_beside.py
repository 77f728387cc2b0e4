"""Figures beside a scenario: those of its scenarios folder, an office's own in the folder of its file, and by name."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from prakerja.scenario import InputError, Observations, from_launch, load, load_observations, observations_of
from prakerja.scenario.beside import added, files_beside

SHIPPED = load_observations("scenarios/data/observations.csv")
HEADER = Path("scenarios/data/observations.csv").read_text(encoding="utf-8").splitlines()[0]
NEW = "2020-10-20,2020-10-20,incentive_recipients_cumulative,4900000,persons,,,high,,,said,own"
EARLY = "2020-10-08,2020-10-12,incentive_recipients_cumulative,3800000,persons,,,high,,,said,own"
MINE = 'extends = "../prakerja-2020.toml"\ntitle = "Mine"\npurpose = "To try."\nsource = "assumption"\n'


def table(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "scenarios"
    (folder / "data").mkdir(parents=True)
    shutil.copy("scenarios/prakerja-2020.toml", folder)
    shutil.copy("scenarios/data/observations.csv", folder / "data")
    (folder / "mine").mkdir()
    (folder / "mine" / "october.toml").write_text(MINE)
    return folder


def test_own_figures_lie_in_the_folder_of_the_scenarios_own_file(office: Path) -> None:
    own = table(office / "mine" / "observations.csv", NEW)
    mine, plan = load(office / "mine" / "october.toml"), load(office / "prakerja-2020.toml")
    assert files_beside(mine) == [office / "data" / "observations.csv", own]
    assert [row.value for row in observations_of(mine)[len(SHIPPED) :]] == [4_900_000]
    assert observations_of(plan) == SHIPPED


def test_a_scenario_made_of_another_keeps_its_folder(office: Path) -> None:
    table(office / "mine" / "observations.csv", NEW)
    mine = load(office / "mine" / "october.toml")
    for made in (mine.replace({"policy.quota.places": 5}), from_launch(mine)):
        assert len(observations_of(made)) == len(SHIPPED) + 1
        assert (made.folder, made.own_folder) == (office, office / "mine")


def test_own_figures_beside_a_scenario_in_the_first_folder(office: Path) -> None:
    table(office / "observations.csv", NEW)
    assert len(observations_of(load(office / "prakerja-2020.toml"))) == len(SHIPPED) + 1
    assert len(observations_of(load(office / "mine" / "october.toml"))) == len(SHIPPED)


def test_a_file_by_name_is_added_and_the_shipped_one_stays_as_it_is(tmp_path: Path) -> None:
    before = Path("scenarios/data/observations.csv").read_bytes()
    found = observations_of(load("scenarios/prakerja-2020.toml"), table(tmp_path / "own.csv", NEW))
    assert (found[: len(SHIPPED)], found[-1].value) == (SHIPPED, 4_900_000)
    assert Path("scenarios/data/observations.csv").read_bytes() == before


def test_figures_that_are_given_take_the_place_of_all_files() -> None:
    given = Observations(SHIPPED.rows[:3], SHIPPED.known)
    assert observations_of(load("scenarios/prakerja-2020.toml"), given) is given


def test_a_figure_that_was_known_before_counts_once_from_the_earlier_day(tmp_path: Path) -> None:
    """The press printed on 26 October what an office had said on the 12th."""
    found = observations_of(load("scenarios/prakerja-2020.toml"), table(tmp_path / "own.csv", EARLY))
    assert len(found) == len(SHIPPED)
    on = {row.published_on for row in found if (row.quantity, row.value) == (EARLY.split(",")[2], 3_800_000)}
    assert on == {date(2020, 10, 12)}
    assert added(SHIPPED, SHIPPED) == SHIPPED
    later = load_observations(table(tmp_path / "late.csv", EARLY.replace("2020-10-12", "2020-10-30")))
    assert added(SHIPPED, later) == SHIPPED


def test_units_must_be_those_of_the_shipped_figures(tmp_path: Path) -> None:
    own = table(tmp_path / "own.csv", NEW, NEW.replace("persons", "people"))
    with pytest.raises(InputError, match='line 3, unit   "people"   must be "persons" as before') as told:
        observations_of(load("scenarios/prakerja-2020.toml"), own)
    assert told.value.where == str(own)


def test_without_any_file_there_is_nothing_to_read(tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    shutil.copy("scenarios/prakerja-2020.toml", alone)
    assert files_beside(load(alone)) == []
    with pytest.raises(InputError, match="has no published figures beside it"):
        observations_of(load(alone))
    assert len(observations_of(load(alone), table(tmp_path / "own.csv", NEW))) == 1
