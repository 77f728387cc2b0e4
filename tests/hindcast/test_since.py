"""What changed since an earlier forecast: the steps add up, and each is what it says."""

from __future__ import annotations

import json
from datetime import date

import pytest

from prakerja.report import data_of, html_of, save_figures, text_of
from prakerja.report.common.document import Sentence, Table, document
from prakerja.report.common.words import LANGUAGES
from prakerja.report.evaluation.changed import FIRST
from prakerja.scenario import InputError, load
from prakerja.study import Update, since
from prakerja.study.calibration.unknowns import Unknowns
from prakerja.study.evaluation.update import ANSWERS, PLAN, REST, TOPICS, topic_of
from tests.forked import prakerja
from tests.hindcast.conftest import ROUGH
from tests.report.test_figures import clashes, cut

DAYS = (date(2020, 8, 25), date(2020, 9, 4), date(2020, 9, 19))


@pytest.fixture(scope="module")
def changed() -> Update:
    return since("scenarios/prakerja-2020.toml", *DAYS, draws=40, seed=7, effort=ROUGH, workers=1, cache=None)


def test_the_steps_lead_from_one_answer_to_the_other(changed):
    before, after = changed.beliefs[-2:]
    for name in ANSWERS:
        moved = sum(step.change[name] for step in changed.steps)
        assert before.ranges[name].expected + moved == pytest.approx(after.ranges[name].expected, rel=1e-9)
    assert [step.topic for step in changed.steps] == [PLAN, *TOPICS, REST]


def test_what_came_is_what_was_published_between_the_last_two_dates(changed):
    assert len(changed.came) == 19
    assert all(DAYS[1] < row.published_on <= DAYS[2] and row.flag != "error" for row in changed.came)
    assert [belief.as_of for belief in changed.beliefs] == list(DAYS)


def test_every_value_of_the_world_is_about_something_and_the_rest_is_named():
    uncertain = Unknowns.of(load("scenarios/prakerja-2020.toml")).uncertain
    rest = {value.path for value in uncertain if topic_of(value.path) == REST}
    assert {path.split(".")[1] for path in rest} == {"survey", "interruption"}


def test_beliefs_are_told_from_the_one_that_moved_most(changed):
    by = [abs(one.by_sd) for one in changed.moved]
    assert by == sorted(by, reverse=True)
    assert len(by) > 20


def test_the_same_day_again_changes_nothing():
    """A day on which nothing came and nothing was decided: every step is zero to the bit."""
    found = since(
        "scenarios/prakerja-2020.toml", "2020-09-05", "2020-09-06", draws=20, effort=ROUGH, workers=1, cache=None
    )
    assert found.came == ()
    assert all(change == 0 for step in found.steps if step.topic != PLAN for change in step.change.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_100_columns_and_drawn_without_clashes(changed, lang):
    lines = text_of(changed, lang).splitlines()
    assert max(map(len, lines)) <= 100
    assert html_of(changed, lang).count("<tr>") == 1 + len(document(changed, lang).every(Table)[0].rows)
    for name in ("waterfall", "over_time"):
        ax = changed.plot(name, lang=lang)
        assert clashes(ax) == []
        assert cut(ax) == []


def test_the_sentence_names_the_step_that_moved_most(changed):
    (sentence,) = document(changed).every(Sentence)
    most = max(changed.steps, key=lambda step: abs(step.change[FIRST]))
    assert f"{abs(most.change[FIRST]) / 1e6:.2f} million" in sentence.words
    assert sentence.words.startswith("From 4 Sep to 19 Sep")


def test_it_is_data_and_files(changed, tmp_path):
    said = data_of(changed, "en")
    json.dumps(said, allow_nan=False)
    assert [step["topic"] for step in said["steps"]] == [PLAN, *TOPICS, REST]
    assert len(save_figures(changed, tmp_path)) == 4


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2020-09-04"], "must be two different dates or more"),
        (["2020-09-04", "2020-09-04"], "must be two different dates or more"),
        (["2020-09-04", "soon"], "must be a date such as 2020-09-04"),
        (["2020-05-01", "2020-09-04"], "no scenario was written for a day before 2020-05-19"),
    ],
)
def test_dates_that_cannot_be_compared(days, said):
    with pytest.raises(InputError, match=said):
        since("scenarios/prakerja-2020.toml", *days, cache=None)


def test_the_command_refuses_one_date_in_a_line():
    done = prakerja("since", "2020-09-04")
    assert done.returncode == 2
    assert "must be two different dates or more" in done.stderr
    assert "Traceback" not in done.stderr
