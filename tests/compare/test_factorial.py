"""Levers combined: effects by hand, conflicts that are always found, and an order that never matters."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prakerja.report import data_of, html_of, save_portfolios, text_of
from prakerja.report.common.document import Sentence, Table, document
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import InputError, Scenario, load
from prakerja.scenario.otherwise import clashes, laid_over, otherwise, said_otherwise
from prakerja.study import Portfolios, Preferences, combine
from prakerja.study.comparison.factorial import on_average
from prakerja.study.comparison.fraction import design
from prakerja.study.comparison.levers import combined
from prakerja.study.comparison.paired import critical
from tests.compare.test_recommendation import VIEW, outcomes
from tests.forked import prakerja

NAMES = ("half", "late", "short")


@pytest.fixture(scope="module")
def levers(small: Scenario, half: Scenario) -> list[Scenario]:
    late = small.replace({"policy.training.deadline": "2020-12-31"}, name="late")
    short = small.replace({"policy.purchase.window_days": 15}, name="short")
    return [short, half, late]


@pytest.fixture(scope="module")
def eight(small: Scenario, levers: list[Scenario]) -> Portfolios:
    return combine(small, levers, draws=8, seed=3, workers=1)


def by_hand(found: Portfolios, preferences: Preferences | None = None, **values: list[list[float]]) -> Portfolios:
    """Put numbers (policy, draw) in the place of outcomes, in the order none, h, l, s, hl, hs, ls, hls; any draws."""
    made = {name: np.array(rows, dtype=float) for name, rows in values.items()}
    return replace(found, comparison=outcomes(found.comparison, **made), preferences=preferences)


def every(*numbers: float) -> list[list[float]]:
    """The same in all of eight futures."""
    return np.repeat(np.array([numbers]).T, 8, axis=1).tolist()


def test_two_levers_by_hand():
    """10 without, 13 and 14 with one, 20 with both: on average (3 + 6)/2 and (4 + 7)/2, jointly 3."""
    world = np.array([[10.0], [13.0], [14.0], [20.0]])
    assert [float(on_average(design(2), world, some)[0]) for some in ([0], [1], [0, 1])] == [4.5, 5.5, 3]


def test_three_levers_by_hand(eight: Portfolios):
    """y = 100 + 10 h + 20 k - 5 s + 4 h k + 6 h k s: half and late jointly 4 without s, 10 with it."""
    levels = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)]
    paid = [100 + 10 * h + 20 * k - 5 * s + 4 * h * k + 6 * h * k * s for h, k, s in levels]
    found = by_hand(eight, paid_once=every(*paid))
    alone = [found.together("paid_once", name).expected for name in NAMES]
    average = [found.on_average("paid_once", name).expected for name in NAMES]
    assert alone == [10, 20, -5]
    assert average == [10 + 4 / 2 + 6 / 4, 20 + 4 / 2 + 6 / 4, -5 + 6 / 4]
    assert [found.on_average("paid_once", *pair).expected for pair in combinations(NAMES, 2)] == [4 + 6 / 2, 3, 3]
    assert found.on_average("paid_once", *NAMES).expected == 6
    assert found.together("paid_once", *NAMES).expected == 35
    assert found.beyond_the_parts("paid_once", *NAMES).expected == 10
    assert found.beyond_the_parts("paid_once", "late", "half").expected == 4


def test_intervals_are_of_paired_contrasts_and_hold_at_once(eight: Portfolios):
    """Noise common to all leaves no contrast any error; noise of one lever leaves its own: sd / sqrt(8) wide."""
    common, own = np.random.default_rng(1).normal(0, 100, (2, 8))
    rows = [common + ("half" in within) * own for within in eight.within.values()]
    found = by_hand(eight, paid_once=rows)
    assert found.together("paid_once", "late").error == pytest.approx(0, abs=1e-12)
    assert found.on_average("paid_once", "half", "late").error == pytest.approx(0, abs=1e-12)
    half = found.on_average("paid_once", "half")
    assert half.error == pytest.approx(own.std(ddof=1) / np.sqrt(8))
    # 7 on average, 7 together, 4 beyond their parts, each in 17 criteria
    assert found.contrasts == len(found.to_dataframe()) == 18 * len(found.comparison.criteria)
    assert half.high - half.expected == pytest.approx(critical(8, found.contrasts) * half.error)


def test_chances_that_never_change_are_not_told_as_certain(eight: Portfolios):
    """The joint effect of two chances reaches from -2 to 2: where none was drawn, it still has a width."""
    same = by_hand(eight, target_selected=every(*[0] * 8)).on_average("target_selected", "half", "late")
    most = by_hand(eight, target_selected=every(0, 0, 0, 0, 0, 0, 0, 1)).on_average("target_selected", *NAMES)
    assert same.verdict == "same"
    assert same.low < 0 < same.high
    assert most.high > most.low


def test_the_best_the_cheapest_and_the_fewest_by_hand(eight: Portfolios):
    """Paid: hl 130, hls 130 and ls 120, others 100. Required: 115. Cost 50, but 40 with s; both are as good as one."""
    paid = every(100, 100, 100, 100, 130, 100, 120, 130)
    owed = every(0, 0, 0, 0, 0, 0, 0, 0)
    out = every(50, 50, 50, 40, 50, 40, 40, 45)
    view = Preferences.of(VIEW | {"require": ["paid_once >= 115 with 90 %"], "point": {"paid_once": 1}})
    found = by_hand(eight, view, paid_once=paid, owed=owed, paid_out=out)
    assert found.recommendation.allowed == ("half + late", "late + short", "half + late + short")
    assert (found.recommendation.policy, found.cheapest, found.simplest) == (
        "half + late",
        "late + short",
        "half + late",
    )
    dear = by_hand(
        eight, Preferences.of(VIEW | {"require": ["paid_once >= 200 with 90 %"], "point": {"owed": 1}}), paid_once=paid
    )
    assert dear.cheapest is None
    assert by_hand(eight, paid_once=paid).simplest is None


def test_fewer_levers_where_the_rest_is_within_chance(eight: Portfolios):
    """All three are 0.1 ahead of half alone, give or take 1: half alone is not clearly worse, nothing is."""
    noise = np.random.default_rng(2).normal(0, 1, 8)
    paid = [np.full(8, 100.0 if "half" in within else 0.0) for within in eight.within.values()]
    paid[-1] += 0.1 + noise - noise.mean()
    found = by_hand(eight, Preferences.of(VIEW | {"point": {"paid_once": 1}}), paid_once=paid)
    assert (found.recommendation.policy, found.simplest) == ("half + late + short", "half")


def test_the_simulated_effects_add_up(eight: Portfolios):
    """What all bring together is what each brings alone, and what they do jointly, and no more."""
    for criterion in ("paid_once", "owed"):
        total = eight.together(criterion, *NAMES).expected
        assert total == eight.comparison.difference(criterion, "half + late + short").expected
        alone = sum(eight.together(criterion, name).expected for name in NAMES)
        assert alone + eight.beyond_the_parts(criterion, *NAMES).expected == pytest.approx(total)


def test_the_order_of_levers_does_not_matter(small, levers, eight):
    other = combine(small, levers[::-1], draws=8, seed=3, workers=1)
    assert other.comparison.names == eight.comparison.names
    assert other.to_dataframe().equals(eight.to_dataframe())


TREES = st.recursive(
    st.integers(0, 2),
    lambda below: st.dictionaries(st.sampled_from(["a", "b", "dist"]), below, max_size=3),
    max_leaves=6,
)
TREE = st.dictionaries(st.sampled_from("xyz"), TREES, max_size=3)


@settings(max_examples=100, deadline=None)
@given(base=TREE, other=TREE)
def test_what_is_said_otherwise_makes_the_other_of_the_base(base, other):
    assert laid_over(base, dict(otherwise(base, other))) == other


@settings(max_examples=200, deadline=None)
@given(base=TREE, one=TREE, other=TREE)
@example(base={"x": {"a": 0}, "y": 0}, one={"x": {"a": 0}, "y": 1}, other={"x": {"a": 1}, "y": 0})
def test_two_clash_exactly_where_their_order_matters(base, one, other):
    first, second = (dict(otherwise(base, tree)) for tree in (one, other))
    forth, back = laid_over(laid_over(base, first), second), laid_over(laid_over(base, second), first)
    assert (forth == back) == (not list(clashes(first, second)))
    assert bool(list(clashes(first, second))) == bool(list(clashes(second, first)))


def test_a_conflict_is_refused_with_files_key_and_values(small):
    plan = load("scenarios/prakerja-2020.toml")
    some = [load(f"scenarios/policies/{name}.toml") for name in ("over-select", "recycle-revoked")]
    with pytest.raises(
        InputError, match=r'policy\.quota\.rule   over-select\.toml: "over-select", recycle-revoked\.toml: "rec'
    ):
        combined(plan, some, [])
    with pytest.raises(InputError, match="two: nothing, one: 5"):
        combined(
            small.replace({"policy.quota.places": 4}),
            [
                small.replace({"policy.quota.places": 5}, name="one"),
                small.replace({"policy.quota": {"rule": "no more waves", "source": "test"}}, name="two"),
            ][::-1],
            [],
        )


def test_what_both_set_alike_is_no_conflict(small):
    one = small.replace({"policy.quota.places": 400, "policy.training.deadline": "2020-12-31"}, name="one")
    two = small.replace({"policy.quota.places": 400, "policy.purchase.window_days": 15}, name="two")
    both = combined(small, [one, two], [("one", "two")])["one", "two"]
    assert said_otherwise(small, both) == said_otherwise(small, one) | said_otherwise(small, two)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], "name at least two"),
        (
            [{"policy.quota.places": n} for n in range(300, 311)],
            "levers   11   at most 10 can be combined",
        ),
        ([{"policy.quota.places": 400}, {}], "says nothing otherwise than small"),
        ([{"policy.quota.places": 400}, {"world.purchase.probability": 0.5}], "nobody decides it"),
        ([{"policy.quota.places": 400}, {"as_of": "2020-09-05"}], "must be 2020-09-04"),
    ],
)
def test_what_cannot_be_combined(small, changes, said):
    some = [small.replace(change, name=f"lever {number}") for number, change in enumerate(changes)]
    with pytest.raises(InputError, match=said):
        combine(small, some, draws=4, workers=1)


def test_two_of_a_name_are_refused(small, half):
    with pytest.raises(InputError, match="is there twice"):
        combine(small, [half, half.replace({"policy.quota.places": 300}, name="half")], draws=4, workers=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_on_one_screen(eight: Portfolios, lang):
    for found in (eight, replace(eight, preferences=Preferences.read("scenarios/preferences/labour.toml"))):
        lines = text_of(found, lang).splitlines()
        assert max(map(len, lines)) <= 100
        assert len(lines) <= 40
        (table,) = document(found, lang).every(Table)
        assert [row[0].value for row in table.rows[:3]] == list(NAMES)
        assert "<table" in html_of(found, lang)
        json.dumps(data_of(found, lang), allow_nan=False)


def test_what_is_told_is_what_was_found(eight: Portfolios):
    found = by_hand(eight, paid_once=every(100e3, 110e3, 120e3, 100e3, 140e3, 110e3, 120e3, 140e3))
    (said,) = document(found).every(Sentence)
    assert "half + late, +40,000 ±0 over" in said.words
    assert "Its parts add up to +30,000; joining them adds +10,000 ±0." in said.words


def test_files(eight: Portfolios, tmp_path):
    view = Preferences.read("scenarios/preferences/labour.toml")
    files = save_portfolios(replace(eight, preferences=view), tmp_path)
    assert sorted(file.name for file in files) == sorted(file.name for file in tmp_path.iterdir())
    assert {"effects.png", "effects.csv", "comparison.csv", "recommendation.txt"} <= {file.name for file in files}


def test_the_command_refuses_a_conflict_in_a_line_each():
    policies = [f"scenarios/policies/{name}.toml" for name in ("over-select", "paced-by-backlog")]
    words = ["compare", "scenarios/prakerja-2020.toml", *policies, "--combine", "--prior"]
    done = prakerja(*words)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "combine: 1 problem"
    assert "paced-by-backlog.toml" in done.stderr
