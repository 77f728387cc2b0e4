"""Comparisons of real runs: paired, signed, of one world, the same on any number of workers, and kept whole."""

from __future__ import annotations

import csv
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import prakerja as pk
from prakerja.scenario import InputError, Scenario, draw_world, load
from prakerja.study import Comparison, Forecast, compare
from prakerja.study.comparison.criteria import CRITERIA, Yardstick
from prakerja.study.comparison.gather import Judged
from prakerja.study.comparison.policy import OwnRule, travels
from prakerja.study.runs import block as block_module
from prakerja.study.runs import ensemble
from prakerja.study.runs.block import blocks_of
from tests.worlds.tiny import day, partner

MONEY_AND_PEOPLE = ("effective", "paid_once", "paid_out", "owed", "returned", "peak_backlog", "days_waited")


def judged(scenario: Scenario, world) -> np.ndarray:
    """Run one block and give the criteria, shape (criterion, draw)."""
    kept = []
    reduction = Judged(Yardstick.of(scenario), MONEY_AND_PEOPLE)
    blocks = list(blocks_of(scenario, world, 2020, None, reduction))
    ensemble.run_blocks(blocks, lambda _, arrays: kept.append(arrays["criteria"]), workers=1, cache=None)
    (found,) = kept
    return found


@pytest.mark.slow
def test_paired_errors_are_at_least_twenty_times_smaller_than_unpaired():
    """One percent more places, or buyers, in the national plan: what differs is the percent, not the dice."""
    plan = load("scenarios/prakerja-2020.toml")
    world, bought = draw_world(plan, 64, 2020), "world.purchase.probability"
    base = judged(plan, world)
    places = judged(plan.replace({"policy.quota.places": 808_000}), world)
    buyers = judged(plan, world.replace({bought: 0.99 * world[bought]}))
    for changed in (places, buyers):
        paired = (changed - base).std(axis=1, ddof=1)
        unpaired = np.sqrt(base.var(axis=1, ddof=1) + changed.var(axis=1, ddof=1))
        assert (unpaired / paired).min() > 20


def test_every_criterion_is_the_forecasts_own_number(small: Scenario, comparison: Comparison):
    forecast = Forecast(ensemble.run_ensemble(small, 24, 3, workers=1, cache=None))
    for name in ("effective", "paid_once", "paid_out", "owed", "returned"):
        assert comparison.values(name, "small").tolist() == forecast.values(name).tolist()
    assert comparison.range("target_selected", "small").expected == forecast.chance("selected").probability
    assert comparison.range("absorption", "small").expected == pytest.approx(forecast.absorption().expected)
    assert comparison.range("wait_p90", "small") == forecast.first_wait(0.9)
    days = comparison.values("reached", "small")
    reached = days < len(small.days)
    assert (~reached).mean() == forecast.reached("selected").never.probability
    assert small.days.date(int(np.percentile(days[reached], 50, method="inverted_cdf"))) == (
        forecast.reached("selected").median
    )
    since, end = (small.days.number(day) for day in (small.as_of, small.clock.year_end))
    backlog = np.asarray(forecast.series("backlog"))[since : end + 1]
    assert comparison.values("peak_backlog", "small").tolist() == backlog.max(axis=0).tolist()
    waiting = (np.asarray(forecast.series("validated")) - np.asarray(forecast.series("paid_once")))[since : end + 1]
    assert comparison.values("days_waited", "small").tolist() == waiting.sum(axis=0).tolist()
    waves = np.asarray(forecast.ensemble["wave_selected"])
    assert comparison.values("waves_held", "small").tolist() == (waves > 0).sum(axis=0).tolist()


def test_what_is_kept_by_day_is_the_forecasts_and_the_paired_gap(small: Scenario, half: Scenario, comparison):
    one, other = (
        np.asarray(Forecast(ensemble.run_ensemble(s, 24, 3, workers=1, cache=None)).series("paid_once"), np.float64)
        for s in (small, half)
    )
    kept = comparison.data.sel(policy="half", series="paid_once")
    levels = comparison.data["quantile"].values
    assert kept["by_day"].values == pytest.approx(np.quantile(other, levels, axis=1).T)
    assert kept["gap"].values == pytest.approx(np.quantile(other - one, levels, axis=1).T)
    assert kept["expected_gap"].values == pytest.approx((other - one).mean(axis=1))
    assert not comparison.data["gap"].sel(policy="small").values.any()


