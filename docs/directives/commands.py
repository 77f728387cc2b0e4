"""The directive `commands`: every command of `prakerja`, with its arguments and options, as `--help` tells them."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

import typer
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from prakerja.cli import app


class Commands(SphinxDirective):
    """Documents the command line: ``{commands}``."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each command."""
        group: Any = typer.main.get_command(app)
        text = "\n".join(line for name, command in group.commands.items() for line in _section(name, command))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _section(name: str, command: Any) -> Iterator[str]:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    usage = " ".join(_shown(argument) for argument in arguments)
    yield f"## `prakerja {name}`\n"
    yield f"`prakerja {name} {usage}".rstrip() + " [OPTIONS]`\n"
    yield f"{cleandoc(command.help)}\n"
    yield "| argument or option | what it is | unless given |\n|---|---|---|"
    for parameter in command.params:
        told = (getattr(parameter, "help", "") or "").replace("|", "\\|")
        yield f"| {_named(parameter)} | {told} | {_default(parameter)} |"
    yield ""


def _shown(argument: Any) -> str:
    word = argument.metavar or argument.name.upper()
    return word if argument.required else f"[{word}]"


def _named(parameter: Any) -> str:
    """Return how a parameter is written, with what follows it."""
    if parameter.param_type_name == "argument":
        return f"`{_shown(parameter)}`"
    metavar = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    return ", ".join(f"`{option}{metavar}`" for option in parameter.opts)


def _default(parameter: Any) -> str:
    default = parameter.default
    plain = (isinstance(default, (str, int, float)) and not isinstance(default, bool)) or hasattr(default, "parts")
    return f"`{default}`" if plain else ""
