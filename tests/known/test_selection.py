"""Selection at random: hypergeometric within groups, and the chance of being selected in one of several waves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from prakerja.person import story
from prakerja.programme.chance import Dice
from prakerja.programme.programme import Programme
from prakerja.programme.select import select
from prakerja.scenario import middle_world
from tests.known.intervals import agrees, agrees_in_moments, fits, fits_counts
from tests.known.samples import crowd, futures, lives, over, tiled
from tests.worlds.tiny import wave

Floats = NDArray[np.float64]

LISTED, OTHERS = [40, 25, 15], [60, 100, 20]
"""Candidates by province, of the priority list and others."""


def hypergeometric(candidates: list[int], places: int) -> tuple[Floats, Floats]:
    """Give mean and covariance of a draw without replacement (Feller I, II.6; Johnson, Kotz and Balakrishnan, *Discrete
    Multivariate Distributions*, ch. 39): n m / M, and n (m_i / M) (delta - m_j / M) (M - n) / (M - 1).
    """
    total = sum(candidates)
    share = np.array(candidates) / total
    spread = places * (total - places) / (total - 1)
    return places * share, spread * (np.diag(share) - np.outer(share, share))


@pytest.mark.parametrize(
    ("places", "list_share", "listed"),
    [(100, 0.5, 50), (100, 0.9, 80), (220, 0.05, 40)],
    ids=["as kept", "list runs short", "others run short"],
)
def test_within_groups_every_person_has_the_same_chance(places: int, list_share: float, listed: int) -> None:
    """80 on the list and 180 others, of three provinces: the groups' places are exact, provinces hypergeometric.

    Half of 100 places are the list's 50; nine tenths are more than the 80 there are; a twentieth of 220 leaves 209 for
    180 others, and the rest, 40, falls back to the list. Each group fixes a total, so two of its three provinces are
    compared. 8,000 futures: detects 0.09 sd of a mean (0.3 of 25), 12 % of a variance; the factor
    (M - n) / (M - 1) of sampling without replacement is 0.38 to 0.72 and would be missed by 40 % or more.
    """
    candidates = np.repeat(np.array(LISTED + OTHERS)[:, None], 8000, axis=1)
    chosen = select(Dice.streams(1, np.arange(8000), "known"), candidates, np.full(8000, places), list_share, None)
    assert (chosen[:3].sum(axis=0) == listed).all()
    assert (chosen[3:].sum(axis=0) == places - listed).all()
    groups = [(LISTED, listed, chosen[:2]), (OTHERS, places - listed, chosen[3:5])]
    for group, number, seen in groups:
        if number < sum(group):
            mean, covariance = hypergeometric(group, number)
            agrees_in_moments(seen, mean[:2], covariance[:2, :2], detects=(0.09, 0.13))


def test_a_province_has_the_hypergeometric_law() -> None:
    """25 of the 80 on the list live in one province: 50 places give it 25 x 50 / 80 on average; the whole law.

    8,000 futures tell sampling with replacement, Bin(50, 25 / 80), from it.
    """
    candidates = np.repeat(np.array(LISTED + OTHERS)[:, None], 8000, axis=1)
    chosen = select(Dice.streams(2, np.arange(8000), "known"), candidates, np.full(8000, 100), 0.5, None)
    k = np.arange(26)
    fits(
        chosen[1],
        stats.hypergeom.pmf(k, 80, 25, 50),
        stats.binom.pmf(k, 50, 25 / 80) / stats.binom.cdf(25, 50, 25 / 80),
    )


def test_given_who_joined_the_provinces_are_hypergeometric() -> None:
    """In a whole run: M = 120 people join, of provinces drawn 5 : 3 : 2, and n = 50 are selected; later all others.

    Who is selected in the end shows who joined. Given that K of the M are of a province, its S selected first have mean
    n K / M and variance n (K / M) (1 - K / M) (M - n) / (M - 1), so S - n K / M, divided by that variance's root, has
    mean 0 and variance 1 in the mixture as well. 4,000 futures: detects 0.11 sd and 16 % of the variance.
    """
    provinces = {"a": {"weight": 5.0}, "b": {"weight": 3.0}, "c": {"weight": 2.0}}
    waves = {"1": wave(0, 0, 1, 50), "2": wave(2, 2, 3, 120)}
    scenario = crowd(120, 6, {"world.provinces": provinces, "policy.waves": waves})
    run = Programme(scenario, tiled(middle_world(scenario), 4000), seed=2020)
    run.run(until=1)
    first = _by_province(run)
    run.run(until=3)
    share = _by_province(run) / 120
    assert np.allclose(share.sum(axis=0), 1)
    sd = np.sqrt(50 * share * (1 - share) * (120 - 50) / (120 - 1))
    for province in range(3):
        scaled = (first[province] - 50 * share[province]) / sd[province]
        agrees_in_moments(scaled[None], np.zeros(1), np.eye(1), detects=(0.11, 0.16))


def _by_province(run: Programme) -> NDArray[np.int64]:
    """Give the selected so far, shape (province, draw)."""
    return run.office.reach.by_group_and_province({})["selected_by_province"]


@pytest.mark.parametrize(("simulate", "count", "other"), [(futures, 4000, 0.51), (lives, 300, 0.6)])
def test_the_selected_of_all_waves_are_a_sample_of_those_who_joined(simulate: Any, count: int, other: float) -> None:
    """Provinces are drawn 5 : 3 : 2 and matter to nobody: 70 selected in two waves of 120 people are multinomial.

    A sample without replacement of independent draws is independent draws (de Finetti: exchangeability), so each
    place is a draw of its own: chi-square over 280,000 places (21,000 of the twin); tells 51 (60) % from 50 % in `a`.
    """
    provinces = {"a": {"weight": 5.0}, "b": {"weight": 3.0}, "c": {"weight": 2.0}}
    waves = {"1": wave(0, 0, 1, 50), "2": wave(2, 2, 3, 20)}
    scenario = crowd(120, 6, {"world.provinces": provinces, "policy.waves": waves})
    seen = simulate(scenario, count)["selected_by_province"].sum(axis=1)
    assert seen.sum() == 70 * count
    fits_counts(seen, np.array([0.5, 0.3, 0.2]), np.array([other, 0.8 - other, 0.2]))


FRESH, IN_WINDOW, WAVES = 0.4, 0.75, 5


def test_who_is_ever_selected_is_a_matter_of_how_many_waves_pass() -> None:
    """Places for everyone: in each wave a person never selected before joins with a = 0.4 x 0.75, and is selected.

    So the wave of selection is geometric: after k waves 1 - (1 - a)^k are selected, the numbers by wave are
    multinomial (Feller I, VI.8, VI.9; the coupon collector's single coupon, IX.3). N = 5,000, 4,000 futures:
    detects 0.12 sd of a wave (4 of 1,500), 18 % of a variance.
    """
    a = FRESH * IN_WINDOW
    waves = {str(n): wave(3 * n, 3 * n + 1, 3 * n + 2, 5000) for n in range(1, WAVES + 1)}
    joining = {"world.joining.fresh": FRESH, "world.joining.day": over(2, 1, 1)}
    seen = futures(crowd(5000, 25, {**joining, "policy.waves": waves}), 4000)["wave_selected"]
    share = a * (1 - a) ** np.arange(WAVES)
    agrees_in_moments(seen, 5000 * share, 5000 * (np.diag(share) - np.outer(share, share)), detects=(0.12, 0.18))


def test_scarce_places_go_to_joiners_only() -> None:
    """N = 60; of the 45 not selected in the first wave, Bin(45, 0.5) join the second, which has 20 places.

    So min(Bin(45, 0.5), 20) are selected: the full law in 4,000 futures, against 0.52.
    """
    waves = {"1": wave(0, 0, 1, 15), "2": wave(2, 2, 3, 20)}
    seen = futures(crowd(60, 8, {"world.joining.again": 0.5, "policy.waves": waves}), 4000)["wave_selected"][1]

    def law(again: float) -> Floats:
        joined = stats.binom.pmf(np.arange(46), 45, again)
        return np.append(joined[:20], joined[20:].sum())

    fits(seen, law(0.5), law(0.52))


@pytest.mark.parametrize("person", [1, 12])
def test_every_person_has_the_same_chance_whoever_came_first(person: int) -> None:
    """Twelve people, waves of 3, 3 and 2 places: the one who registered first, and the last, as all others.

    A given person is selected in wave 1, 2, 3 or none with 1/4, 1/4, 1/6, 1/3: a draw without replacement gives every
    place the same chance of holding a person (Feller I, II.5). 1,500 lives in the twin: detects 0.09 of probability.
    """
    waves = {str(n): wave(2 * n, 2 * n, 2 * n + 1, places) for n, places in enumerate((3, 3, 2))}
    scenario = crowd(12, 7, {"policy.waves": waves, "world.purchase.probability": 0.0})
    draws = middle_world(scenario)
    days = np.zeros((8, 1500))
    for seed in range(1500):
        selected = [event.date for event in story(scenario, draws, seed, person) if event.event == "selected"]
        days[(selected[0] - scenario.clock.launch).days if selected else 0, seed] = 1
    agrees(days[[1, 3, 5, 0]], np.array([1 / 4, 1 / 4, 1 / 6, 1 / 3]), detects=0.09)
