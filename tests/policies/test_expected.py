"""Every shipped policy does what its file says theory expects of it, against the scenario it extends.

All policies run in the same sixty-four worlds of the plan, as people believe in them before any figure, without dice:
a difference is what the policy does. A direction counts if its mean is two standard errors from nothing, which one of
forty that are nothing in truth would be; what is expected to be the same may differ by a thousandth.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import InputError, Scenario, draw_world, load
from prakerja.study import compare
from prakerja.study.comparison.criteria import CRITERIA, FutureBlock, Yardstick
from prakerja.study.comparison.same_world import world_of

PLAN = load("scenarios/prakerja-2020.toml")
POLICIES = {path.stem: load(path) for path in sorted(Path("scenarios/policies").glob("*.toml"))}
DRAWS, SEED = 64, 7
WORLD = draw_world(PLAN, DRAWS, SEED)
SAME = 1e-3

Numbers = dict[str, np.ndarray]


def numbers_of(scenario: Scenario, names: set[str]) -> Numbers:
    """Give criteria of a scenario in every world, by name."""
    world = world_of(scenario, PLAN, WORLD, SEED)
    journal = simulate(scenario, world, chance=Expectation, until=scenario.days.number(scenario.clock.year_end))
    arrays = {name: np.asarray(array) for name, array in {**journal.daily, **journal.once}.items()}
    block = FutureBlock(Yardstick.of(PLAN), WORLD, arrays)
    return {name: CRITERIA[name].read(block) for name in names}


@pytest.fixture(scope="module")
def plan() -> Numbers:
    return numbers_of(
        PLAN, {name for policy in POLICIES.values() if policy.expects for name in policy.expects.criteria}
    )


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_does_what_theory_expects(name: str, plan: Numbers) -> None:
    expects = POLICIES[name].expects
    assert expects is not None, "every shipped policy says what it is expected to do"
    found = numbers_of(POLICIES[name], set(expects.criteria))
    away = {criterion: found[criterion] - plan[criterion] for criterion in expects.criteria}
    surely = {criterion: _direction(difference) for criterion, difference in away.items()}
    wrong = {one: surely[one] for one in expects.higher if surely[one] != "higher"}
    wrong |= {one: surely[one] for one in expects.lower if surely[one] != "lower"}
    wrong |= {one: surely[one] for one in expects.same if abs(away[one].mean()) > SAME * abs(plan[one].mean())}
    assert not wrong, {one: (way, float(away[one].mean())) for one, way in wrong.items()}


def _direction(difference: np.ndarray) -> str:
    mean, error = difference.mean(), difference.std(ddof=1) / np.sqrt(len(difference))
    return "nothing" if abs(mean) <= 2 * error else "higher" if mean > 0 else "lower"


def test_the_recycling_that_is_shipped_is_that_of_every_forecast() -> None:
    """But for the day on which announcements end: who asks whether a target is reached wants all of them."""
    from prakerja.study.forecasting.recycling import otherwise

    again = otherwise(PLAN)
    assert again is not None
    shipped = POLICIES["recycle-revoked"].policy.quota.model_copy(update={"first_paid_after": None})
    assert shipped.model_dump(exclude={"source"}) == again.policy.quota.model_dump(exclude={"source"})


def test_what_is_expected_of_a_criterion_that_there_is_not_is_refused() -> None:
    wrong = PLAN.replace({"expects": {"because": "a guess", "higher": ["effectiv"]}}, name="wrong")
    with pytest.raises(InputError, match=r"expects\.higher\s+effectiv\s+.*effective"):
        compare(PLAN, wrong, draws=2, prior=True)


def test_what_is_expected_changes_no_result_and_is_not_inherited(tmp_path: Path) -> None:
    policy = POLICIES["over-select"]
    assert policy.hash == policy.replace({"expects": None}).hash
    folder = Path("scenarios/policies").resolve()
    own = folder / "own-of-a-test.toml"
    own.write_text('extends = "over-select.toml"\ntitle = "Own"\npurpose = "Try"\nsource = "test"\n', encoding="utf-8")
    try:
        assert load(own).expects is None
    finally:
        own.unlink()


@pytest.mark.parametrize("more", ['higher = ["owed"]\nlower = ["owed"]', ""])
def test_an_expectation_is_of_something_and_one_way(more: str, tmp_path: Path) -> None:
    text = Path("scenarios/prakerja-2020.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text + f'\n[expects]\nbecause = "a guess"\n{more}\n', encoding="utf-8")
    with pytest.raises(InputError, match="expects"):
        load(file)
