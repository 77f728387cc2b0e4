"""What people are told to type works: every command is understood, and the Python of the how-tos runs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from prakerja.cli import app
from tests.docs.files import WRITTEN, commands, fenced

HOW_TOS = [path for path in sorted(Path("docs/how-to").glob("*.md")) if fenced(path, "python")]
SPOKEN = [(path, command) for path in WRITTEN for command in commands(path)]


@pytest.mark.parametrize(("path", "command"), SPOKEN, ids=lambda said: str(said))
def test_command_is_understood(path: Path, command: str) -> None:
    _, verb, *words = shlex.split(command)
    if verb == "--help":
        return
    group: Any = typer.main.get_command(app)
    assert verb in group.commands, f"{path}: {command}"
    group.commands[verb].make_context(verb, words)  # raises what a user would be told


def test_a_command_that_is_not_understood_is_seen() -> None:
    group: Any = typer.main.get_command(app)
    with pytest.raises(Exception, match="No such option"):
        group.commands["forecast"].make_context("forecast", ["scenarios/small.toml", "--pior"])
    assert len(SPOKEN) > 30


@pytest.mark.slow
@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_python_of_the_how_to_runs(path: Path) -> None:
    code = "\n".join(fenced(path, "python")).replace("draws=200", "draws=8, prior=True, cache=None")
    exec(compile(code, str(path), "exec"), {})
