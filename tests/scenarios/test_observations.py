"""Observations: kept by day of publication, quantity and flag; a broken table is refused line by line."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from prakerja.scenario import InputError, load, load_observations, observations_of

FILE = Path("scenarios/data/observations.csv")
HEADER = FILE.read_text(encoding="utf-8").splitlines()[0]
AS_OF = date(2020, 9, 4)
GOOD = {
    "observed_on": "2020-09-01",
    "published_on": "2020-09-02",
    "quantity": "selected_cumulative",
    "value": "100",
    "unit": "persons",
    "wave": "6",
    "of": "",
    "confidence": "high",
    "note": "a note, with a comma",
    "flag": "",
    "dated": "",
    "source_url": "derived",
}


@pytest.fixture(scope="module")
def observations():
    return load_observations(FILE)


def test_every_row_is_kept_and_some_are_flagged(observations):
    assert len(observations) == 165
    assert Counter(row.flag for row in observations) == {"": 140, "derived": 19, "conflict": 5, "error": 1}
    assert len(observations.unflagged()) == 140
    assert {row.flag for row in observations.unflagged()} == {""}


def test_as_of_filters_on_the_day_of_publication_alone(observations):
    # 3,080,918 held on 3 September and was printed on 13 September; on 4 September one read "3 million".
    selected = observations.quantity("selected_cumulative")
    assert 3_080_918 in [row.value for row in selected]
    assert 3_080_918 not in [row.value for row in selected.as_of(AS_OF)]
    assert 3_080_918 in [row.value for row in selected.as_of(date(2020, 9, 13))]
    assert 3_080_918 not in [row.value for row in selected.as_of(date(2020, 9, 12))]
    assert [row.value for row in selected.as_of(AS_OF).unflagged()] == [168_111, 456_265, 680_880, 2_280_000]


def test_nothing_is_known_before_it_was_published(observations):
    for day in (date(2020, 4, 10), date(2020, 5, 19), AS_OF, date(2020, 9, 30), date(2020, 10, 31)):
        known = observations.as_of(day)
        assert len(known) == sum(row.published_on <= day for row in observations)
    assert len(observations.as_of(date(2020, 4, 10))) == 0
    assert len(observations.as_of(date(2020, 9, 30))) == 131
    assert observations.as_of(date(2020, 10, 31)) == observations  # what came later is withheld, to score forecasts


def test_the_day_of_a_count_is_said_for_decrees_deadlines_and_closings(observations):
    said = {(row.quantity, row.observed_on) for row in observations if row.dated == "said"}
    assert ("wave_selected", date(2020, 4, 22)) in said  # a decree
    assert ("registered_cumulative", date(2020, 4, 16)) in said  # "close of wave 1"
    assert ("registered_cumulative", date(2020, 9, 4)) not in said  # a statement, of a count "through wave 6"
    assert ("incentive_recipients_cumulative", date(2020, 10, 14)) not in said
    assert all(row.dated == "said" for row in observations if row.quantity in ("revoked_wave", "wave_registrants"))


def test_the_error_of_ten_is_the_one_that_was_printed(observations):
    (wrong,) = [row for row in observations if row.flag == "error"]
    assert (wrong.value, wrong.published_on) == (6_390_000_000_000, date(2020, 9, 21))
    assert wrong.value == 10 * 180_000 * 3_550_000


def test_a_selection_is_a_sequence_of_the_same_kind(observations):
    first = observations.quantity("registered_cumulative")[:2]
    assert [row.value for row in first] == [1_432_133, 5_965_048]
    assert first.quantity("selected_cumulative").rows == ()
    assert observations[-1] == observations.rows[-1]
    assert observations[0] in observations


def test_an_unknown_quantity_is_named(observations):
    with pytest.raises(InputError, match="did you mean selected_cumulative"):
        observations.as_of(AS_OF).quantity("selcted_cumulative")


def test_those_of_a_scenario_lie_in_its_folder(observations):
    scenario = load("scenarios/prakerja-2020.toml")
    assert observations_of(scenario) == observations
    assert observations_of(scenario.replace({"policy.quota.places": 5})) == observations


def test_a_scenario_from_plain_data_has_no_folder():
    from prakerja.scenario.scenario import build

    tree = load("scenarios/prakerja-2020.toml").model_dump(exclude_none=True, exclude={"shipped"})
    plain = build(tree, "plain")
    with pytest.raises(InputError, match="has no published figures beside it"):
        observations_of(plain)


def table(folder, *rows, header=HEADER):
    lines = [",".join(f'"{value}"' for value in {**GOOD, **row}.values()) for row in rows]
    path = folder / "observations.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def said(path):
    with pytest.raises(InputError) as refused:
        load_observations(path)
    return [" | ".join(part for part in (p.path, p.found, p.allowed) if part) for p in refused.value.problems]


def test_a_good_row_is_read(tmp_path):
    (row,) = load_observations(table(tmp_path, {"value": "12.5"}))
    assert (row.observed_on, row.value, row.wave, row.note) == (date(2020, 9, 1), 12.5, "6", GOOD["note"])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"observed_on": "1 Sep 2020"}, 'line 2, observed_on | "1 Sep 2020" | must be a date such as 2020-09-04'),
        ({"published_on": "2020-13-01"}, 'line 2, published_on | "2020-13-01" | must be a date such as 2020-09-04'),
        (
            {"published_on": "2020-08-31"},
            "line 2, published_on | 2020-08-31 | must not be before observed_on (2020-09-01), "
            "but for wave_quota and what is derived",
        ),
        ({"value": "1.2M"}, 'line 2, value | "1.2M" | must be a number of at least 0, digits only'),
        ({"value": "-5"}, 'line 2, value | "-5" | must be a number of at least 0, digits only'),
        ({"value": "nan"}, 'line 2, value | "nan" | must be a number of at least 0, digits only'),
        ({"unit": " "}, 'line 2, unit | " " | must not be empty'),
        ({"wave": "six"}, 'line 2, wave | "six" | must be the number of a wave, or empty'),
        ({"confidence": "sure"}, 'line 2, confidence | "sure" | must be one of high, med, low'),
        ({"flag": "wrong"}, 'line 2, flag | "wrong" | must be one of (empty), error, conflict, derived'),
        ({"source_url": ""}, 'line 2, source_url | "" | must not be empty'),
        (
            {"quantity": "Selected people"},
            'line 2, quantity | "Selected people" | must be a name of small letters, digits and underscores',
        ),
    ],
)
def test_a_broken_row_is_refused(tmp_path, row, says):
    assert said(table(tmp_path, row)) == [says]


def test_all_problems_are_said_together(tmp_path):
    assert said(table(tmp_path, {"value": "x"}, {}, {"flag": "x", "unit": "people"})) == [
        'line 2, value | "x" | must be a number of at least 0, digits only',
        'line 4, flag | "x" | must be one of (empty), error, conflict, derived',
        'line 4, unit | "people" | must be "persons" as before for selected_cumulative',
    ]


def test_a_quota_may_be_published_ahead_and_so_may_what_is_derived(tmp_path):
    early = {"published_on": "2020-08-01"}
    rows = [{**early, "quantity": "wave_quota"}, {**early, "flag": "derived"}]
    assert len(load_observations(table(tmp_path, *rows))) == 2


def test_a_table_with_other_columns(tmp_path):
    (line,) = said(table(tmp_path, {}, header=HEADER.replace(",flag", "")))
    assert line.startswith('line 1 | "observed_on,published_on')
    assert line.endswith(f"must be the columns {HEADER.replace(',', ', ')}")
    path = tmp_path / "short.csv"
    path.write_text(f"{HEADER}\n2020-09-01,2020-09-02\n", encoding="utf-8")
    assert said(path) == ["line 2 | 2 values | must be 12"]


def test_a_table_that_is_not_there(tmp_path):
    assert said(tmp_path / "none.csv") == ["(file) | there is no such file"]
