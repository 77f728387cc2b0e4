"""The scenarios that are shipped: each loads, says what it is, and makes happen what it is there for."""

import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import diff, draw_world, load
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.leaves import leaves
from prakerja.scenario.scenario import PROSE, build

FOLDER = Path("scenarios")
FILES = sorted(path for path in FOLDER.rglob("*.toml") if path.parent.name != "preferences")
BASE = FOLDER / "prakerja-2020.toml"


@pytest.fixture(scope="module")
def base():
    return load(BASE)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_loads_and_its_hash_depends_on_values_alone(path):
    scenario = load(path)
    assert scenario.name == path.stem
    reworded = build(without_prose(scenario.model_dump(exclude_none=True)), "reworded")
    assert (reworded.hash, diff(scenario, reworded)) == (scenario.hash, [])
    other = scenario.replace({"policy.payment.retry_days": scenario.policy.payment.retry_days + 1})
    assert other.hash != scenario.hash


def without_prose(tree):
    return {k: "other words" if k in PROSE else without_prose(v) if isinstance(v, dict) else v for k, v in tree.items()}


def test_no_two_are_the_same():
    scenarios = [load(path) for path in FILES]
    assert len({scenario.hash for scenario in scenarios}) == len(FILES)
    assert len({scenario.title for scenario in scenarios}) == len(FILES)
    assert len({scenario.purpose for scenario in scenarios}) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_its_header_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    ups = "../" * len(path.relative_to(FOLDER).parts)
    assert text.startswith(f"#:schema {ups}model/prakerja/scenario/schema.json\n")
    assert {"title", "purpose", "source"} <= tomllib.loads(text).keys()
    assert (path.parent / ups / "model/prakerja/scenario/schema.json").is_file()


def test_the_readme_names_them_all():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"`{path.relative_to(FOLDER)}`" not in readme] == []


def test_small_is_a_thousandth_of_people_and_rupiah(base):
    small = {leaf.keys: leaf for leaf in leaves(load(FOLDER / "small.toml"))}
    for leaf in leaves(base):
        if leaf.keys[-1] in PROSE:
            continue
        value = small[leaf.keys].value
        if counts_people_or_budget(leaf):
            rounding = 0.5 if isinstance(leaf.value, int) else 0  # places are whole persons
            assert size(value) == pytest.approx(size(leaf.value) / 1000, abs=rounding, rel=1e-9), leaf.keys
        else:
            assert value == leaf.value, leaf.keys


def counts_people_or_budget(leaf):
    unit = leaf.within.unit if leaf.within else ""
    return unit.startswith(("persons", "payments a day")) or leaf.keys[:2] == ("policy", "budget")


def size(value):
    """Give numbers as they are, a distribution by three quantiles."""
    return value.ppf([0.1, 0.5, 0.9]) if isinstance(value, Distribution) else np.float64(value)


def days(scenario, first, last):
    return slice(scenario.days.number(first), scenario.days.number(last) + 1)


DRAWS = 8


@pytest.fixture(scope="module")
def runs():
    """Runs by name, made when first asked for, to the year end; the same draws and dice in each."""
    kept = {}

    def run(name):
        if name not in kept:
            scenario = load(FOLDER / f"{name}.toml")
            year_end = scenario.days.number(scenario.clock.year_end)
            draws = draw_world(scenario, DRAWS, seed=1)
            kept[name] = scenario, simulate(scenario, draws, seed=1, until=year_end)
        return kept[name]

    return run


def test_small_behaves_like_the_whole(runs):
    (scenario, small), (_, whole) = runs("small"), runs("prakerja-2020")
    year_end = scenario.days.number(scenario.clock.year_end)
    for name in ("selected", "bought", "completed"):
        assert small[name][year_end] * 1000 == pytest.approx(whole[name][year_end], rel=0.04), name


def test_nobody_waits_at_a_platform_or_an_institution_in_the_plan(runs):
    _, plan = runs("prakerja-2020")
    assert plan["platform_waiting"].max() == 0
    assert plan["institution_waiting"].max() == 0


