"""The command that compares policies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def compare(
    base: options.ScenarioFile,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="Scenario files of the policies.")],
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate, the same for all.")] = 2000,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    posterior: options.PosteriorFile = None,
    prior: options.Prior = False,
    quick: options.Quick = False,
    criteria: Annotated[str | None, typer.Option(metavar="A,B", help="What to judge by; all unless given.")] = None,
    prefer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What somebody wants of a policy: gives one recommendation.")
    ] = None,
    combined: Annotated[
        bool, typer.Option("--combine", help="Run the policies in every combination: what they do jointly.")
    ] = False,
    later: Annotated[
        str | None,
        typer.Option("--review", metavar="DATE", help="A later day to choose again: what waiting until then gains."),
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="as-of|launch", help="From when on the policies rule.")
    ] = "as-of",
    out: options.Out = Path("out"),
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Compare policies with a baseline in the same futures: which is best for what, and how sure that is.

    **Example:** `prakerja compare scenarios/prakerja-2020.toml scenarios/early-deadline.toml --criteria effective,owed`
    """
    from prakerja.report import Words, save_comparison_figures, save_portfolios
    from prakerja.scenario import from_launch, load
    from prakerja.study import combine, recommend, review
    from prakerja.study import compare as run
    from prakerja.study.comparison.criteria import criteria_of
    from prakerja.study.comparison.extra_cost import cost_table
    from prakerja.study.comparison.preferences import preferences_of
    from prakerja.study.runs.progress import progress_unless
    from prakerja.study.runs.whole_file import write_table

    Words(lang)
    names = [name.strip() for name in criteria.split(",")] if criteria is not None else None
    criteria_of(names)
    launch = _from_launch(start)
    baseline, policies = load(base, settings or ()), [load(other, settings or ()) for other in others]
    view = preferences_of(baseline, prefer)
    _reviewed(later, combined=combined, scored=view is not None or len(names or ()) == 1)
    name = options.file_name(from_launch(baseline) if launch else baseline)
    folder = out / f"{name}-{'combined' if combined else 'compared'}"
    options.make_folder("--out", folder)
    asked: dict[str, Any] = {
        "draws": draws, "seed": seed, "as_of": as_of, "observations": observations, "posterior": posterior,
        "prior": prior, "quick": quick, "from_launch": launch, "criteria": names,
    }  # fmt: skip
    telling = Telling(as_json, quiet, lang)
    with progress_unless(quiet), executor_of(cluster) as executor:
        how = {**asked, "workers": workers, "executor": executor}
        if combined:
            portfolios = combine(baseline, policies, view, **how)
        else:
            found = run(baseline, policies, review=later, **how)
    if combined:
        telling.tell(portfolios, save_portfolios(portfolios, folder, lang))
        return
    files = save_comparison_figures(found, folder, lang)
    files += [found.save(folder / "comparison.csv"), found.save(folder / "comparison.nc")]
    files.append(write_table(cost_table(found.extra_costs), folder / "extra-cost.csv", index=False))
    telling.tell(review(found, view) if later else recommend(found, view) if view else found, files)


def _reviewed(later: str | None, combined: bool, scored: bool) -> None:
    """Refuse a review of what it cannot be asked of."""
    from prakerja.scenario import InputError, Problem

    if later is not None and combined:
        raise InputError("command line", [Problem("--review", later, "cannot be asked together with --combine")])
    if later is not None and not scored:
        said = "needs --prefer FILE, or one of --criteria: else nothing says which policy is better"
        raise InputError("command line", [Problem("--review", later, said)])


def _from_launch(start: str) -> bool:
    """Return whether policies rule from the launch on."""
    from prakerja.scenario import InputError, Problem

    if start not in ("as-of", "launch"):
        raise InputError("command line", [Problem("--from", start, "must be as-of or launch")])
    return start == "launch"
