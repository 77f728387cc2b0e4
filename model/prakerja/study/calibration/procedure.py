"""The verb: calibrate a scenario on what was published by its as-of date."""

from __future__ import annotations

import hashlib
import logging
from concurrent.futures import Executor
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import numpy as np

from prakerja.scenario import InputError, Observations, Problem, Scenario, load, observations_of
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.advancement import advance
from prakerja.study.calibration.effort import Effort, Progress
from prakerja.study.calibration.inference import Learnt, learn
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.readings import left_out
from prakerja.study.calibration.steps import Steps
from prakerja.study.calibration.unknowns import DISCREPANCY
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.cache import BlockCache
from prakerja.study.runs.ensemble import CACHE
from prakerja.study.runs.kept import limit, trim, used
from prakerja.study.runs.progress import progress_bar
from prakerja.study.runs.spread import BEGINS_AGAIN, GOES_ON, count_workers, spread_over

_log = logging.getLogger("prakerja")

PRIOR_DRAWS = 512
"""Draws of the prior that its fit to the figures is shown with."""


def calibrate(
    scenario: Scenario | str | Path,
    as_of: date | str | None = None,
    seed: int = 2020,
    *,
    observations: Observations | str | Path | None = None,
    quick: bool = False,
    effort: Effort | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = CACHE,
) -> Posterior:
    """Learn what the world may be from what was published by the as-of date.

    Parameters
    ----------
    scenario
        A scenario or its file.
    as_of
        The day whose publications may be used; the scenario's own unless given, and not before it.
    seed
        Of the sampler.
    observations
        A file of figures that are added to those beside the scenario; or `Observations`, which take their place. What
        was published after the as-of date is never looked at.
    quick
        Whether a rough calibration is enough.
    effort
        How much work it may be, in detail.
    progress
        Is called with (parts done, parts in all), instead of a bar.
    workers, executor
        Where the engine is run, as for `run_ensemble`; the sampler walks in this process.
    cache
        A folder that keeps posteriors, so that the same question is not answered twice, and the steps of one that is
        stopped, so that the same call goes on from there; None keeps nothing.

    Raises
    ------
    InputError
        If the date is before the scenario's own, or what calibration needs is not installed.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    known = observations_of(scenario, observations).as_of(day_of(as_of, scenario))
    scenario = advance(scenario, day_of(as_of, scenario), known)
    effort = effort or (Effort.quick() if quick else Effort())
    key = _key(scenario, known, seed, effort)
    kept = cache / f"posterior-{key}.nc" if cache else None
    limit()  # what is wrong with it is told before the work
    if kept and kept.exists():
        used(kept)
        try:
            return Posterior.load(kept)
        except InputError as error:
            _log.warning("a kept posterior cannot be used (%s): learnt again", error.problems[0].found)
            kept.unlink(missing_ok=True)
    need_extra()
    check_same_programme(scenario, known)
    likelihood = Likelihood.of(scenario, known)
    bar = nullcontext(progress) if progress else progress_bar("calibrating")
    steps = Steps(key, BlockCache(cache) if cache else None)
    with bar as tell, spread_over(workers, executor, again=GOES_ON if cache else BEGINS_AGAIN) as spread:
        likelihood = likelihood.on(spread, count_workers(workers, executor))
        found = learn(likelihood, seed, effort, tell, steps)
        posterior = _posterior(likelihood, known, found, seed)
    if kept:
        posterior.save(kept)
        steps.forget()
        trim(kept.parent)
    return posterior


def _posterior(likelihood: Likelihood, known: Observations, found: Learnt, seed: int) -> Posterior:
    unknowns = likelihood.unknowns
    z = _completed(found, seed)
    worlds = unknowns.world(z)
    names = [unknowns.names[number] for number in found.touched]
    prior = np.random.default_rng([seed, 6]).standard_normal((PRIOR_DRAWS, len(unknowns.names)))
    return Posterior(
        scenario=unknowns.scenario,
        seed=seed,
        values={name: worlds[name] for name in names if name in worlds.values},
        discrepancy={group: unknowns.discrepancy(z, group) for group in DISCREPANCY},
        ages=unknowns.ages(z),
        readings=likelihood.readings,
        left_out=tuple(left_out(known, unknowns.scenario)),
        models=tuple(found.models),
        prior_models=tuple(likelihood.models(prior)),
        by_series=found.by_series,
        moved=_most(found.effects, unknowns.names),
        quality=found.quality,
    )


def _completed(found: Learnt, seed: int) -> Floats:
    """Draw what was not touched from its prior: a discrepancy without figures is as uncertain as before."""
    z = found.z.copy()
    untouched = np.setdiff1d(np.arange(z.shape[1]), found.touched)
    z[:, untouched] = np.random.default_rng([seed, 7]).standard_normal((len(z), len(untouched)))
    return z


def _most(effects: Floats, names: list[str]) -> dict[str, float]:
    moved = effects.max(axis=0, initial=0.0)
    return {name: float(most) for name, most in zip(names, moved, strict=True) if not name.startswith("discrepancy.")}


def day_of(as_of: date | str | None, scenario: Scenario) -> date:
    """Return the day whose publications are used: the scenario's own unless another is given.

    Examples
    --------
    >>> day_of("2020-10-14", load("scenarios/small.toml")), day_of(None, load("scenarios/small.toml"))
    (datetime.date(2020, 10, 14), datetime.date(2020, 9, 4))
    """
    if as_of is None:
        return scenario.as_of
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise InputError("calibrate", [Problem("as_of", as_of, "must be a date such as 2020-09-04")]) from None


def _key(scenario: Scenario, known: Observations, seed: int, effort: Effort) -> str:
    """Name everything a calibration depends on."""
    here = Path(__file__).parent
    code = "".join(file.read_text() for file in sorted(here.glob("*.py")))
    parts = [scenario.hash, repr(known.rows), str(seed), repr(effort), model_fingerprint(), code, np.__version__]
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:20]


def check_same_programme(scenario: Scenario, known: Observations) -> None:
    """Refuse figures of a programme of another size, such as those of the nation for one of a thousandth.

    Raises
    ------
    InputError
        Naming the figure that is too large.

    Examples
    --------
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> check_same_programme(plan, observations_of(plan))  # they are of this one
    """
    if published := selected_of_another(scenario, known):
        goal = scenario.policy.target.recipients
        said = f"are of another programme than one for {goal:,} recipients: calibrate the scenario it is scaled from"
        raise InputError(scenario.name, [Problem("published figures", f"{published:,.0f} selected", said)])


def selected_of_another(scenario: Scenario, known: Observations) -> float:
    """Return how many were selected in the programme that the figures are of, if it is another one; else 0.

    Examples
    --------
    >>> small = load("scenarios/small.toml")
    >>> selected_of_another(small, observations_of(small).as_of(small.as_of))
    3000000.0
    """
    published = max((row.value for row in known if row.quantity == "selected_cumulative"), default=0.0)
    return published if published > 2 * scenario.policy.target.recipients else 0.0


def need_extra() -> None:
    """Check that what calibration needs besides is installed.

    Raises
    ------
    InputError
        Naming the package that is missing, and the extra that brings it.
    """
    try:
        import arviz_stats  # noqa: F401
        import threadpoolctl  # noqa: F401
    except ImportError as error:
        said = f"{error.name} is missing: pip install 'prakerja[calibrate]', or learn nothing: --prior, prior=True"
        raise InputError("calibrate", [Problem("(extra)", "calibrate", said)]) from None
