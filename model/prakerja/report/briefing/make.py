"""Makes a briefing: the forecast, and the policies compared in the same worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prakerja.report.briefing.briefing import Briefing
from prakerja.scenario import InputError, Observations, Problem, Scenario, load
from prakerja.study import Posterior, Preferences, compare, forecast, recommend
from prakerja.study.comparison.preferences import preferences_of
from prakerja.study.runs.ensemble import CACHE
from prakerja.study.runs.progress import part_of


def brief(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | Iterable[Scenario | str | Path] = (),
    *,
    prefer: Preferences | str | Path | None = None,
    draws: int = 2000,
    seed: int = 2020,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = CACHE,
    progress: Callable[[int, int], None] | None = None,
    command: str = "",
) -> Briefing:
    """Return a briefing: what is to be expected, and what the office could do about it.

    Parameters
    ----------
    scenario
        A scenario or its file.
    against
        The policies to compare with it, if any.
    prefer
        What somebody wants of a policy, or its file: gives one recommendation.
    draws, seed
        Futures to simulate, the same for all policies.
    as_of, observations, posterior, prior, quick
        What the world may be, as for `forecast`.
    workers, executor, cache
        As for `forecast`.
    progress
        Is told how much is done, and of how much; a bar is shown unless given.
    command
        The command line that makes it again, to stand in it.

    Raises
    ------
    InputError
        If something is preferred among no policies, or as by `forecast` and `compare`.

    Examples
    --------
    >>> found = brief("scenarios/small.toml", draws=16, workers=1, cache=None)
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in found.save(folder, "html", lang="id")]
    ['brief-id.html']
    """
    start = scenario if isinstance(scenario, Scenario) else load(scenario)
    others = [against] if isinstance(against, Scenario | str | Path) else list(against)
    view = preferences_of(start, prefer)
    if prefer and view and not others:
        raise InputError("brief", [Problem("prefer", view.title, "needs a policy to compare with")])
    worlds: dict[str, Any] = {
        "draws": draws, "seed": seed, "as_of": as_of, "observations": observations, "posterior": posterior,
        "prior": prior, "quick": quick, "workers": workers, "executor": executor, "cache": cache,
    }  # fmt: skip
    policies = [one if isinstance(one, Scenario) else load(one) for one in others]
    told: list[dict[str, Any]] = [
        {"progress": partial(part_of, progress, turn, 2)} if progress else {} for turn in (0, 1)
    ]
    comparison = compare(start, policies, **told[0], **worlds) if policies else None
    recommendation = recommend(comparison, view) if comparison and view else None
    return Briefing(forecast(start, **told[1], **worlds), comparison, recommendation, command)
