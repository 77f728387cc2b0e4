"""A posterior: its draws, its file, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from prakerja.report import text_of
from prakerja.scenario import InputError, draw_world
from prakerja.study import forecast
from prakerja.study.calibration import Effort, Posterior, calibrate, predict
from prakerja.study.calibration.unknowns import DISCREPANCY
from prakerja.study.runs.checksum import seal
from prakerja.study.runs.ensemble import run_ensemble
from tests.learning.toy import AS_OF, BOUGHT, COMPLETED, PAID, REGISTERED, SELECTED, chain, decided, figure, published
from tests.worlds.tiny import PACKAGE, day

EFFORT = Effort(ensemble=96, particles=128, sweeps=60, draws=150)
HOPELESS = Effort(ensemble=16, particles=32, sweeps=3, draws=40)
PURCHASE, COMPLETION = "world.purchase.probability", "world.completion.probability"
SURVEY, COMMITTED = "world.survey.response", "budget_committed_rupiah_cumulative"
NOT_CONVERGED = {"en": "NOT converged", "id": "BELUM konvergen"}

FILE = published(figure(BOUGHT, 5, 31_517), figure(COMPLETED, 13, 44_444), figure(PAID, 14, 30_303))


def scenario(**changes):
    """The chain with one share that no figure tells of: who answers a survey."""
    return chain(**{SURVEY: {"dist": "uniform", "low": 0.4, "high": 0.9}}, **changes)


@pytest.fixture(scope="module")
def posterior():
    return calibrate(scenario(), seed=1, observations=FILE, effort=EFFORT, cache=None)


# Draws


def test_draw_i_is_the_same_however_many_there_are(posterior):
    few, many = posterior.draws(40, 7), posterior.draws(400, 7)
    assert set(few.values) == set(many.values)
    assert all(np.array_equal(few[path], many[path][:40]) for path in few.values)


def test_values_of_a_draw_belong_together(posterior):
    """More buyers and fewer finishers fit the finished alike: a correlation that mixed draws would not have.

    150 learnt draws come five times each in 750: every pair of values is one that was learnt.
    """
    drawn = posterior.draws(750, 7)
    learnt = np.stack(list(posterior.values.values()))
    found = np.stack([drawn[path] for path in posterior.values])
    assert {tuple(column) for column in found.T} == {tuple(column) for column in learnt.T}
    assert np.corrcoef(learnt)[0, 1] < -0.3
    np.testing.assert_allclose(np.corrcoef(found), np.corrcoef(learnt), rtol=1e-9)


def test_every_learnt_draw_comes_once_before_any_comes_again(posterior):
    pick = posterior.pick(400, 7)
    assert sorted(pick[:150]) == sorted(pick[150:300]) == list(range(150))
    assert len(set(pick[300:])) == 100
    assert not np.array_equal(pick, posterior.pick(400, 8))


def test_what_no_figure_touches_has_exactly_the_draws_of_the_prior(posterior):
    drawn, prior = posterior.draws(60, 7), draw_world(scenario(), 60, 7)
    same = {path for path in prior.values if np.array_equal(drawn[path], prior[path])}
    assert set(prior.values) - same == set(posterior.values)
    assert posterior.untouched == [SURVEY]


def test_the_discrepancy_of_a_half_without_figures_keeps_its_prior(posterior):
    """No figure of registrations: the logarithm of theirs is as wide as before. Four standard errors of 150."""
    median, sd = DISCREPANCY["registration"]
    log = np.log(posterior.discrepancy["registration"] / median) / sd
    assert abs(log.mean()) < 4 / np.sqrt(150)
    assert log.std() == pytest.approx(1, abs=4 / np.sqrt(300))


def test_what_another_scenario_states_otherwise_is_as_it_states(posterior):
    """Who asks "what if seven in ten finish?" is not answered with what was learnt of it; the rest is learnt still."""
    asked = scenario(**{COMPLETION: 0.7})
    drawn = posterior.draws(60, 7, asked)
    assert np.all(drawn[COMPLETION] == 0.7)
    assert np.array_equal(drawn[PURCHASE], posterior.draws(60, 7)[PURCHASE])


def test_another_policy_has_the_same_world(posterior):
    asked = scenario(**{"policy.purchase.window_days": 5})
    drawn, own = posterior.draws(60, 7, asked), posterior.draws(60, 7)
    assert all(np.array_equal(drawn[path], own[path]) for path in own.values)


# Same seed, same bits; files


def test_same_seed_same_bits(posterior):
    again = calibrate(scenario(), seed=1, observations=FILE, effort=EFFORT, cache=None)
    assert again.key == posterior.key
    assert again.by_series.tobytes() == posterior.by_series.tobytes()
    assert all(again.discrepancy[group].tobytes() == posterior.discrepancy[group].tobytes() for group in DISCREPANCY)
    other = calibrate(scenario(), seed=2, observations=FILE, effort=EFFORT, cache=None)
    assert other.key != posterior.key


def same(one: Posterior, other: Posterior) -> bool:
    """Compare everything two posteriors hold."""
    for name in ("values", "discrepancy", "ages"):
        np.testing.assert_equal(dict(getattr(one, name)), dict(getattr(other, name)))
    np.testing.assert_equal(one.models, other.models)
    np.testing.assert_equal(one.prior_models, other.prior_models)
    np.testing.assert_equal(one.by_series, other.by_series)
    for mine, theirs in zip(one.readings, other.readings, strict=True):
        assert (mine.quantity, mine.wave, mine.observations) == (theirs.quantity, theirs.wave, theirs.observations)
        assert mine.statements == theirs.statements
        for name in ("days", "values", "error", "hours"):
            np.testing.assert_equal(getattr(mine, name), getattr(theirs, name))
    names = ("scenario", "seed", "left_out", "moved", "quality", "key", "converged", "untouched", "provenance")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def test_saved_and_read_again_it_is_the_same(posterior, tmp_path):
    assert same(Posterior.load(posterior.save(tmp_path / "new" / "posterior.nc")), posterior)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["posterior.nc"]


def test_a_posterior_of_no_figures_is_kept_too(tmp_path):
    """Nothing published yet: all values keep the prior, and so do both discrepancies."""
    early = calibrate(scenario(), seed=1, observations=published(figure(BOUGHT, 20, 1)), effort=EFFORT, cache=None)
    assert (len(early.values), early.figures, len(early)) == (0, 0, 150)
    assert same(Posterior.load(early.save(tmp_path / "early.nc")), early)
    drawn, prior = early.draws(30, 7), draw_world(scenario(), 30, 7)
    assert all(np.array_equal(drawn[path], prior[path]) for path in prior.values)


def damages(whole: bytes) -> dict[str, bytes]:
    """Damage a file as disks and people do."""
    middle = len(whole) // 2
    return {
        "cut short": whole[:middle],
        "empty": b"",
        "overwritten": b"\0" * 4000 + whole[4000:],
        "something else": b"figures, for my own use",
    }


@pytest.mark.parametrize("damage", ["cut short", "empty", "overwritten", "something else"])
def test_a_damaged_file_is_refused_in_a_line(damage, posterior, tmp_path):
    path = posterior.save(tmp_path / "posterior.nc")
    path.write_bytes(damages(path.read_bytes())[damage])
    with pytest.raises(InputError, match="is not a posterior saved by this version"):
        Posterior.load(path)


def test_a_forecast_is_no_posterior(posterior, tmp_path):
    path = forecast(scenario(), 2, 1, workers=1, cache=None).save(tmp_path / "forecast.nc")
    with pytest.raises(InputError, match="is not a posterior saved by this version"):
        Posterior.load(path)


def test_a_posterior_of_another_version_is_refused(posterior, tmp_path):
    """Its attributes are all there, but what it says of its quality is not what this version knows."""
    import xarray as xr

    path = posterior.save(tmp_path / "posterior.nc")
    with xr.open_datatree(path, engine="h5netcdf") as file:
        old = file.load()
    old.attrs["quality"] = old.attrs["quality"].replace('"rhat"', '"split_rhat"')
    old.to_netcdf(tmp_path / "old.nc", engine="h5netcdf")
    seal(tmp_path / "old.nc")
    with pytest.raises(InputError, match="is not a posterior saved by this version"):
        Posterior.load(tmp_path / "old.nc")


def test_what_is_kept_is_not_learnt_twice_and_what_is_damaged_is_learnt_again(tmp_path, caplog):
    def learnt():
        return calibrate(scenario(), seed=1, observations=FILE, effort=HOPELESS, cache=tmp_path)

    first = learnt()
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert same(learnt(), first)
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(damages(kept.read_bytes())["cut short"])
    assert same(learnt(), first)
    assert caplog.messages == ["a kept posterior cannot be used (damaged: it has no checksum): learnt again"]
    assert same(Posterior.load(kept), first)


# What it says of itself


def test_a_hopeless_effort_says_so_everywhere(tmp_path):
    """Too few particles and moves: nobody is told that this is an answer."""
    file = Posterior.load(
        calibrate(scenario(), seed=1, observations=FILE, effort=HOPELESS, cache=None).save(tmp_path / "posterior.nc")
    )
    assert not file.converged
    assert file.provenance["converged"] is False
    for lang, said in NOT_CONVERGED.items():
        assert said in " ".join(text_of(file, lang).split())
    outlook = forecast(scenario(), 10, 1, posterior=file, workers=1, cache=None)
    assert outlook.provenance["converged"] is False
    assert "the calibration has not converged" in " ".join(str(outlook).split())


def test_an_effort_that_is_enough_says_so():
    enough = Effort(ensemble=128, particles=1024, sweeps=300, draws=400)
    found = calibrate(scenario(), seed=1, observations=FILE, effort=enough, cache=None)
    assert found.converged, found.quality
    assert "NOT converged" not in " ".join(text_of(found).split())


def test_what_a_series_taught_is_what_is_missing_without_it():
    """Selected and committed are both straight in the share eligible, so the answer without one is a formula.

    The committed, of a lower grade, ask for a tenth more. 600 draws: four standard errors of the shift are 0.16 sds.
    """
    selected, committed = figure(SELECTED, 3, 50_321), figure(COMMITTED, 6, 54_921 * PACKAGE, confidence="med")
    effort = Effort(ensemble=64, particles=1024, sweeps=100, draws=600)
    found = calibrate(decided(), seed=1, observations=published(selected, committed), effort=effort, cache=None)
    shares, precisions = [0.5, 0.50321, 0.54921], [0.02**-2, (0.005 * 0.50321) ** -2, (0.03 * 0.54921) ** -2]
    mean, without = np.average(shares, weights=precisions), np.average(shares[:2], weights=precisions[:2])
    taught = found.taught().set_index("series").loc[COMMITTED]
    assert taught["moves_most"] == "world.joining.eligible"
    assert taught["by_sd"] == pytest.approx((mean - without) * np.sqrt(sum(precisions)), abs=0.16)
    assert taught["by_sd"] > 0.3


LATER = published(*FILE, figure(REGISTERED, AS_OF + 2, 100_000))


@pytest.fixture(scope="module")
def futures(posterior):
    return run_ensemble(posterior.scenario, posterior.draws(150, 7), 7, workers=1, cache=None)


def test_a_later_figure_is_the_forecast_on_its_day_with_the_error_of_print(futures):
    """Nobody had counted registrations: 100,000 by then in every future, and 0.5 % of print.

    150 draws: four standard errors of a mean are 0.16 %, of a standard deviation a quarter.
    """
    found = predict(futures, LATER)
    assert [row.observed_on for row in found.observations] == [day(AS_OF + 2)]
    assert found.samples[0].mean() == pytest.approx(100_000, rel=0.0016)
    assert found.samples[0].std() == pytest.approx(500, rel=0.25)


def test_another_size_is_refused():
    large = published(*(replace(row, value=1000 * row.value) for row in FILE), figure("selected_cumulative", 6, 8e7))
    with pytest.raises(InputError, match="are of another programme than one for 200,000 recipients"):
        calibrate(scenario(), seed=1, observations=large, effort=EFFORT, cache=None)


def test_the_scenario_of_a_thousandth_is_refused_with_the_figures_of_the_nation():
    with pytest.raises(InputError, match="calibrate the scenario it is scaled from"):
        calibrate("scenarios/small.toml", effort=EFFORT, cache=None)


@pytest.mark.parametrize("as_of", ["2020-02-30", "tomorrow"])
def test_a_day_that_is_none_is_told(as_of):
    with pytest.raises(InputError, match="must be a date such as 2020-09-04"):
        calibrate(scenario(), as_of, observations=FILE, effort=EFFORT, cache=None)


def test_an_earlier_day_is_refused():
    with pytest.raises(InputError, match="must not be before the scenario's own as_of"):
        calibrate(scenario(), day(AS_OF - 1), observations=FILE, effort=EFFORT, cache=None)
