"""What the model will do with figures, in words: all that can happen has words in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from prakerja.report import LANGUAGES, observed_text
from prakerja.report.common.words import table
from prakerja.scenario import load
from prakerja.study import observe
from prakerja.study.calibration.observation_operator import COMPONENTS, NOT_USED

FILE, PLAN = "scenarios/data/observations.csv", load("scenarios/prakerja-2020.toml")


@pytest.fixture(scope="module")
def found():
    return observe([FILE], PLAN)


def test_every_reason_and_every_series_has_words(found):
    assert {f"unused.{name}" for name in (*NOT_USED, "error", "clock", "waves", "unknown")} <= set(table())
    read = {one.row.quantity: one.reads for one in found if one.use == "read"}
    assert set(read) == set(COMPONENTS)
    assert {f"quantity.{name}" for name in read.values()} <= set(table())


def test_what_is_read_is_what_a_calibration_reads(found):
    from prakerja.scenario import load_observations
    from prakerja.study.calibration import advance
    from prakerja.study.calibration.readings import readings_of

    known = load_observations(FILE)
    moved = advance(PLAN, date(2020, 10, 26), known)
    read = [row for reading in readings_of(known, moved) for row in reading.observations]
    assert [one.row for one in found if one.use == "read"] == [row for row in known if row in read]
    assert {one.row.wave for one in found if one.use == "history"} == {"8", "9", "10"}
    assert {one.row.quantity for one in found if one.use == "target"} == {"quota_total_2020"}


def test_a_shipped_figure_is_said_to_be_one(found):
    assert {remark.kind for one in found for remark in one.remarks} == {"twice"}
    assert all(one.remarks for one in found if one.row.flag != "error")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_keeps_to_a_screen_and_puts_first_what_needs_a_look(found, lang):
    sound = [replace(one, remarks=()) for one in found]
    (unused,) = [one for one in sound if one.row.quantity == "whitelist_size"][:1]
    lines = observed_text([*[one for one in sound if one.use == "read"], unused], date(2020, 9, 4), lang).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert any("whitelist_size" in line for line in lines)  # the last of 80, but the only one that is not used


def test_nothing_is_said_of_a_later_day_when_all_was_published_before(found):
    early = [one for one in found if one.row.published_on <= date(2020, 9, 4)]
    assert "--as-of" not in observed_text(early, date(2020, 9, 4))
    assert "--as-of 2020-10-26" in observed_text(found, date(2020, 9, 4))
