"""The scenarios of past days state what was known on their day, and nothing later."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from prakerja.scenario import load, observations_of

FILES = sorted(Path("scenarios/hindcasts").glob("*.toml"))
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATE = re.compile(rf"(?:(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b")


def sources(tree, path=()):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from sources(value, (*path, key))
        elif key == "source" and value:
            yield ".".join(path), value


def named_days(text):
    return [date(2020, MONTHS.index(month) + 1, int(day or 1)) for day, month in DATE.findall(text)]


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def scenario(request):
    return load(request.param)


def test_it_is_named_by_its_day(scenario):
    assert scenario.name == scenario.as_of.isoformat()


def test_no_source_is_of_a_later_day(scenario):
    cited = {path: named_days(text) for path, text in sources(scenario.model_dump())}
    assert {path: days for path, days in cited.items() if max(days, default=scenario.as_of) > scenario.as_of} == {}
    assert sum(map(len, cited.values())) > 20


def test_no_comment_in_its_file_is_of_a_later_day(scenario):
    text = (scenario.folder / "hindcasts" / f"{scenario.name}.toml").read_text(encoding="utf-8")
    comments = [line.split("#", 1)[1] for line in text.splitlines() if "#" in line and not line.startswith("#:")]
    assert [note for note in comments if max(named_days(note), default=scenario.as_of) > scenario.as_of] == []


def test_nothing_has_happened_that_had_not_happened_yet(scenario):
    policy = scenario.policy
    assert all(wave.opens <= scenario.as_of for wave in policy.waves.values())
    assert policy.calendar is None or policy.calendar.first_opens > scenario.as_of
    assert all(window.first <= scenario.as_of for window in policy.payment.suspensions.values())
    members = [*policy.platforms.values(), *policy.institutions.values(), *policy.partners.values()]
    changed = [day for member in members for day in (member.joins, member.leaves) if day is not None]
    assert all(day <= scenario.as_of for day in changed)
    assert changed == [] or scenario.as_of >= date(2020, 9, 4)
    assert all(era.until < scenario.as_of for era in scenario.world.eras.values())
    assert all(outage.first <= scenario.as_of for outage in scenario.world.outages.values())


def test_its_waves_add_up_to_the_selected_that_were_published(scenario):
    known = observations_of(scenario).as_of(scenario.as_of).quantity("selected_cumulative")
    assert len(known) >= 3
    for row in known.unflagged():
        announced = [wave.places for wave in scenario.policy.waves.values() if wave.announces <= row.observed_on]
        spoken = 1_000 if row.value % 10_000 == 0 else 0  # "2.28 million"
        assert abs(sum(announced) - row.value) <= spoken, row


@pytest.mark.parametrize("day", ["2020-05-19", "2020-06-27", "2020-08-25"])
def test_what_is_believed_of_april_is_not_narrower_than_with_later_figures(day):
    """Who knows less is not surer: of what the later scenario also believes, no range of nine in ten is narrower."""
    scenario, later = load(f"scenarios/hindcasts/{day}.toml"), load("scenarios/prakerja-2020.toml").world
    for table, key in (("joining", "fresh"), ("joining", "again"), ("purchase", "probability"), ("survey", "response"),
                       ("completion", "probability"), ("validation", "probability")):  # fmt: skip
        mine, theirs = (getattr(getattr(world, table), key) for world in (scenario.world, later))
        assert wide(mine) >= 0.98 * wide(theirs), (table, key)
    assert wide(scenario.world.payment.daily_capacity) >= wide(later.payment.daily_capacity)


def wide(belief):
    low, high = belief.ppf([0.05, 0.95])
    return high - low


def test_the_files_say_only_what_is_different():
    for path in FILES:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        assert "provinces" not in tree["world"]
        assert "benefits" not in tree["policy"]