def test_without_the_exit_the_largest_platform_goes_on_selling(runs):
    (scenario, stays), (_, plan) = runs("no-exit"), runs("prakerja-2020")
    who, september = stays.names["platform"].index("ruangguru"), days(scenario, *dates("2020-09-01", "2020-09-30"))
    assert plan["platform_sold"][september, who].sum() == 0
    share = stays["platform_sold"][september, who].sum() / stays["platform_sold"][september].sum()
    assert share == pytest.approx(62.184 / 106.912, abs=0.002)


def test_a_slow_exit_makes_buyers_wait_for_weeks_from_that_day_on(runs):
    scenario, journal = runs("stress/ruangguru-exit-slow")
    waiting = journal["platform_waiting"].sum(axis=1) > 0
    exit_day = scenario.days.number(dates("2020-09-04")[0])
    assert np.median(waiting[exit_day:].sum(axis=0)) >= 21
    assert np.median(waiting[:exit_day].sum(axis=0)) <= 7


def test_full_institutions_make_buyers_wait(runs):
    _, journal = runs("institutions-full")
    waiting = journal["institution_waiting"].sum(axis=1)
    assert np.median((waiting > 0).sum(axis=0)) >= 21
    assert np.median(waiting.max(axis=0)) > 100_000


def test_an_outage_stops_one_partner_only(runs):
    (scenario, journal), (_, plan) = runs("stress/partner-outage"), runs("prakerja-2020")
    outage, gopay = days(scenario, *dates("2020-10-05", "2020-10-25")), journal.names["partner"].index("gopay")
    assert journal["attempted"][outage, gopay].sum() == 0
    assert plan["attempted"][outage, gopay].sum() > 0
    others = [n for n in range(4) if n != gopay]
    # Their dice fall otherwise, but they go on paying as before.
    paying, before = (run["attempted"][outage][:, others].sum() for run in (journal, plan))
    assert paying == pytest.approx(before, rel=0.02)
    last = outage.stop - 1
    assert (journal["backlog"][last, gopay] > plan["backlog"][last, gopay]).all()


def test_a_suspension_stops_all_partners(runs):
    (scenario, journal), (_, plan) = runs("stress/payment-suspension"), runs("prakerja-2020")
    suspended = days(scenario, *dates("2020-10-12", "2020-11-08"))
    assert journal["attempted"][suspended].sum() == 0
    assert plan["attempted"][suspended].sum() > 0
    assert (journal["backlog"].sum(axis=1)[suspended.stop - 1] > plan["backlog"].sum(axis=1)[suspended.stop - 1]).all()


def test_while_no_account_is_linked_later_incentives_are_paid_on_and_first_ones_run_dry(runs):
    (scenario, journal), (_, plan) = runs("stress/linking-stops"), runs("prakerja-2020")
    stop = days(scenario, *dates("2020-12-01", "2020-12-31"))
    assert (journal["validated"][stop] == journal["validated"][stop.start - 1]).all()
    last = stop.stop - 1
    assert journal["paid_once"][last].mean() < 0.99 * plan["paid_once"][last].mean()
    assert journal["paid"][stop, 1:].sum() > 0.8 * plan["paid"][stop, 1:].sum()


def test_closed_books_pay_nothing_in_the_last_days_of_the_year(runs):
    (scenario, journal), (_, plan) = runs("books-closed"), runs("prakerja-2020")
    closed = days(scenario, *dates("2020-12-21", "2020-12-31"))
    assert journal["attempted"][closed].sum() == 0
    assert plan["attempted"][closed].sum() > 0


def test_an_early_deadline_ends_buying_and_finishing(runs):
    (scenario, journal), (plan, _) = runs("early-deadline"), runs("prakerja-2020")
    after = days(scenario, *dates("2020-11-16", "2020-12-31"))
    for name in ("bought", "completed"):
        assert (journal[name][after] == journal[name][after.start - 1]).all()
    # what is expected in each future: with dice, a rupiah more or less is chance, not the deadline
    vouchers, unhurried = (expected(played)["paid_training"][after.stop - 1] for played in (scenario, plan))
    assert (vouchers <= unhurried * (1 + 1e-12)).all()
    assert (vouchers < unhurried).any()


def expected(scenario):
    return simulate(scenario, draw_world(scenario, DRAWS, seed=1), chance=Expectation)


def dates(*words):
    return [date.fromisoformat(word) for word in words]
