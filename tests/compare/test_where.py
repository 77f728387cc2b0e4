"""Where it turns round or fails, as people see it: sentences with their measures, a tree, a picture, files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from prakerja.report import data_of, html_of, lines_of, save_where
from prakerja.report.common.words import LANGUAGES
from prakerja.study import Comparison, Preferences, Recommendation, compare, recommend
from tests.report.test_figures import clashes, cut, texts

BUYERS, ANSWERS = "world.purchase.probability", "world.survey.response"


@pytest.fixture(scope="module")
def turning(small, half) -> Comparison:
    """600 futures in which half of the places owes less, but more where buyers are many and answers rare."""
    found = compare(small, half, draws=600, seed=3, criteria=["owed"], workers=1)
    where = _rare(found)
    data = found.data.copy(deep=True)
    data["outcome"][:] = np.stack([np.full((1, 600), 10.0), np.where(where, 11.0, 8.0)[None]])
    return Comparison(found.policies, 3, found.criteria, data, found.world)


def _rare(found: Comparison) -> np.ndarray:
    buyers, answers = found.world[BUYERS], found.world[ANSWERS]
    return (buyers > np.quantile(buyers, 0.5)) & (answers < np.quantile(answers, 0.5))


@pytest.fixture(scope="module")
def failing(turning: Comparison) -> Recommendation:
    view = {"title": "mine", "source": "this test", "require": ["owed <= 10 with 1 %"], "order": ["owed"]}
    return recommend(turning, Preferences.of(view))


def test_the_sentence_has_the_box_with_its_measures(turning: Comparison, failing: Recommendation):
    (rule,) = turning.flips("owed", "half").rules
    assert {(bound.path, bound.side) for bound in rule.bounds} == {(BUYERS, "above"), (ANSWERS, "below")}
    assert failing.policy == "half"
    assert failing.fails == (rule,)
    for lines in (lines_of(turning), lines_of(failing)):
        said = " ".join(" ".join(lines).split())
        assert f"{100 * rule.density:.0f} %" in said
        assert f"{100 * rule.coverage:.0f} %" in said
        assert "weakest limit: quasi-p < 0.001" in said


def test_the_tree_is_told_on_the_page_and_of_what_fails_on_the_screen_too(turning, failing):
    screen = lines_of(failing)
    assert any("› " in line for line in screen)
    assert sum("› › " in line for line in screen) == 2
    assert not any("› " in line for line in lines_of(turning))
    assert "› " in html_of(turning)
    tree = data_of(failing)["fails_tree"]
    assert tree["density"] == failing.failing[1::2].mean() == turning.turned("owed", "half")[1::2].mean()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_has_all_futures_and_the_box(turning, failing, lang):
    (rule,) = turning.flips("owed", "half").rules
    for ax in (turning.plot("turns", lang=lang), failing.plot("fails", lang=lang)):
        assert clashes(ax) == cut(ax) == []
        points = {line.get_gid(): line.get_xdata() for line in ax.lines}
        assert len(points["happens-within"]) == failing.failing.sum()
        assert sum(map(len, points.values())) == 600
        (box,) = [patch for patch in ax.patches if patch.get_gid() == "box"]
        ends = {(0, "above"): box.get_x(), (0, "below"): box.get_x() + box.get_width(),
                (1, "above"): box.get_y(), (1, "below"): box.get_y() + box.get_height()}  # fmt: skip
        ranked = [bound for _, bound in sorted(zip(rule.quasi_p, rule.bounds, strict=True), key=lambda one: one[0])]
        for axis, bound in enumerate(ranked):
            assert ends[axis, bound.side] == pytest.approx(bound.value)


def test_a_further_limit_is_named_and_futures_beyond_it_are_faint(turning):
    hidden = turning.world["world.completion.probability"]
    rare = _rare(turning) & (hidden > np.quantile(hidden, 0.4))
    data = turning.data.copy(deep=True)
    data["outcome"][1] = np.where(rare, 11.0, 8.0)[None]
    found = Comparison(turning.policies, 3, turning.criteria, data, turning.world)
    (rule,) = found.flips("owed", "half").rules
    assert len(rule.bounds) == 3
    ax = found.plot("turns")
    beyond = [line for line in ax.lines if line.get_gid().endswith("beyond")]
    assert {line.get_alpha() for line in beyond} == {0.18}
    assert sum(len(line.get_xdata()) for line in beyond) > 0
    assert "Faint: futures outside a further limit" in " ".join(text.get_text() for text in texts(ax))


def test_files_have_what_is_drawn_and_every_box(turning, failing, tmp_path):
    files = save_where(turning, tmp_path) + save_where(failing, tmp_path)
    kinds = (".svg", ".png", ".csv", "-boxes.csv")
    assert [file.name for file in files] == [f"{name}{kind}" for name in ("turns", "fails") for kind in kinds]
    drawn, boxes = pd.read_csv(tmp_path / "turns.csv"), pd.read_csv(tmp_path / "fails-boxes.csv")
    assert drawn["happens"].tolist() == turning.turned("owed", "half").tolist()
    assert sorted(drawn.columns) == sorted(["draw", "happens", BUYERS, ANSWERS])
    assert boxes["coverage"].tolist() == [failing.fails[0].coverage] * 2
    assert boxes["quasi_p"].tolist() == pytest.approx(list(failing.fails[0].quasi_p))


def test_where_nothing_tells_no_file_is_written_and_the_picture_says_so(comparison, tmp_path):
    assert save_where(comparison, tmp_path) == []
    title = comparison.plot("turns").get_title(loc="left").replace("\n", " ")
    assert "no value of the world tells in which" in title
