"""Policies are called by their titles, no two alike, whatever room there is; files keep their names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prakerja.report import COMPARISON_FIGURES, data_of, html_of, text_of
from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.short_name import full_names, short_names
from prakerja.report.common.type_width import width_of
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.save import numbers
from prakerja.scenario import Scenario, load
from prakerja.study import Comparison
from prakerja.study.comparison.policy import NamedPolicy, OwnRule
from tests.report.test_figures import clashes, cut, texts

SHIPPED = [load(path) for path in sorted(Path("scenarios/policies").glob("*.toml"))]
PLAN = load("scenarios/prakerja-2020.toml")
TITLES = {"half": "Half the places: four hundred a week", "early": "Training ends a month earlier"}


def policy(scenario: Scenario, name: str = "") -> NamedPolicy:
    return NamedPolicy(name or scenario.name, scenario)


@pytest.fixture(scope="module")
def titled(comparison: Comparison) -> Comparison:
    """The comparison of all tests, two of whose policies have titles of their own."""
    policies = [
        replace(one, scenario=one.scenario.model_copy(update={"title": TITLES[one.name]}))
        if one.name in TITLES
        else one
        for one in comparison.policies
    ]
    return replace(comparison, policies=tuple(policies))


def test_a_title_is_told_if_it_is_the_policys_own() -> None:
    changed = SHIPPED[0].replace({"policy.purchase.window_days": 20})
    half = PLAN.replace({"policy.quota.places": 400_000})
    policies = [policy(PLAN), policy(SHIPPED[1]), policy(SHIPPED[2], "as I call it"), policy(changed)]
    policies += [NamedPolicy("pay_first", PLAN, OwnRule("pay_first", lambda view: 0))]
    assert list(full_names(policies, Words("en")).values()) == [
        PLAN.title, SHIPPED[1].title, "as I call it", changed.name, "pay_first",
    ]  # fmt: skip
    assert full_names([policy(PLAN), policy(half)], Words("en")) == {
        PLAN.name: PLAN.name, half.name: "policy.quota.places=400000",
    }  # fmt: skip


@given(
    st.integers(8, 90),
    st.lists(st.sampled_from(range(len(SHIPPED))), min_size=1, max_size=12, unique=True),
    st.sampled_from(LANGUAGES),
)
def test_no_two_are_called_alike_whatever_room_there_is(width: int, which: list[int], lang: str) -> None:
    policies = [policy(PLAN), *(policy(SHIPPED[number]) for number in which)]
    policies += [policy(PLAN.replace({"policy.quota.places": places})) for places in (400_000, 410_000, 420_000)]
    said = short_names(policies, dict.fromkeys((one.name for one in policies), width), Words(lang))
    assert list(said) == [one.name for one in policies]
    assert len(set(said.values())) == len(policies)
    assert max(map(len, said.values())) <= width


def test_a_title_is_shortened_to_what_stands_before_its_explanation() -> None:
    policies = [policy(PLAN), policy(load("scenarios/policies/over-select.toml"))]
    for width, said in ((60, policies[1].scenario.title), (30, "Over-select"), (11, "Over-select")):
        assert (
            short_names(policies, dict.fromkeys((PLAN.name, "over-select"), width), Words("en"))["over-select"] == said
        )


def test_labels_have_room(titled: Comparison) -> None:
    for points in (60, 110, 300):
        labels = policy_labels(titled, Words("en"), points, 8, lines=2)
        assert len(set(labels.values())) == len(titled.names)
        assert max(width_of(line, 8) for label in labels.values() for line in label.split("\n")) <= points
        assert max(label.count("\n") for label in labels.values()) <= 1


@pytest.mark.parametrize("figure", COMPARISON_FIGURES)
def test_figures_tell_titles(titled: Comparison, figure: str) -> None:
    ax = titled.plot(figure)
    said = " ".join(text.get_text().replace("\n", " ") for text in texts(ax))
    assert "Half the places" in said
    assert "Training ends a month" in said
    assert "half" not in said.split()
    for lang in LANGUAGES:
        assert clashes(titled.plot(figure, lang=lang)) == cut(titled.plot(figure, lang=lang)) == []


def test_the_screen_and_the_page_tell_titles_and_say_whose_they_are(titled: Comparison) -> None:
    for said in (text_of(titled), html_of(titled)):
        assert "Half the places" in said
        assert "compared with small: Half the places" in said
    assert "Half the places: four hundred a week (half)." in html_of(titled)  # of many a screen has the names only
    assert max(map(len, text_of(titled).splitlines())) <= 100


def test_json_has_names_and_titles_and_tables_have_names(titled: Comparison) -> None:
    assert data_of(titled)["policies"] == [
        {"name": "small", "title": "Kartu Prakerja 2020 at a thousandth of its size"},
        {"name": "half", "title": TITLES["half"]},
        {"name": "early", "title": TITLES["early"]},
        {"name": "pay_first", "title": "pay_first"},
    ]
    for figure in COMPARISON_FIGURES:
        assert {"half", "early", "pay_first"} <= set(numbers(titled, figure)["policy"])
