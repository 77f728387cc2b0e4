"""The command that writes a briefing: a page, paper, slides, a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running


def brief(
    scenario: options.ScenarioFile,
    *,
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
    learning: Learning,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Write a briefing: the finding, the fans, the money, the jam, policies, how far to trust it.

    **Example:** `prakerja brief scenarios/prakerja-2020.toml --prior --format html,xlsx --lang id`
    """
    from prakerja.report import check_formats
    from prakerja.report.briefing.command import command_of

    kinds = check_formats(one.strip() for one in formats.split(","))
    chosen, policies = running.load(scenario), [running.load(one) for one in compare or ()]
    from prakerja.report import brief as make  # seconds of libraries, when there is something to brief of

    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    said = {
        "--compare": compare, "--prefer": prefer, "--set": running.settings, "--draws": draws, "--seed": running.seed,
        **{f"--{name.replace('_', '-')}": value for name, value in vars(learning).items()}, "--lang": running.lang,
    }  # fmt: skip
    with running.working() as how:
        found = make(
            chosen, policies, prefer=prefer, draws=draws, command=command_of(scenario, said), **vars(learning), **how
        )
        files = found.save(folder, kinds, running.lang)
    running.tell(found, files)
