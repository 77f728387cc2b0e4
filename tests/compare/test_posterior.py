"""Comparisons over what was learnt from published figures: the same learnt futures for all, and told."""

from __future__ import annotations

import pytest

from prakerja.report import lines_of
from prakerja.scenario import InputError
from prakerja.study import Comparison, compare
from prakerja.study.calibration import Effort, Posterior, calibrate
from tests.learning.toy import BOUGHT, COMPLETED, PAID, chain, figure, published
from tests.worlds.tiny import day

QUICK = Effort(ensemble=16, particles=32, sweeps=3, draws=40)
PURCHASE = "world.purchase.probability"


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    file = published(figure(BOUGHT, 5, 31_517), figure(COMPLETED, 13, 44_444), figure(PAID, 14, 30_303))
    return calibrate(chain(), seed=1, observations=file, effort=QUICK, cache=None)


@pytest.fixture(scope="module")
def found(posterior: Posterior) -> Comparison:
    short = chain().replace({"policy.purchase.window_days": 2}, name="short window")
    return compare(chain(), short, posterior=posterior, draws=12, seed=3, workers=1, criteria=["effective", "owed"])


def test_all_policies_see_the_futures_that_were_learnt(posterior: Posterior, found: Comparison):
    assert found.world[PURCHASE].tolist() == posterior.draws(12, 3, chain())[PURCHASE].tolist()
    lost = found.difference("effective", "short window")
    assert lost.better.probability == 0  # who orders on the third day is revoked: worse in every future


def test_it_says_on_how_many_figures_it_was_calibrated(found: Comparison, tmp_path):
    assert found.provenance["calibrated_on"] == 3
    assert "calibrated on 3 published figures" in " ".join(lines_of(found))
    back = Comparison.load(found.save(tmp_path / "c.nc"))
    assert back.provenance == found.provenance


def test_a_posterior_of_another_day_is_refused(posterior: Posterior):
    later = chain().replace({"as_of": day(20)}, name="later")
    other = later.replace({"policy.purchase.window_days": 2}, name="short window")
    with pytest.raises(InputError, match=r"later: 1 problem\n  as_of .* the day the posterior is of"):
        compare(later, other, posterior=posterior, draws=4)
