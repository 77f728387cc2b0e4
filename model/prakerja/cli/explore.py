"""The command that puts a plan under one's hands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning


def explore(
    scenario: options.ScenarioFile,
    *,
    draws: Annotated[int, typer.Option(min=2, max=10_000, help="Futures with dice when a lever is let go.")] = 500,
    seed: options.Seed = 2020,
    learning: Learning,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where settings are saved and briefings written, if not beside the scenario."),
    ] = None,
    formats: Annotated[
        str,
        typer.Option("--format", metavar="A,B", help="Of briefings: html, pdf, pptx, xlsx; all that can be written."),
    ] = "",
    view: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Begin with a view that somebody sent: what stands behind its #.")
    ] = "",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Where to listen; 0 for any free port.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    lang: options.Language = "en",
    workers: options.Workers = None,
) -> None:
    """Show a page of levers and what they come to, on this machine only.

    **Example:** `prakerja explore scenarios/prakerja-2020.toml`
    """
    import signal
    import webbrowser
    from urllib.parse import quote

    from prakerja.explorer.exploring import explore as serve
    from prakerja.report import Words

    words = Words(lang)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it so ends the workers, too
    if out:
        options.make_folder("--out", out)
    kinds = [one.strip() for one in formats.split(",") if one.strip()]
    how: dict[str, Any] = {
        "draws": draws, "seed": seed, "port": port, "lang": lang, "workers": workers, "folder": out, "formats": kinds,
    }  # fmt: skip
    with serve(scenario, **how, **vars(learning)) as served:
        shown = quote(view.rpartition("#")[2], safe="=&%+-._")
        address = served.address + (f"#{shown}" if shown else "")
        typer.echo(words("explore.serving", address=address))
        if browser:
            webbrowser.open(address)
        try:
            served.wait()
        except KeyboardInterrupt:
            typer.echo("")
