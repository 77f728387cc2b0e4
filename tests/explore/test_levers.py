"""Levers: what each changes in a scenario, what an address may say of them, and the file that a setting becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prakerja.explorer.explorer import Explorer
from prakerja.explorer.save import save_setting
from prakerja.explorer.setting import changes_of, read_setting, write_setting
from prakerja.scenario import InputError, diff, load
from tests.explore.conftest import EVERYTHING, SMALL


def test_every_lever_goes_to_both_ends_of_its_range_and_changes_the_scenario(explorer: Explorer) -> None:
    for control in explorer.controls:
        for number in {control.low, control.high} - {control.now}:
            changed = explorer.scenario({control.key: number})
            assert diff(explorer.plan, changed), control.key


def test_what_each_lever_says_is_what_the_scenario_then_states(explorer: Explorer) -> None:
    policy = explorer.scenario(explorer.read(EVERYTHING)).policy
    assert (policy.quota.rule, policy.quota.places) == ("recycle revoked", 400)
    assert (policy.calendar.every_days, policy.calendar.last_announces) == (10, date(2020, 11, 5))
    assert (policy.selection.priority_share, policy.purchase.window_days) == (0.5, 20)
    assert policy.training.deadline == date(2020, 12, 20)
    here = [partner for name, partner in policy.partners.items() if name != "another"]
    assert {(p.enlarged.first, p.enlarged.times, p.every_day_from) for p in here} == {
        (date(2020, 10, 1), 2, date(2020, 10, 1))
    }
    assert policy.partners["another"].joins == date(2020, 10, 1)


def test_where_every_lever_stands_as_planned_nothing_is_set(explorer: Explorer) -> None:
    planned = {control.key: control.now for control in explorer.controls if control.now is not None}
    assert explorer.read(planned) == {}
    assert explorer.scenario({}) is explorer.plan


def test_a_plan_that_gives_places_again_can_be_told_not_to() -> None:
    plan = load("scenarios/policies/recycle-revoked.toml")
    explorer = Explorer.of(plan, prior=True, moving=2, exact=2)
    assert explorer.scenario(explorer.read({"recycling": 0})).policy.quota.rule == "fixed"


def test_levers_that_would_do_nothing_are_not_there() -> None:
    plan = load("scenarios/policies/as-it-happened.toml")  # no calendar, no rule that gives places
    keys = [control.key for control in Explorer.of(plan, prior=True, moving=2, exact=2).controls]
    assert [key for key in keys if not key.startswith("world.")] == ["deadline", "capacity", "partner", "every_day"]


@given(some.data())
def test_an_address_gives_back_the_setting_it_was_made_of(explorer: Explorer, data: some.DataObject) -> None:
    moved = {control.key: control.nearest(data.draw(some.floats(control.low, control.high)))
             for control in explorer.controls if data.draw(some.booleans())}  # fmt: skip
    setting = read_setting(explorer.controls, moved)
    assert read_setting(explorer.controls, write_setting(explorer.controls, setting)) == setting


@pytest.mark.parametrize(
    "said",
    [{"quta": 1}, {"quota": -1}, {"quota": "nan"}, {"quota": "1e999"}, {"quota": True}, {"quota": None}, {"quota": [4]},
     {"last_wave": "2020-13-01"}, {"last_wave": "2031-01-01"}, {"policy.quota.places": 4}, {"__import__('os')": 1},
     {"world.registration.interested": 1}, {"": ""}, {"quota": "<script>"}],
)  # fmt: skip
def test_what_is_no_setting_of_a_lever_is_refused(explorer: Explorer, said: dict[str, object]) -> None:
    with pytest.raises(InputError):
        explorer.read(said)


def copied(folder: Path) -> Explorer:
    (folder / "scenarios").mkdir()
    for name in ("small.toml", "prakerja-2020.toml"):
        (folder / "scenarios" / name).write_bytes((Path("scenarios") / name).read_bytes())
    return Explorer.of(folder / "scenarios" / "small.toml", prior=True, moving=20, exact=2)


def test_a_saved_setting_is_a_scenario_that_gives_what_was_seen(tmp_path: Path) -> None:
    explorer = copied(tmp_path)
    driver = explorer.controls[-1]
    settings = [{key: value} for key, value in EVERYTHING.items()] + [EVERYTHING | {driver.key: driver.low}, {}]
    for number, said in enumerate(settings):
        setting = explorer.read(said)
        file = save_setting(explorer.plan, changes_of(explorer.controls, setting), f"set-{number}", "As set")
        assert load(file).values() == explorer.scenario(setting).values(), said


def test_a_saved_setting_states_what_differs_and_no_more(tmp_path: Path) -> None:
    explorer = copied(tmp_path)
    setting = explorer.read({"quota": 400})
    file = save_setting(explorer.plan, changes_of(explorer.controls, setting), "half", "Half")
    assert file.read_text(encoding="utf-8").split("\n\n")[1].split() == ["[policy.quota]", "places", "=", "400"]
    assert load(file).title == "Half"


@pytest.mark.parametrize("name", ["", "../out", "a/b", "Half", ".hidden", "a.toml", "x" * 60, "a\0b", "small"])
def test_a_name_that_is_none_or_taken_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    explorer = copied(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.toml")}
    with pytest.raises(InputError, match="name"):
        save_setting(explorer.plan, {"policy.quota.places": 400}, name, "Half")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_folder_from_which_the_plan_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    explorer = copied(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(InputError, match="folder tree"):
        save_setting(explorer.plan, {"policy.quota.places": 400}, "half", "Half", tmp_path / "elsewhere")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_setting_of_a_shipped_plan_is_saved_where_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = load("small")
    monkeypatch.chdir(tmp_path)
    file = save_setting(plan, {"policy.quota.places": 400}, "half", "Half")
    assert file == tmp_path / "half.toml"
    assert file.read_text(encoding="utf-8").startswith('extends = "small"')
    assert load("half.toml").values() == plan.replace({"policy.quota.places": 400}).values()


def test_a_plan_without_a_file_cannot_be_extended() -> None:
    plan = load(SMALL).replace({"policy.quota.places": 500})
    with pytest.raises(InputError, match="no file of its own"):
        save_setting(plan, {"policy.quota.places": 400}, "half", "Half")
