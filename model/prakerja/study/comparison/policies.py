"""Policies compared: in the same futures, by the same criteria, always as policy minus baseline."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prakerja.policy import View
from prakerja.programme import members
from prakerja.scenario import Draws, InputError, Observations, Problem, Scenario, load
from prakerja.scenario import from_launch as ruled_from_launch
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.alongside import alongside
from prakerja.study.calibration.procedure import day_of
from prakerja.study.calibration.worlds import worlds_of
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import Yardstick, criteria_of
from prakerja.study.comparison.expected import check_expected
from prakerja.study.comparison.gather import Gathering, Judged
from prakerja.study.comparison.policy import NamedPolicy, OwnRule, travels
from prakerja.study.comparison.same_world import check_draws, contracts, world_of
from prakerja.study.comparison.shared_past import sharing
from prakerja.study.comparison.until_review import UntilReview, review_day
from prakerja.study.runs.block import blocks_of
from prakerja.study.runs.ensemble import CACHE, Progress, run_blocks
from prakerja.study.runs.progress import progress_bar
from prakerja.study.runs.spread import count_workers

QuotaFunction = Callable[[View], Any]


def compare(
    base: Scenario | str | Path,
    others: Scenario | str | Path | QuotaFunction | Iterable[Scenario | str | Path | QuotaFunction] = (),
    *,
    policies: Mapping[str, Scenario | str | Path | QuotaFunction] | None = None,
    draws: int | Draws = 2000,
    seed: int = 2020,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    from_launch: bool = False,
    criteria: Iterable[str] | None = None,
    review: date | str | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Path | None = CACHE,
) -> Comparison:
    """Compare policies with a baseline, future by future.

    All see the same draws of the world and the same named streams of random numbers, so what they differ in is what
    the office decides, and little of it is chance.

    Parameters
    ----------
    base
        The baseline: a scenario or its file.
    others
        The policies: scenarios, files, or functions of a `View` that give the places of the wave that could open;
        a function is run as the baseline with that rule, and named as it is called.
    policies
        More of them, by the name they shall have.
    draws
        How many draws of the baseline's world, or the draws themselves, such as a posterior's.
    seed
        Scrambles the draws and seeds every stream of random numbers.
    as_of, observations, posterior, prior, quick
        What the world may be, as for `worlds_of`: what was learnt from the baseline's figures, for all policies; all
        are moved to the baseline's as-of date.
    from_launch
        Whether all rule from the launch on (see `prakerja.scenario.from_launch`); what is learnt is learnt from the
        history as it happened.
    criteria
        Names of `CRITERIA`; all of them unless given.
    review
        A later day on which to choose once more: what would have been published by then is kept, for
        `prakerja.study.review`.
    workers, executor, progress, cache
        As for `run_ensemble`; with a function nothing is kept in the cache, as what it does has no name.

    Raises
    ------
    InputError
        If policies share a name, or have another clock or another world than the baseline; only what the office can
        change by contract (partners, platforms, institutions) may differ there, and is told with the result.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/small.toml")
    >>> half = plan.replace({"policy.quota.places": 400}, name="half")
    >>> comparison = compare(plan, half, draws=16, seed=1, workers=1)
    >>> comparison.difference("reached", "half").verdict  # policy minus baseline: days later
    'worse'
    """
    judged = criteria_of(criteria)
    start = base if isinstance(base, Scenario) else load(base)
    if review is not None:
        review_day(review, start, day_of(as_of, start))
    asked = _listed(others)
    check_draws(start, draws)
    ruled = ruled_from_launch if from_launch else _as_it_is
    _policies(start, asked, policies or {}, start, ruled)  # what cannot be compared is told before anything is learnt
    worlds = worlds_of(
        start, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        workers=workers, executor=executor, cache=cache,
    )  # fmt: skip
    chosen = _policies(start, asked, policies or {}, worlds.scenario, ruled)
    rule = chosen[0].scenario
    later = None if review is None else review_day(review, rule)
    world = worlds.draws(draws, seed)
    workers, executor = _where(chosen, workers, executor)
    judging = Judged(Yardstick.of(rule), tuple(criterion.name for criterion in judged))
    each = []
    for policy in chosen:
        own = world_of(policy.scenario, rule, world, seed)
        until = UntilReview.of(policy.scenario, rule.days.number(later)) if later else None
        each.append(list(blocks_of(policy.scenario, own, seed, policy.rule, replace(judging, until=until))))
    ordered = sharing(chosen, each, count_workers(workers, executor))
    owner = {id(block): number for number, block in ordered}
    gathered = Gathering(len(chosen), len(judged), len(members(rule)["province"]), len(rule.days), len(world), later)
    with progress_bar() if progress is None else nullcontext(progress) as shown:  # one bar at a time
        run_blocks(
            [block for _, block in ordered],
            lambda block, arrays: gathered.take(owner[id(block)], block, arrays),
            workers=workers,
            executor=executor,
            progress=shown,
            cache=None if any(policy.rule for policy in chosen) else cache,
        )
    return Comparison(chosen, seed, judged, gathered.dataset(chosen, judged), world, worlds.origin)


def _as_it_is(scenario: Scenario) -> Scenario:
    return scenario


def _policies(
    start: Scenario, others: list[Any], named: Mapping[str, Any], moved: Scenario, ruled: Callable[[Scenario], Scenario]
) -> tuple[NamedPolicy, ...]:
    """Read what shall be compared, the baseline first, all on the day it was moved to."""
    base = ruled(moved)

    def policy(other: Any, name: str | None) -> NamedPolicy:
        if callable(other) and not isinstance(other, Scenario):
            own = name or str(getattr(other, "__name__", type(other).__name__))
            return NamedPolicy(own, base, OwnRule(own, other))
        stated = other if isinstance(other, Scenario) else load(other)
        check_expected(stated, stated.name)
        scenario = ruled(alongside(stated, start, moved))
        return NamedPolicy(name or scenario.name, scenario, None, contracts(base, scenario))

    chosen = [NamedPolicy(base.name, base), *(policy(other, None) for other in others)]
    chosen += [policy(other, name) for name, other in named.items()]
    names = [policy.name for policy in chosen]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or len(chosen) == 1:
        wrong = [Problem("name", name, "each policy needs a name of its own: policies={name: ...}") for name in twice]
        raise InputError("comparison", wrong or [Problem("others", "", f"name a policy to compare with {base.name}")])
    return tuple(chosen)


def _listed(others: Any) -> list[Any]:
    one = isinstance(others, Scenario | str | Path) or not isinstance(others, Iterable)
    return [others] if one else list(others)


def _where(
    chosen: Sequence[NamedPolicy], workers: int | None, executor: Executor | None
) -> tuple[int | None, Executor | None]:
    """Return where to simulate: in this process, with a note, where a function cannot be sent to others."""
    stay = [policy.name for policy in chosen if policy.rule and not travels(policy.rule.function, executor)]
    if not stay or (workers == 1 and executor is None):
        return workers, executor
    said = f"{', '.join(stay)}: other processes cannot be sent this function, so all is simulated in this one; "
    warnings.warn(said + "put it in a module of its own to use them", stacklevel=3)
    return 1, None