def test_the_sign_is_policy_minus_baseline_everywhere(comparison: Comparison, tmp_path: Path):
    """Half the places a week: the target is reached later, so the difference of days is above zero and worse."""
    found = comparison.difference("reached", "half")
    by_hand = comparison.values("reached", "half") - comparison.values("reached", "small")
    assert found.expected == by_hand.mean() > 7
    assert (found.policy, found.baseline, found.verdict) == ("half", "small", "worse")
    assert comparison.difference("reached", "small", minus="half").expected == -found.expected
    with comparison.save(tmp_path / "c.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * len(CRITERIA)
    (row,) = [row for row in rows if row["policy"] == "half" and row["criterion"] == "reached"]
    assert row["baseline"] == "small"
    assert float(row["policy_minus_baseline"]) == pytest.approx(found.expected)
    assert float(row["policy_expected"]) - float(row["baseline_expected"]) == pytest.approx(found.expected)
    assert comparison.provenance["sign"] == comparison.to_dataframe().attrs["sign"] == "policy minus baseline"


def test_a_policy_that_is_the_baseline_differs_in_nothing(weekly: Scenario):
    def as_planned(view):
        return np.minimum(view.remaining, 2)

    found = compare(weekly, as_planned, draws=8, seed=3, workers=1)
    assert {one.verdict for one in found.differences} == {"same"}
    assert {chance.probability for chance in found.best("owed").values()} == {0.5}


def test_the_best_the_regret_the_ranking_and_the_front_agree(comparison: Comparison):
    for name in ("owed", "effective", "days_waited"):
        assert sum(chance.probability for chance in comparison.best(name).values()) == pytest.approx(1)
        regret = comparison.regret(name)
        assert min(regret, key=lambda policy: regret[policy].expected) == comparison.ranking(name)[0]
    front = comparison.pareto(["owed", "effective"])
    for name in front.criteria:  # the best of each criterion is on the front, or one that ties with it
        best = comparison.range(name, comparison.ranking(name)[0]).expected
        assert best in [comparison.range(name, policy).expected for policy in front.policies]
    assert set(front.policies) | set(front.beaten_by) == set(comparison.names)
    flips = comparison.flips("owed", "half")
    turned = comparison.values("owed", flips.behind) < comparison.values("owed", flips.ahead)
    assert flips.chance.probability == turned.mean()


def test_own_functions_cross_processes_and_workers_change_nothing(weekly, singly, monkeypatch, tmp_path: Path):
    """Blocks of 3, two forked workers, closures and all: the same bits; and nothing is left in a cache."""
    at_once = 4

    def by_fours(view):
        return np.minimum(view.remaining, at_once)

    monkeypatch.setattr(block_module, "BLOCK", 3)
    alone = compare(weekly, [singly, by_fours], draws=8, seed=3, workers=1)
    with multiprocessing_method("fork"):
        two = compare(weekly, [singly, by_fours], draws=8, seed=3, workers=2, cache=tmp_path / "cache")
    assert two.data.identical(alone.data)
    assert len({tuple(alone.values("days_waited", name)) for name in alone.names}) == 3
    assert not (tmp_path / "cache").exists()


def test_stopped_it_goes_on_from_the_shelf_and_gives_the_same(weekly, singly, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(block_module, "BLOCK", 5)

    def stop(done: int, wanted: int) -> None:
        if done == 15:
            raise KeyboardInterrupt

    with pytest.raises(pk.EnsembleStopped, match="after 15 of 20 draws"):
        compare(weekly, singly, draws=10, seed=3, workers=1, cache=tmp_path / "cache", progress=stop)
    simulated = []
    simulate = block_module.simulate_block
    monkeypatch.setattr(
        block_module, "simulate_block", lambda block, past: simulated.append(block.first) or simulate(block, past)
    )
    again = compare(weekly, singly, draws=10, seed=3, workers=1, cache=tmp_path / "cache")
    assert simulated == [5]  # the second block of the second policy
    assert again.data.identical(compare(weekly, singly, draws=10, seed=3, workers=1, cache=None).data)


class multiprocessing_method:
    """Starts processes in a way for a while."""

    def __init__(self, method: str) -> None:
        self.method = method

    def __enter__(self) -> None:
        self.before = multiprocessing.get_start_method()
        multiprocessing.set_start_method(self.method, force=True)

    def __exit__(self, *_: object) -> None:
        multiprocessing.set_start_method(self.before, force=True)


def test_a_function_that_cannot_be_sent_stays_in_one_process_and_says_so(weekly: Scenario):
    limit = 1
    with multiprocessing_method("spawn"), pytest.warns(UserWarning, match="lately: other processes cannot be sent"):
        found = compare(weekly, policies={"lately": lambda view: np.minimum(view.remaining, limit)}, draws=4, workers=2)
    assert found.names == ["tiny", "lately"]


def test_which_functions_travel():
    with multiprocessing_method("spawn"):
        assert not travels(lambda view: 1)
        assert travels(draw_world)
    with ThreadPoolExecutor(1) as threads, ProcessPoolExecutor(1) as processes:
        assert travels(lambda view: 1, threads)
        assert not travels(lambda view: 1, processes)


def test_own_function_in_ten_lines(tmp_path, monkeypatch):
    def small_and_often(view):
        "Fifty thousand a slot, in thousandths."
        return np.minimum(view.remaining, 50)

    # so many try that every place is taken, and no pause comes after which the rule could not catch up
    patient = ["world.joining.again=0.95", "world.joining.patience_days=inf", "world.interruption=none"]
    small = pk.load("scenarios/small.toml", patient)
    comparison = pk.compare(small, small_and_often, draws=8, criteria=["effective", "owed"])
    assert comparison.names == [small.name, "small_and_often"]
    # Thirteen slots of 50 give 650 of the 1,719 places that remain after wave 7: 1,069 fewer, and some of them revoked.
    assert -1069 < comparison.difference("effective", "small_and_often").expected < -0.8 * 1069


def test_nonsense_from_a_function_is_told_by_the_name_of_its_policy(weekly: Scenario):
    with pytest.raises(InputError, match="quota rule wrong"):
        compare(weekly, policies={"wrong": lambda view: -1}, draws=4, workers=1)


def test_worlds_must_be_the_same_and_what_differs_is_named(small: Scenario):
    other = small.replace({"world.survey.response": 0.9, "as_of": "2020-09-01"}, name="elsewhere")
    with pytest.raises(InputError) as refused:
        compare(small, other, draws=4)
    said = str(refused.value)
    assert said.startswith("elsewhere: 2 problems")
    assert "world.survey.response" in said
    assert "as in small: nobody decides it" in said
    assert "must be 2020-09-04, as in small" in said


def test_contracts_may_differ_are_told_and_leave_the_rest_of_the_world_as_it_was(weekly: Scenario):
    """A second bank of the same weight that pays a hundred a day: half the people never wait, the others no longer.

    Fewer days are waited in 0.85 of 2,000 other futures (seed 12), measured, not worked out; of 200 futures five
    standard errors less is 0.72.
    """
    more = weekly.replace(
        {"policy.partners.dana": {"working_days_only": False}, "world.partners.dana": partner(capacity=100)},
        name="one partner more",
    )
    found = compare(weekly, more, draws=200, seed=3, workers=1)
    told = "; ".join(found.policies[1].contracts)
    assert "world.partners.dana.daily_capacity: nothing becomes 100" in told
    one, two = (np.asarray(found.values("days_waited", name)) for name in ("tiny", "one partner more"))
    assert (two <= one).all()
    assert (two < one).mean() > 0.72
    assert found.values("effective", "tiny").tolist() == found.values("effective", "one partner more").tolist()


def test_people_may_answer_a_policy_by_hurrying_in_waves_to_come(weekly: Scenario):
    """The past is the same then; not if they hurried in waves announced by the as-of date, or to finish."""
    later = {"source": "test", "window": {"dist": "uniform", "low": 2, "high": 3}, "announced_from": day(9)}
    hurried = weekly.replace({"world.hurry": later, "as_of": day(8)}, name="hurried")
    start = weekly.replace({"as_of": day(8)}, name="tiny")
    found = compare(start, hurried, draws=8, seed=3, workers=1)
    assert any(line.startswith("world.hurry.window: nothing becomes") for line in found.policies[1].contracts)
    for wrong in ({"announced_from": day(8)}, {"announced_from": None}, {"deadline": 2.0}):
        stated = {key: value for key, value in {**later, **wrong}.items() if value is not None}
        with pytest.raises(InputError, match=r"world\.hurry\.window.*must be nothing, as in tiny: nobody decides it"):
            compare(start, weekly.replace({"world.hurry": stated, "as_of": day(8)}, name="hurried"), draws=8, seed=3)


def test_draws_can_be_given_and_must_be_of_the_baselines_world(weekly: Scenario, singly: Scenario):
    world = draw_world(weekly, 6, 3)
    given, drawn = (compare(weekly, singly, draws=draws, seed=3, workers=1) for draws in (world, 6))
    assert given.data.identical(drawn.data)
    short = replace(world, values={k: v for k, v in world.values.items() if k != "world.survey.response"})
    with pytest.raises(InputError, match=r"world\.survey\.response\s+is missing"):
        compare(weekly, singly, draws=short)
    with pytest.raises(InputError, match="at least 2"):
        compare(weekly, singly, draws=1)


def test_given_draws_hold_for_a_policy_that_adds_to_the_world(weekly: Scenario):
    """In the draws that are given nobody buys, whatever the scenario believes: so nobody is paid by either bank."""
    bought = "world.purchase.probability"
    more = weekly.replace({"policy.partners.dana": {}, "world.partners.dana": partner(capacity=100)}, name="more")
    nobody = draw_world(weekly, 6, 3).replace({bought: 0.0})
    found = compare(weekly, more, draws=nobody, seed=3, workers=1, criteria=["paid_once", "effective"])
    assert not found.values("paid_once").any()


def test_a_block_is_named_by_its_rule_and_by_what_is_kept_of_it(weekly: Scenario):
    world, kept = draw_world(weekly, 2, 3), Judged(Yardstick.of(weekly), ("owed",))
    other = Judged(Yardstick.of(weekly), ("effective",))
    rules = [OwnRule("one", lambda view: 1), OwnRule("two", lambda view: 2)]
    whole = [(None, None), (None, kept), (None, other), *((rule, kept) for rule in rules)]
    assert len({next(blocks_of(weekly, world, 3, *what)).key for what in whole}) == len(whole)


def test_each_policy_has_a_name_of_its_own_and_there_is_one(small: Scenario):
    with pytest.raises(InputError, match=r"name\s+small\s+each policy needs"):
        compare(small, small, draws=4)
    with pytest.raises(InputError, match="name a policy to compare"):
        compare(small, draws=4)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda c: c.values("effectiv"), "did you mean effective"),
        (lambda c: c.difference("owed", "hal"), "did you mean half"),
        (lambda c: c.pareto([]), "name at least one"),
        (lambda c: compare(c.scenario, "x.toml", criteria=["owd", "paid"]), "2 problems"),
        (lambda c: c.save("c.json"), "must end in .nc or .csv"),
        (lambda c: Comparison.load("nowhere.nc"), "no such file"),
    ],
)
def test_mistakes_are_told(comparison: Comparison, ask, said):
    with pytest.raises(InputError, match=said):
        ask(comparison)


