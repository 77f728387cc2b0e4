"""The worlds a question is asked in, for every verb: learnt from the published figures unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prakerja.scenario import Draws, InputError, Observations, Problem, Scenario, draw_world, load, observations_of
from prakerja.scenario.beside import files_beside
from prakerja.study.calibration.advancement import advance
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.procedure import calibrate, day_of, selected_of_another

_NONE = Observations((), frozenset())
_TOLD = ("calibrated_on", "posterior", "converged")


@dataclass(frozen=True)
class Worlds:
    """What a question is asked of: a scenario on its day, and what its world may be.

    Attributes
    ----------
    scenario
        Moved to the as-of date.
    posterior
        What was learnt; None where nothing was.
    origin
        Where draws come from, for the provenance: the posterior, or why nothing was learnt.
    """

    scenario: Scenario
    posterior: Posterior | None
    origin: Mapping[str, Any]

    def draws(self, draws: int | Draws, seed: int) -> Draws:
        """Return so many draws of the world, or those that were given."""
        if isinstance(draws, Draws):
            return draws
        if self.posterior is None:
            return draw_world(self.scenario, draws, seed)
        return self.posterior.draws(draws, seed, self.scenario)


def worlds_of(
    scenario: Scenario | str | Path,
    draws: int | Draws,
    seed: int,
    *,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    **how: Any,
) -> Worlds:
    """Return the worlds of a question.

    They are learnt from what had been published by the as-of date. Nothing is learnt where no published figures lie
    beside the scenario, or those are of a programme of another size: then the world is what the scenario believes.

    Parameters
    ----------
    scenario
        A scenario or its file.
    draws
        If they are given, nothing is learnt.
    seed
        Of the calibration.
    as_of
        The day whose publications are used; the scenario's own unless given, and not before it.
    observations
        A file of figures that are added to those beside the scenario; or `Observations`, which take their place.
    posterior
        What was learnt before, or its file: the scenario is moved to its day.
    prior
        Whether the world shall be what the scenario believes, whatever was published.
    quick
        Whether a rough calibration is enough.
    **how
        As for `calibrate`: workers, executor, cache.

    Raises
    ------
    InputError
        If the options contradict one another, or what calibration needs is not installed.

    Examples
    --------
    >>> dict(worlds_of("scenarios/small.toml", 16, seed=1).origin)
    {'nothing_learnt': 'other_programme'}
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    _one_way(as_of, posterior, prior)
    learnt = Posterior.load(posterior) if isinstance(posterior, str | Path) else posterior
    day = day_of(as_of, scenario) if learnt is None else _day_of(learnt, scenario)
    believed = learnt is None and (prior or isinstance(draws, Draws))
    if believed and day == scenario.as_of and observations is None:
        figures, why = _NONE, ""  # nothing is asked of them
    else:
        figures, why = _figures(scenario, observations)
    moved = advance(scenario, day, figures)
    if learnt is None and isinstance(draws, Draws):
        return Worlds(moved, None, {"draws_from": "given"})
    if learnt is None and (prior or why):
        return Worlds(moved, None, {"nothing_learnt": "prior" if prior else why})
    if learnt is None:
        learnt = calibrate(scenario, day, seed, observations=figures, quick=quick, **_how(how))
    return Worlds(moved, learnt, {key: learnt.provenance[key] for key in _TOLD})


def _how(how: Mapping[str, Any]) -> dict[str, Any]:
    return {key: how[key] for key in ("workers", "executor", "cache") if key in how}


def _one_way(as_of: object, posterior: object, prior: bool) -> None:
    """Refuse what cannot be done together."""
    wrong = []
    if posterior is not None and as_of is not None:
        wrong.append(Problem("as_of", str(as_of), "a posterior has a day of its own: give one of the two"))
    if posterior is not None and prior:
        wrong.append(Problem("prior", "true", "is not what a posterior holds: give one of the two"))
    if wrong:
        raise InputError("worlds", wrong)


def _figures(scenario: Scenario, observations: Observations | str | Path | None) -> tuple[Observations, str]:
    """Return what was published of a scenario's programme, or nothing, and why."""
    if observations is None and not files_beside(scenario):
        return _NONE, "no_figures"
    found = observations_of(scenario, observations)
    if selected_of_another(scenario, found):
        return _NONE, "other_programme"
    return found, ""


def _day_of(learnt: Posterior, scenario: Scenario) -> date:
    """Return the day of what was learnt, to which the scenario can be moved."""
    day = learnt.scenario.as_of
    if scenario.as_of > day:
        said = f"must not be after {day}, the day the posterior is of"
        raise InputError(scenario.name, [Problem("as_of", str(scenario.as_of), said)])
    return day
