"""The worlds of a question: one rule for every verb, and what is said of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from prakerja.report import text_of
from prakerja.scenario import InputError, Observations, draw_world
from prakerja.study import calibration, compare, drivers, forecast, optimise
from prakerja.study.calibration import Effort, Posterior
from prakerja.study.calibration import worlds as module
from prakerja.study.calibration.worlds import worlds_of
from tests.learning.toy import BOUGHT, COMPLETED, PAID, SELECTED, chain, figure, published
from tests.worlds.tiny import day

PURCHASE = "world.purchase.probability"
FILE = published(
    figure(BOUGHT, 5, 31_517),
    figure(COMPLETED, 13, 44_444),
    figure(PAID, 14, 30_303),
    figure(BOUGHT, 17, 64_000),
    figure("wave_selected", 6, 39_000, wave="2"),
)
QUICK = Effort(ensemble=16, particles=32, sweeps=3, draws=40)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Posterior]:
    """Calibrate in a blink, and note what was learnt."""
    learnt: list[Posterior] = []

    def calibrate(*args, quick=False, **how):
        learnt.append(calibration.calibrate(*args, effort=QUICK, **how))
        return learnt[-1]

    monkeypatch.setattr(module, "calibrate", calibrate)
    return learnt


def test_what_was_published_by_the_scenarios_day_is_learnt_unless_another_is_asked_for(asked):
    for as_of, figures in ((None, 3), (day(16), 3), (day(17).isoformat(), 4)):
        worlds = worlds_of(chain(), 20, 1, as_of=as_of, observations=FILE, cache=None)
        assert worlds.origin["calibrated_on"] == figures
        assert worlds.scenario.as_of.isoformat() == str(as_of or day(14))
        expected = asked[-1].draws(20, 5, worlds.scenario)[PURCHASE]
        assert worlds.draws(20, 5)[PURCHASE].tolist() == expected.tolist()
        assert worlds.draws(20, 5)[PURCHASE].tolist() != draw_world(chain(), 20, 5)[PURCHASE].tolist()


def test_with_prior_nothing_is_learnt_and_the_scenario_is_moved_all_the_same(asked):
    worlds = worlds_of(chain(), 20, 1, as_of=day(17), observations=FILE, prior=True)
    assert (asked, worlds.origin) == ([], {"nothing_learnt": "prior"})
    assert worlds.scenario.as_of == day(17)
    assert worlds.draws(20, 5)[PURCHASE].tolist() == draw_world(chain(), 20, 5)[PURCHASE].tolist()


def test_draws_that_are_given_are_the_worlds(asked):
    given = draw_world(chain(), 20, 9)
    worlds = worlds_of(chain(), given, 1, observations=FILE)
    assert (asked, worlds.origin, worlds.draws(given, 5)) == ([], {"draws_from": "given"}, given)


def test_a_posterior_is_used_and_moves_the_scenario_to_its_day(asked, tmp_path):
    learnt = worlds_of(chain(), 20, 1, as_of=day(17), observations=FILE, cache=None).posterior
    for posterior in (learnt, learnt.save(tmp_path / "p.nc")):
        worlds = worlds_of(chain(), 20, 1, posterior=posterior)
        assert (len(asked), worlds.scenario.as_of) == (1, day(17))
        assert worlds.origin["posterior"] == learnt.key


@pytest.mark.parametrize(
    ("observations", "why"),
    [(None, "no_figures"), (published(figure(SELECTED, 6, 500_000)), "other_programme")],
)
def test_where_the_figures_are_of_nothing_here_the_prior_is_used_and_why_is_said(asked, observations, why):
    worlds = worlds_of(chain(), 20, 1, as_of=day(17), observations=observations)
    assert (asked, worlds.origin, worlds.scenario.as_of) == ([], {"nothing_learnt": why}, day(17))
    assert worlds.scenario.policy == chain().policy  # no count of another programme has become history


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"as_of": day(13)}, "must not be before the scenario's own as_of"),
        ({"as_of": "soon"}, "must be a date such as 2020-09-04"),
        ({"posterior": "none.nc", "as_of": day(17)}, "give one of the two"),
        ({"posterior": "none.nc", "prior": True}, "give one of the two"),
        ({"posterior": "none.nc"}, "there is no such file"),
        ({"observations": "none.csv"}, "there is no such file"),
    ],
)
def test_what_contradicts_itself_is_refused(how, said):
    with pytest.raises(InputError, match=said):
        worlds_of(chain(), 20, 1, **how)


def test_calibrate_takes_a_file_as_well(tmp_path):
    path = tmp_path / "own.csv"
    head = Path("scenarios/data/observations.csv").read_text(encoding="utf-8").splitlines()[0]
    on, said = day(9).isoformat(), day(10).isoformat()
    path.write_text(f"{head}\n{on},{said},{BOUGHT},60000,persons,,,high,,,said,own\n")
    assert calibration.calibrate(chain(), observations=path, effort=QUICK, cache=None).figures == 1


def short(**changes):
    return chain().replace({"policy.purchase.window_days": 2, **changes}, name="short window")


VERBS = {
    "forecast": partial(forecast, chain(), 16, 1, workers=1),
    "compare": partial(compare, chain(), short(), draws=16, seed=1, workers=1, criteria=["owed"]),
    "optimise": partial(optimise, chain(), ["policy.payment.retry_days=5:9"], minimise="owed", draws=16,
                        search_draws=16, rounds=1, seed=1, workers=1),
    "drivers": partial(drivers, chain(), "paid_once", 64, 1, alone=1),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_asks_by_the_same_rule(verb, asked, tmp_path):
    ask = partial(VERBS[verb], cache=tmp_path)
    found = ask(as_of=day(17), observations=FILE)
    assert (found.scenario.as_of, found.provenance["calibrated_on"]) == (day(17), 4)
    assert found.provenance["posterior"] == asked[-1].key
    assert "calibrated on 4 published figures" in text_of(found).replace("\n", " · ")
    believed = ask(observations=FILE, prior=True)
    assert believed.provenance["nothing_learnt"] == "prior"
    assert "assumptions alone: nothing learnt" in text_of(believed).replace("\n", " · ")
    assert len(asked) == 1
    again = ask(posterior=asked[0])
    assert again.provenance["posterior"] == asked[0].key


def test_policies_live_in_the_worlds_of_the_baseline_and_on_its_day(asked):
    """Whatever the policy believes itself is no matter; it is moved with the baseline."""
    found = compare(chain(), short(), draws=16, seed=1, as_of=day(17), observations=FILE, workers=1, cache=None)
    assert {policy.scenario.as_of for policy in found.policies} == {day(17)}
    assert found.world[PURCHASE].tolist() == asked[0].draws(16, 1, found.scenario)[PURCHASE].tolist()
    assert len(asked) == 1


def test_what_cannot_be_compared_or_searched_is_told_before_anything_is_learnt(asked):
    other = chain().replace({"world.survey.response": 0.123}, name="other world")
    with pytest.raises(InputError, match="nobody decides it"):
        compare(chain(), other, draws=16, observations=FILE)
    with pytest.raises(InputError):
        compare(chain(), short(), draws=1, observations=FILE)
    with pytest.raises(InputError):
        optimise(chain(), ["policy.payment.retry_dais=5:9"], minimise="owed", observations=FILE)
    assert asked == []


def test_figures_a_forecast_was_asked_with_are_those_it_shows(asked):
    from prakerja.report.figure_parts.published import observations_beside

    found = forecast(chain(), 16, 1, observations=FILE, prior=True, workers=1, cache=None)
    assert observations_beside(found) is FILE
    assert observations_beside(forecast(chain(), 16, 1, workers=1, cache=None)) is None
    assert isinstance(FILE, Observations)
