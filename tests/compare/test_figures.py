"""Figures of a comparison: what is drawn is what was compared, nothing overlaps, and the files are all there."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from prakerja.report import COMPARISON_FIGURES, data_of, html_of, save_comparison_figures
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.decision import decision_table
from prakerja.report.comparison.provinces import coverage
from prakerja.report.comparison.save import numbers
from prakerja.report.figure_parts.tiles import COLUMNS, ROWS, TILES
from prakerja.study import Comparison
from prakerja.study.comparison.policy import NamedPolicy
from tests.report.test_figures import clashes, cut, drawn, texts

OTHERS = ("half", "early", "pay_first")
PANELS = {"decision": 0, "differences": 8, "fans": 4, "backlog": 4, "pareto": 0, "provinces": 34}


@pytest.mark.parametrize("figure", COMPARISON_FIGURES)
def test_every_policy_has_its_place(comparison: Comparison, figure):
    ax = comparison.plot(figure)
    assert len(ax.child_axes) == PANELS[figure]
    said = " ".join(text.get_text() for text in texts(ax))
    assert all(name in said for name in OTHERS)
    assert "Differences are policy minus small." in said


def test_the_difference_chart_shows_the_expected_the_interval_the_futures_and_zero(comparison: Comparison):
    ax = comparison.plot("differences", criteria=["paid_once", "wait_p90"])
    for small, name in zip(ax.child_axes, ("paid_once", "wait_p90"), strict=True):
        found = comparison.difference(name, "half")
        parts = {part: drawn(small, f"-half-{part}")[name] for part in ("expected", "interval", "futures")}
        assert parts["expected"].get_xdata() == pytest.approx([found.expected])
        assert parts["interval"].get_xdata() == pytest.approx([found.low, found.high])
        assert parts["futures"].get_xdata() == pytest.approx(found.futures.ranges[90])
        (zero,) = [line for line in small.lines if line.get_gid() == "zero"]
        assert list(zero.get_xdata()) == [0, 0]


def test_fans_are_each_policys_own_on_one_scale_with_the_baselines_median(comparison: Comparison):
    ax, day = comparison.plot("fans", series="owed"), 250
    kept = comparison.data.sel(series="owed").isel(day=day)["by_day"]
    for small, name in zip(ax.child_axes, comparison.names, strict=True):
        median = drawn(small, "-median")
        assert median[name].get_ydata()[day] * 1e9 == pytest.approx(float(kept.sel(policy=name, quantile=0.5)))
        assert ("baseline" in median) == (name != "small")
    assert len({small.get_ylim() for small in ax.child_axes}) == 1


def test_the_pareto_picture_has_the_baseline_at_zero_and_the_front(comparison: Comparison):
    ax = comparison.plot("owed", "effective")
    points = drawn(ax, "-point")
    assert sorted(points) == sorted(comparison.names)
    assert points["small"].get_xydata().tolist() == [[0, 0]]
    found = [comparison.difference(name, "pay_first").expected for name in ("owed", "effective")]
    assert points["pay_first"].get_xydata()[0] * [1e6, 1] == pytest.approx(found)  # Rp million
    front = comparison.pareto(["owed", "effective"]).policies
    filled = {name for name, dot in points.items() if dot.get_markerfacecolor() != "white"}
    assert filled == set(front)


def test_each_of_34_provinces_has_a_tile_of_its_own_and_its_coverage(comparison: Comparison):
    provinces = [str(name) for name in comparison.data["province"].values]
    assert sorted(TILES) == provinces
    assert len({code for code, *_ in TILES.values()}) == 34
    assert len({(row, column) for _, row, column in TILES.values()}) == 34
    assert all(0 <= row < ROWS and 0 <= column < COLUMNS for _, row, column in TILES.values())
    table = coverage(comparison).set_index(["province", "policy"])
    weights = comparison.scenario.world.provinces
    total = sum(province.weight for province in weights.values())
    effective = comparison.data["effective"].sel(policy="half", province="Bali")
    country = comparison.data["effective"].sel(policy="small").sum("province")
    by_hand = float((effective / country).mean()) * total / weights["Bali"].weight
    assert table.loc[("Bali", "half"), "coverage"] == pytest.approx(by_hand)


@pytest.mark.parametrize(("figure", "lang"), list(product(COMPARISON_FIGURES, LANGUAGES)))
def test_no_text_lies_on_another_or_is_cut(comparison: Comparison, figure, lang):
    ax = comparison.plot(figure, lang=lang)
    assert clashes(ax) == []
    assert cut(ax) == []


def with_title(policy: NamedPolicy, name: str, title: str) -> NamedPolicy:
    """Return a policy under a name, with a title if there is one."""
    update = {"name": name, "title": title} if title else {}
    return replace(policy, name=name, scenario=policy.scenario.model_copy(update=update))


@pytest.mark.parametrize("figure", COMPARISON_FIGURES)
def test_there_is_room_for_twelve_policies_with_long_names_and_titles(comparison: Comparison, figure):
    many = [0, *(number % 2 + 1 for number in range(12))]
    names = ["small", *(f"places={number},00,000 and more words" for number in range(12))]
    titles = ["", *(f"Kuota {number}00.000 yang diberikan setiap minggu sampai target, lalu sisanya" * (number % 2)
                    for number in range(12))]  # fmt: skip
    policies = tuple(with_title(comparison.policies[which], name, title)
                     for which, name, title in zip(many, names, titles, strict=True))  # fmt: skip
    shifted = comparison.data.isel(policy=many).assign_coords(policy=names)
    outcome = shifted["outcome"].values
    shifted["outcome"] = shifted["outcome"] + np.arange(13)[:, None, None] * outcome.std(axis=2, keepdims=True) / 3
    ax = Comparison(policies, 3, comparison.criteria, shifted, comparison.world).plot(figure, lang="id")
    assert clashes(ax) == []
    assert cut(ax) == []


@pytest.mark.parametrize("figure", COMPARISON_FIGURES)
def test_a_single_policy_has_its_figures_too(comparison: Comparison, figure):
    data = comparison.data.isel(policy=[0, 1])
    ax = Comparison(comparison.policies[:2], 3, comparison.criteria, data, comparison.world).plot(figure, lang="id")
    assert "half" in " ".join(text.get_text() for text in texts(ax))
    assert clashes(ax) == []
    assert cut(ax) == []


def test_axes_that_are_given_are_drawn_into(comparison: Comparison):
    for name in COMPARISON_FIGURES:
        ax = Figure(figsize=(10, 6)).add_subplot()
        assert comparison.plot(name, ax=ax) is ax


def test_every_figure_is_written_with_its_numbers_and_nothing_else(comparison: Comparison, tmp_path):
    files = save_comparison_figures(comparison, tmp_path)
    wanted = [f"{name}.{kind}" for name in COMPARISON_FIGURES for kind in ("svg", "png", "csv")]
    assert [file.name for file in files] == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(wanted)
    for name in COMPARISON_FIGURES:
        table = pd.read_csv(tmp_path / f"{name}.csv")
        assert len(table) == len(numbers(comparison, name))
        assert {"policy"} < set(table.columns)
        if name not in ("fans", "backlog"):  # these give levels, not differences
            assert set(table["baseline"]) == {"small"}
            assert "policy_minus_baseline" in table.columns


def test_the_decision_table_says_what_the_intervals_decide(comparison: Comparison):
    table = decision_table(comparison, Words("en")).set_index(["criterion", "policy"])
    for name, policy in table.index:
        found = comparison.difference(name, policy)
        word = {"better": "better", "worse": "worse", "undecided": "open", "same": "the same"}[found.verdict]
        assert table.loc[(name, policy), "verdict"].startswith(word)


def test_a_notebook_gets_the_table(comparison: Comparison):
    page = html_of(comparison)
    choices = len(data_of(comparison)["choice"])
    assert page.count("<tr>") == 2 + choices + len(comparison.criteria)  # two tables with a head each
    assert "minus small" in page


@pytest.fixture(scope="module")
def even(comparison: Comparison) -> Comparison:
    """Where no province is covered otherwise than another: the effective of each are shared out by residents."""
    weights = comparison.world.weights("provinces")
    whole = comparison.data["effective"].sum("province").values
    shared = whole[:, None] * (weights / weights.sum(axis=0))[None]
    kept = comparison.data["effective"]
    return replace(comparison, data=comparison.data.assign(effective=(kept.dims, shared)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_provinces_do_not_differ_a_sentence_says_so_and_no_tile_is_drawn(even: Comparison, lang: str) -> None:
    ax = even.plot("provinces", lang=lang)
    said = [text.get_text() for text in texts(ax)]
    assert ax.get_title(loc="left") == Words(lang)("compare.provinces_even")
    assert not set(said) & {code for code, *_ in TILES.values()}
    shares = coverage(even).groupby("policy", sort=False)["coverage"].mean()
    assert [Words(lang).percent(share) for share in shares] == [one for one in said if one.endswith("%")]
    bars = drawn(ax, "")
    assert [bars[f"all-{row}"].get_width() for row in range(len(shares))] == pytest.approx(shares.tolist())
    assert clashes(ax) == cut(ax) == []
