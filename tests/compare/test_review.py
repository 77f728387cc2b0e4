"""A later review: known answers on figures and outcomes made by hand, what may begin before it, and how it is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from prakerja.report import data_of, html_of, text_of
from prakerja.report.common.document import Sentence, document
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import InputError, Scenario
from prakerja.study import Comparison, Preferences, compare, review
from prakerja.study.comparison.choice import choose
from prakerja.study.comparison.until_review import FIGURES, named
from prakerja.study.sensitivity.cross_fitted import expected_given, parts_of
from tests.worlds.tiny import day

DRAWS = 4000
DAY = date(2020, 6, 9)


@pytest.fixture(scope="module")
def compared(weekly: Scenario, singly: Scenario) -> Comparison:
    """Two policies by one criterion, to put outcomes of one's own into."""
    return compare(weekly, [singly], draws=2, seed=3, criteria=["effective"], review=DAY, workers=1)


def made(compared: Comparison, scores: np.ndarray, figures: np.ndarray, ways: list[int]) -> Comparison:
    """Put scores (policy, draw), one figure (draw,) and the way of each policy in the place of what came out."""
    draws = scores.shape[1]
    known = np.zeros((len(scores), len(FIGURES), draws))
    known[:, list(FIGURES).index("completed_first_training_cumulative")] = figures
    data = compared.data.drop_dims("draw").assign(
        outcome=(("policy", "criterion", "draw"), scores[:, None]),
        figure=(("policy", "kind", "draw"), known),
        way=(("policy", "draw"), np.repeat(np.array(ways)[:, None], draws, axis=1)),
        effective=(("policy", "province", "draw"), np.zeros((len(scores), 1, draws))),
    )
    world = compared.world
    many = {path: np.resize(values, draws) for path, values in world.values.items()}
    return replace(compared, data=data, world=replace(world, values=many))


