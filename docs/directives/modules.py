"""The directive `modules`: documents a package and every module in it, however deep."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


def modules_of(package: str) -> Iterator[tuple[str, bool]]:
    """Give the name of a package and of every module in it, each with whether it is a package itself.

    A module that says nothing to readers (``__main__``) is left out.
    """
    yield package, True
    found = import_module(package)
    for module in walk_packages(found.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            yield module.name, module.ispkg


class Modules(SphinxDirective):
    """Documents every module of a package: ``{modules} prakerja.policy``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a section for each module: what it says of itself, and its members."""
        package = self.arguments[0]
        text = "\n".join(_section(*module) for module in modules_of(package) if module[0] != package)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _section(name: str, is_package: bool) -> str:
    members = "" if is_package else "   :members:\n"
    return f"## `{name}`\n\n```{{eval-rst}}\n.. automodule:: {name}\n{members}```\n"