def test_saved_and_loaded_it_is_the_same(comparison: Comparison, tmp_path: Path):
    back = Comparison.load(comparison.save(tmp_path / "c.nc"))
    assert back.data.equals(comparison.data)
    assert back.provenance == comparison.provenance
    assert [policy.name for policy in back.policies] == comparison.names
    assert back.to_dataframe().equals(comparison.to_dataframe())
    assert [path.name for path in tmp_path.iterdir()] == ["c.nc"]
    (tmp_path / "x.nc").write_text("not netCDF")
    with pytest.raises(InputError, match="is not a comparison"):
        Comparison.load(tmp_path / "x.nc")


def test_tidy_tables_have_every_future_once(comparison: Comparison):
    futures, world = comparison.to_dataframe("futures"), comparison.to_dataframe("world")
    assert len(futures) == len(comparison.names) * len(comparison.criteria) * len(comparison)
    assert not futures.duplicated(["draw", "policy", "criterion"]).any()
    for policy, criterion in (("half", "owed"), ("early", "wait_p90")):
        rows = futures.query("policy == @policy and criterion == @criterion").sort_values("draw")
        assert rows["value"].tolist() == comparison.values(criterion, policy).tolist()
    assert set(futures.query("criterion == 'owed'")["unit"]) == {"rupiah"}
    drawn = world.query("path == 'world.purchase.probability'").sort_values("draw")["value"]
    assert drawn.tolist() == comparison.world["world.purchase.probability"].tolist()
    with pytest.raises(InputError, match="futures"):
        comparison.to_dataframe("future")  # type: ignore[call-overload,arg-type]
