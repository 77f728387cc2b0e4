"""Policies compared: in the same futures, by the same criteria, always as policy minus baseline."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from prakerja.policy import View
from prakerja.programme import members
from prakerja.scenario import Draws, InputError, Problem, Scenario, load
from prakerja.study.block import blocks_of
from prakerja.study.comparison import Comparison, Policy
from prakerja.study.criteria import Yardstick, criteria_of
from prakerja.study.ensemble import SHELF, Progress, run_blocks
from prakerja.study.gather import Gathering, Judged
from prakerja.study.learning import Posterior
from prakerja.study.own_rule import OwnRule, travels
from prakerja.study.progress import progress_bar
from prakerja.study.same_world import contracts, draws_of, world_of

Rule = Callable[[View], Any]


def compare(
    base: Scenario | str | Path,
    others: Scenario | str | Path | Rule | Iterable[Scenario | str | Path | Rule] = (),
    *,
    policies: Mapping[str, Scenario | str | Path | Rule] | None = None,
    draws: int | Draws = 2000,
    seed: int = 2020,
    posterior: Posterior | str | Path | None = None,
    criteria: Iterable[str] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    shelf: Path | None = SHELF,
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
        How many draws from what the baseline believes, or the draws themselves, such as a posterior's.
    seed
        Scrambles the draws and seeds every stream of random numbers.
    posterior
        What was learnt from the published figures, or its file: the world is drawn from it, not from what the
        baseline believes.
    criteria
        Names of `CRITERIA`; all of them unless given.
    workers, executor, progress, shelf
        As for `run_ensemble`; with a function nothing is kept on the shelf, as what it does has no name.

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
    chosen = _policies(base, others, policies or {})
    rule = chosen[0].scenario
    learnt = Posterior.load(posterior) if isinstance(posterior, str | Path) else posterior
    world = draws_of(rule, _learnt(learnt, rule, draws, seed) if learnt else draws, seed)
    workers = _workers(chosen, workers, executor)
    reduction = Judged(Yardstick.of(rule), tuple(criterion.name for criterion in judged))
    blocks, owner = [], {}
    for number, policy in enumerate(chosen):
        own = world_of(policy.scenario, rule, world, seed)
        for block in blocks_of(policy.scenario, own, seed, policy.rule, reduction):
            blocks.append(block)
            owner[id(block)] = number
    gathered = Gathering(len(chosen), len(judged), len(members(rule)["province"]), len(rule.days), len(world))
    with progress_bar() if progress is None else nullcontext(progress) as shown:  # one bar at a time
        run_blocks(
            blocks,
            lambda block, arrays: gathered.take(owner[id(block)], block, arrays),
            workers=workers,
            executor=executor if workers is None else None,
            progress=shown,
            shelf=None if any(policy.rule for policy in chosen) else shelf,
        )
    known = {key: learnt.provenance[key] for key in ("calibrated_on", "posterior", "converged")} if learnt else {}
    return Comparison.of(chosen, seed, judged, gathered, world, known)


def _learnt(posterior: Posterior, base: Scenario, draws: int | Draws, seed: int) -> Draws:
    """Draw the baseline's world from what was learnt by its as-of date."""
    if posterior.scenario.as_of != base.as_of:
        said = f"must be {posterior.scenario.as_of}, the day the posterior is of"
        raise InputError(base.name, [Problem("as_of", str(base.as_of), said)])
    return posterior.draws(draws, seed, base) if isinstance(draws, int) else draws


def _policies(base: Any, others: Any, named: Mapping[str, Any]) -> tuple[Policy, ...]:
    """Read what shall be compared, the baseline first."""
    start = base if isinstance(base, Scenario) else load(base)
    more = others if _several(others) else [others]
    chosen = [Policy(start.name, start), *(_policy(other, None, start) for other in more)]
    chosen += [_policy(other, name, start) for name, other in named.items()]
    names = [policy.name for policy in chosen]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or len(chosen) == 1:
        wrong = [Problem("name", name, "each policy needs a name of its own: policies={name: ...}") for name in twice]
        raise InputError("comparison", wrong or [Problem("others", "", f"name a policy to compare with {start.name}")])
    return tuple(chosen)


def _several(others: Any) -> bool:
    return isinstance(others, Iterable) and not isinstance(others, Scenario | str | Path)


def _policy(other: Any, name: str | None, base: Scenario) -> Policy:
    if callable(other) and not isinstance(other, Scenario):
        own = name or str(getattr(other, "__name__", type(other).__name__))
        return Policy(own, base, OwnRule(own, other))
    scenario = other if isinstance(other, Scenario) else load(other)
    return Policy(name or scenario.name, scenario, None, contracts(base, scenario))


def _workers(chosen: Sequence[Policy], workers: int | None, executor: Executor | None) -> int | None:
    """Give the number of processes: one, with a note, where a function cannot be sent to others."""
    stay = [policy.name for policy in chosen if policy.rule and not travels(policy.rule.function, executor)]
    if not stay or workers == 1:
        return workers
    said = f"{', '.join(stay)}: other processes cannot be sent this function, so all is simulated in this one; "
    warnings.warn(said + "put it in a module of its own to use them", stacklevel=3)
    return 1
