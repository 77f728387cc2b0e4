"""The command that checks an office's own figures, and says what the model will do with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli.options import Language

TEMPLATE = """\
observed_on,published_on,quantity,value,unit,wave,of,confidence,note,flag,dated,source_url
2020-10-14,2020-10-14,completed_first_training_cumulative,4770000,persons,,,high,at least one training,,,kontan.co.id
"""
"""The columns, and a figure that is shipped: left in a table, it counts no second time."""

HELP = f"""Check figures of your own before a forecast uses them, and say what the model will do with each.

They stand in a CSV file like this one, a figure a line; `prakerja observe --template > own.csv` writes it:

```
{TEMPLATE}```

**Example:** `prakerja observe own.csv`, then
`prakerja forecast scenarios/prakerja-2020.toml --as-of 2020-10-20 --observations own.csv`
"""


def observe(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="CSV files of figures.")] = None,
    scenario: Annotated[
        Path, typer.Option(metavar="FILE", help="The scenario whose published figures they are added to.")
    ] = Path("prakerja-2020"),
    template: Annotated[bool, typer.Option("--template", help="Print a file to begin with, and no more.")] = False,
    lang: Language = "en",
) -> None:
    """Check figures of your own, and say what the model will do with each."""
    if template:
        typer.echo(TEMPLATE, nl=False)
        return
    from prakerja.report import observed_text
    from prakerja.scenario import InputError, Problem, load
    from prakerja.study import observe as find

    if not files:
        raise InputError("command line", [Problem("FILE", "", "name a file of figures; --template prints one")])
    _check(files)
    chosen = load(scenario)
    typer.echo(observed_text(find(files, chosen), chosen.as_of, lang))


def _check(files: list[Path]) -> None:
    """Tell everything that is wrong in any of the files, before a scenario is asked for."""
    from prakerja.scenario import InputError, load_observations

    wrong = []
    for file in files:
        try:
            load_observations(file)
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(2)
