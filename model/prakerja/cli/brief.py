"""The command that writes a briefing: a page, paper, slides, a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def brief(
    scenario: options.ScenarioFile,
    compare: Annotated[
        list[Path] | None,
        typer.Option(
            "--compare", metavar="POLICY", help="The file or name of a policy to compare with; may be repeated."
        ),
    ] = None,
    prefer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What somebody wants of a policy: gives one recommendation.")
    ] = None,
    formats: Annotated[
        str,
        typer.Option("--format", metavar="A,B", help="Of html, pdf, pptx and xlsx; all but html need the extra."),
    ] = "html",
    draws: Annotated[int, typer.Option(min=2, max=100_000, help="Futures to simulate, the same for all.")] = 2000,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    posterior: options.PosteriorFile = None,
    prior: options.Prior = False,
    quick: options.Quick = False,
    out: options.Out = Path("out"),
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Write a briefing: the finding, the fans, the money, the jam, policies, how far to trust it.

    **Example:** `prakerja brief scenarios/prakerja-2020.toml --prior --format html,xlsx --lang id`
    """
    from prakerja.report import Words, check_formats
    from prakerja.report import brief as make
    from prakerja.report.briefing.command import command_of
    from prakerja.scenario import load
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    kinds = check_formats(one.strip() for one in formats.split(","))
    given = settings or ()
    chosen, policies = load(scenario, given), [load(one, given) for one in compare or ()]
    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    said = {
        "--compare": compare, "--prefer": prefer, "--set": settings, "--draws": draws, "--seed": seed, "--as-of": as_of,
        "--observations": observations, "--posterior": posterior, "--prior": prior, "--quick": quick, "--lang": lang,
    }  # fmt: skip
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = make(
            chosen, policies, prefer=prefer, draws=draws, seed=seed, as_of=as_of, observations=observations,
            posterior=posterior, prior=prior, quick=quick, workers=workers, executor=executor,
            command=command_of(scenario, said),
        )  # fmt: skip
    Telling(as_json, quiet, lang).tell(found, found.save(folder, kinds, lang))