def normal(mean: float, error: float, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Return scores of a policy that is worth theta ~ N(mean, 1) more than one worth nothing, and a figure of theta."""
    theta, noise, luck = np.random.default_rng(seed).normal(size=(3, DRAWS))
    return np.stack([np.zeros(DRAWS), mean + theta + 0.5 * luck]), 1e6 * (10 + theta + error * noise)


@pytest.mark.parametrize(("mean", "error"), [(0.0, 0.5), (0.3, 1.0), (-0.6, 0.2)])
def test_the_gain_is_that_of_the_normal_signal(compared: Comparison, mean: float, error: float) -> None:
    """The figure is theta with an error, so what is believed then has spread s = 1 / sqrt(1 + error²) about the mean.

    E max(0, m) = mean Phi(mean / s) + s phi(mean / s), less max(0, mean). 4,000 futures: one standard error is 0.005
    to 0.01. Three of them, and the printed error of half a percent of ten million takes 0.001.
    """
    scores, figure = normal(mean, error)
    found = review(made(compared, scores, figure, [1, 1]))
    spread = 1 / np.sqrt(1 + error**2)
    right = mean * norm.cdf(mean / spread) + spread * norm.pdf(mean / spread) - max(0.0, mean)
    (one,) = found.beginnings
    error_of_gain = (one.high - one.low) / 2 / 1.645
    assert error_of_gain < 0.012
    assert one.gain == pytest.approx(right, abs=3 * error_of_gain + 0.002)
    turned = norm.cdf(-abs(mean) / spread)  # the belief lies on the other side
    assert one.another.probability == pytest.approx(turned, abs=0.04)
    assert one.gain < found.all_known


def test_the_figure_to_watch_and_its_mark(compared: Comparison) -> None:
    """Worth 0.3 + theta: with an error of 1 the belief is 0.3 + x / 2, so the choice turns at x = -0.6: 9.4 million.

    The figure alone is all there is to know, so it gains as much as all figures together.
    """
    scores, figure = normal(0.3, 1.0)
    found = review(made(compared, scores, figure, [1, 1]))
    watch = found.beginnings[0].watch
    assert watch is not None
    assert watch.figure == "completed_first_training_cumulative"
    assert (watch.below, watch.above) == (compared.names[0], compared.names[1])
    assert watch.mark == pytest.approx(9.4e6, abs=0.3e6)
    assert watch.gain == pytest.approx(found.beginnings[0].gain, abs=0.02)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_to_watch_is_told_with_its_mark(compared: Comparison, lang: str) -> None:
    """The choice turns at 9.4 million people, as above."""
    scores, figure = normal(0.3, 1.0)
    told = " ".join(text_of(review(made(compared, scores, figure, [1, 1])), lang).split())
    sentence = r"(?:above|di atas) (9[.,]\d+) (?:million choose|juta pilih) singly, (?:else|selain itu) tiny"
    (mark,) = re.findall(sentence, told)
    assert float(mark.replace(",", ".")) == pytest.approx(9.4, abs=0.3)


@pytest.mark.parametrize("seed", range(5))
def test_where_figures_tell_nothing_waiting_gains_nothing(compared: Comparison, seed: int) -> None:
    """The figure has nothing to do with the outcome. An interval of 90 % about nothing leaves it out above once in 20.

    A choice that was learnt and judged in the same futures would gain in all of them. The seeds are fixed.
    """
    scores, _ = normal(0.05, 1.0, seed)
    idle = 1e6 * (10 + np.random.default_rng(seed + 100).normal(size=DRAWS))
    (one,) = review(made(compared, scores, idle, [1, 1])).beginnings
    assert one.low <= 0
    assert one.watch is None
    assert one.gain < 0.01


def test_what_is_learnt_from_noise_gains_nothing() -> None:
    """Eight figures that tell nothing, 200 futures, forty times: a policy worth nothing on average is chosen or not.

    Learnt and judged in the same futures, the choice would gain what the fits take for knowledge: with eight slopes,
    each of error s / sqrt(200), they spread by s sqrt(8 / 200), and gain 0.4 of that, a twelfth of s. Over forty times
    one standard error is s / sqrt(2 x 8000), a tenth of it.
    """
    rng, gains = np.random.default_rng(11), []
    for seed in range(40):
        figures, worth = rng.normal(size=(8, 200)), rng.normal(size=200)
        chosen = expected_given(figures, worth[None], parts_of(200, seed))[0] > 0
        gains.append((worth * chosen).mean() - max(0.0, worth.mean()))
    assert np.mean(gains) < 3 / np.sqrt(2 * 8000)


def test_a_step_that_a_trigger_makes_is_seen() -> None:
    """Of eight figures one decides: above a half the second policy is better by 1, else worse, with luck of 1 beside.

    A smooth fit to all figures together blurs the step, and chooses wrong in one of twenty futures; the mark does not.
    """
    rng = np.random.default_rng(2)
    figures, luck = rng.normal(size=(8, 2000)), rng.normal(size=2000)
    right = figures[3] > 0.5
    scores = np.stack([np.zeros(2000), np.where(right, 1.0, -1.0) + luck])
    assert (choose(figures, scores, parts_of(2000, seed=2)) == right).mean() > 0.99


def test_where_all_is_certain_nothing_waits_for_anything(compared: Comparison) -> None:
    scores = np.repeat([[1.0], [3.0]], DRAWS, axis=1)
    found = review(made(compared, scores, np.full(DRAWS, 5.0), [1, 1]))
    (one,) = found.beginnings
    assert (one.gain, one.low, one.high, found.all_known) == (0, 0, 0, 0)
    assert one.another.probability == 0


def test_policies_that_part_before_cannot_wait_for_each_other(compared: Comparison) -> None:
    """The way is another: each begins alone, and choosing later is giving up what the better one is worth, 2."""
    scores = np.repeat([[1.0], [3.0]], DRAWS, axis=1)
    found = review(made(compared, scores, np.full(DRAWS, 5.0), [1, 2]))
    assert [one.policies for one in found.beginnings] == [(compared.names[1],), (compared.names[0],)]
    assert [one.gain for one in found.beginnings] == [0, -2]
    assert text_of(found).count("It begins before") == 1


def fewer(plan: Scenario, on: int) -> Scenario:
    """Return the plan with one place a wave, not two, from a day on."""
    fewer = {"source": "tiny", "watched_from": day(on), "times": 0.5}
    return plan.replace({"policy.triggers": {"fewer": fewer}}, name=f"fewer on {on}")


@pytest.mark.parametrize("on", [6, 7])
def test_what_begins_on_the_day_of_the_review_can_wait_and_what_begins_before_cannot(weekly: Scenario, on: int) -> None:
    """Waves open on 1, 3, 5, 7, and are announced a day later: whoever gives fewer places from 7 on waits until then.

    Whoever does on 5 parts from the plan; on the morning of 6 that is seen by the places of the open wave alone. A
    window of nine days, not ten, binds the wave announced on 2, though nobody of it is revoked before 11. A deadline on
    55 binds none.
    """
    others = {
        "window": {"policy.purchase.window_days": 9},
        "later": {"policy.training.deadline": day(55)},
    }
    policies = [weekly.replace(changes, name=name) for name, changes in others.items()]
    policies += [fewer(weekly, first) for first in (5, 7, 8)]
    found = review(compare(weekly, policies, draws=100, seed=3, criteria=["effective"], review=day(on), workers=1))
    together = [set(one.policies) for one in found.beginnings if len(one.policies) > 1]
    assert together == [{"tiny", "fewer on 7", "fewer on 8", "later"}]


def test_a_function_can_wait_too(weekly: Scenario) -> None:
    def as_the_plan_until_9(view: Any) -> Any:
        return np.where(view.day < day(9), np.minimum(view.remaining, 2), 0)

    found = review(
        compare(weekly, [as_the_plan_until_9], draws=100, seed=3, criteria=["effective"], review=day(9), workers=1)
    )
    assert [set(one.policies) for one in found.beginnings] == [{"tiny", "as_the_plan_until_9"}]


def test_the_way_is_named_draw_by_draw() -> None:
    """One person more on one day, or the same on another day, is another way."""
    way = np.array([[1.0, 1, 1, 2], [2, 2, 3, 1]])
    one, same, other, swapped = named([way]).tolist()
    assert one == same
    assert len({one, other, swapped}) == 3


def test_it_is_the_same_once_saved(weekly: Scenario, tmp_path: Any) -> None:
    kept = compare(weekly, [fewer(weekly, 9)], draws=100, seed=3, criteria=["effective"], review=day(9), workers=1)
    again = Comparison.load(kept.save(tmp_path / "kept.nc"))
    assert data_of(review(again)) == data_of(review(kept))


BY_HAND = {"title": "by hand", "source": "this test"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_100_columns(weekly: Scenario, lang: str) -> None:
    """With preferences and without; where nothing is allowed too."""
    kept = compare(weekly, [fewer(weekly, 9)], draws=100, seed=3, criteria=["effective"], review=day(9), workers=1)
    views = [None, *({"require": [f"effective >= {least} with 50 %"], "point": {"effective": 1}} for least in (1, 99))]
    for view in views:
        found = review(kept, Preferences.of(BY_HAND | view) if view else None)
        assert max(map(len, text_of(found, lang).splitlines())) <= 100
        said = data_of(found, lang)
        json.dumps(said, allow_nan=False)
        assert said["review_on"] == day(9).isoformat()
        assert "<table" in html_of(found, lang)
        assert len(document(found, lang).every(Sentence)) == 2
        assert (said["decided_now"] is None) == (view is not None and "99" in view["require"][0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"review": "soon"}, r"day   soon   must be a date such as 2020-10-15"),
        (
            {"review": day(0)},
            r"day   2020-06-01   must be after the as-of date \(2020-06-01\), and not after the year end",
        ),
        ({"review": day(110)}, r"day   2020-09-19   must be after the as-of date"),
    ],
)
def test_a_day_that_cannot_be(weekly: Scenario, singly: Scenario, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        compare(weekly, [singly], draws=2, workers=1, **asked)


def test_what_is_missing_is_told_at_once(weekly: Scenario, singly: Scenario) -> None:
    with pytest.raises(InputError) as refused:
        review(compare(weekly, [singly], draws=2, seed=3, criteria=["effective", "owed"], workers=1))
    assert [problem.path for problem in refused.value.problems] == ["review", "preferences", "draws"]
