"""The answer as data: plain, complete, and the same numbers as the forecast's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from prakerja.report import data_of
from prakerja.report.common.words import Words
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.runs.quantities import COUNTS, QUANTITIES

PLAIN = {dict, list, str, int, float, bool, type(None)}


def parts(tree: object) -> Iterator[object]:
    yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(part)


def test_it_is_plain_and_survives_json(outlook: Forecast):
    data = data_of(outlook)
    assert {type(part) for part in parts(data)} <= PLAIN
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_every_chance_has_its_error_and_what_would_halve_it(national: Forecast):
    chances = data_of(national)["chances"]
    assert sorted(chances) == sorted([*COUNTS, "within_ceiling", *(f"{count}_and_within_ceiling" for count in COUNTS)])
    for count in COUNTS:
        reached = national.values(count, "2020-12-31") >= 5_600_000
        assert chances[count]["probability"] == reached.mean()
        assert chances[count]["error"] == national.chance(count).error
        assert chances[count]["draws_to_halve_error"] == 4 * 32


def test_every_quantity_has_its_three_ranges(national: Forecast):
    found = data_of(national)["at_year_end"]
    assert list(found) == list(QUANTITIES)
    owed = national.values("owed")
    assert found["owed"]["unit"] == "rupiah"
    assert found["owed"]["expected"] == owed.mean()
    assert found["owed"]["ranges"]["80"] == np.percentile(owed, [10, 90]).tolist()
    assert sorted(found["owed"]["ranges"]) == ["50", "80", "90"]


def test_dates_are_iso(national: Forecast):
    data = data_of(national)
    assert date.fromisoformat(data["reached"]["selected"]["median"]) == national.reached("selected").median
    assert data["reached"]["paid_once"]["median"] is None
    assert national.jam is not None
    assert date.fromisoformat(data["jam"]["first"]) == national.jam.first


def test_waves_drivers_and_provenance_are_whole(national: Forecast):
    data = data_of(national)
    assert [wave["wave"] for wave in data["waves"]] == national.ensemble["wave"].values.tolist()
    assert data["waves"][0]["selected"] == 168_111
    assert [driver["path"] for driver in data["drivers"]] == [driver.path for driver in national.drivers]
    assert data["provenance"] == national.provenance


def test_what_is_not_a_number_is_null(small: Forecast):
    broken = small.ensemble.data.copy(deep=True)
    broken["wait_mean"][:] = np.nan
    ensemble = type(small.ensemble)(small.scenario, small.ensemble.seed, broken, small.ensemble.world)
    found = data_of(Forecast(ensemble))["at_year_end"]["wait_mean"]
    assert found["expected"] is None
    assert found["ranges"]["90"] == [None, None]


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_sentence_is_in_the_language_asked_for(small: Forecast, lang):
    assert data_of(small, lang)["sentence"] == Finding.of(small).sentence(Words(lang))
