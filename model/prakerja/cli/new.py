"""Commands to begin with: what is shipped, and a folder for a study of one's own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.observe import TEMPLATE

STUDY = Path(__file__).with_name("my-study")
"""The study that is copied, under another name; it works as it is."""


def scenarios() -> None:
    """List the scenarios, policies and preferences that are shipped: each is called by its name, from any folder.

    **Example:** `prakerja scenarios`, then `prakerja compare prakerja-2020 over-select --prefer labour`
    """
    from prakerja.scenario import shipped

    files = {**shipped.scenarios(), **shipped.preferences()}
    wide = max(map(len, files))
    for name, file in files.items():
        typer.echo(f"{name:<{wide}}  {tomllib.loads(file.read_text(encoding='utf-8'))['title']}")
    typer.echo(f"\n  {shipped.FOLDER}")


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; its name is that of the study.")],
) -> None:
    """Write a folder to begin a study in: a scenario, figures of your own, a quota rule, a notebook and a README.

    **Example:** `prakerja new my-study`
    """
    from prakerja.scenario import InputError, Problem

    name = folder.resolve().name
    if not re.fullmatch(r"[^\W_][\w-]*", name):
        said = "must have a name of letters, digits, - and _, which its scenario will have"
        raise InputError("command line", [Problem("FOLDER", str(folder), said)])
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputError("command line", [Problem("FOLDER", str(folder), "is there already, and not an empty folder")])
    options.make_folder("FOLDER", folder)
    texts = {file.name: file.read_text(encoding="utf-8") for file in STUDY.iterdir() if file.is_file()}
    for file, text in sorted({**texts, "observations.csv": TEMPLATE}.items()):
        path = folder / file.replace(STUDY.name, name)
        path.write_text(text.replace(STUDY.name, name), encoding="utf-8", newline="\n")
        typer.echo(f"  {path}")
