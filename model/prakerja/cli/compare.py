"""The command that compares policies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running

if TYPE_CHECKING:
    from prakerja.scenario import Scenario
    from prakerja.study import Comparison, Recommendation


def compare(
    base: options.ScenarioFile,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="Scenario files of the policies.")],
    *,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate, the same for all.")] = 2000,
    learning: Learning,
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
    running: Running,
) -> None:
    """Compare policies with a baseline in the same futures: which is best for what, and how sure that is.

    **Example:** `prakerja compare scenarios/prakerja-2020.toml scenarios/early-deadline.toml --criteria effective,owed`
    """
    from prakerja.scenario import from_launch
    from prakerja.study import combine, recommend, review
    from prakerja.study import compare as run
    from prakerja.study.comparison.criteria import criteria_of
    from prakerja.study.comparison.preferences import preferences_of

    names = [name.strip() for name in criteria.split(",")] if criteria is not None else None
    criteria_of(names)
    launch = _from_launch(start)
    baseline, policies = running.load(base), [running.load(other) for other in others]
    view = preferences_of(baseline, prefer)
    _reviewed(later, baseline, learning.as_of, combined=combined, scored=view is not None or len(names or ()) == 1)
    name = options.file_name(from_launch(baseline) if launch else baseline)
    folder = out / f"{name}-{'combined' if combined else 'compared'}"
    options.make_folder("--out", folder)
    asked: dict[str, Any] = {"draws": draws, "from_launch": launch, "criteria": names, **vars(learning)}
    told: Any
    with running.working() as how:
        if combined:
            from prakerja.report import save_portfolios

            told = combine(baseline, policies, view, **asked, **how)
            files = save_portfolios(told, folder, running.lang)
        else:
            found = run(baseline, policies, review=later, **asked, **how)
            told = recommend(found, view) if view else found
            files = _write(found, told, folder, running.lang, how["workers"])
            told = review(found, view) if later else told
    running.tell(told, files)


def _write(
    found: Comparison, told: Comparison | Recommendation, folder: Path, lang: str, workers: int | None
) -> list[Path]:
    from prakerja.report import save_where
    from prakerja.report.comparison.save import comparison_figures
    from prakerja.study.comparison.extra_cost import cost_table
    from prakerja.study.runs.whole_file import write_table

    with comparison_figures(found, folder, lang, workers) as figures:
        files = [found.save(folder / "comparison.csv"), found.save(folder / "comparison.nc")]
        files.append(write_table(cost_table(found.extra_costs), folder / "extra-cost.csv", index=False))
        files += save_where(told, folder, lang)
        return [*figures(), *files]


def _reviewed(later: str | None, baseline: Scenario, as_of: str | None, combined: bool, scored: bool) -> None:
    """Refuse a review of what it cannot be asked of."""
    from prakerja.scenario import InputError, Problem
    from prakerja.study.calibration.procedure import day_of
    from prakerja.study.comparison.until_review import review_day

    if later is None:
        return
    if combined:
        raise InputError("command line", [Problem("--review", later, "cannot be asked together with --combine")])
    if not scored:
        said = "needs --prefer FILE, or one of --criteria: else nothing says which policy is better"
        raise InputError("command line", [Problem("--review", later, said)])
    review_day(later, baseline, day_of(as_of, baseline))


def _from_launch(start: str) -> bool:
    """Return whether policies rule from the launch on."""
    from prakerja.scenario import InputError, Problem

    if start not in ("as-of", "launch"):
        raise InputError("command line", [Problem("--from", start, "must be as-of or launch")])
    return start == "launch"
