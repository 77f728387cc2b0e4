"""The briefing as one page of HTML: everything in it, nothing fetched, fit for a screen, a phone and paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from prakerja.report.briefing.content import Content
from prakerja.report.briefing.picture import Picture
from prakerja.report.briefing.printable import printable
from prakerja.report.common.document import Node, Note, Sentence, Table

_KINDS = {Sentence: "sentence", Note: "note", Table: "table", Picture: "picture"}


def page_of(content: Content) -> str:
    """Return a briefing as a page of HTML that needs nothing else."""
    page = _environment().get_template("page.html.j2")
    words = content.words
    said = {
        "kicker": words("brief.kicker"), "ranges": words("brief.ranges"), "behind": words("brief.behind"),
        "made": words("brief.made"),
    }  # fmt: skip
    return page.render(content=content, said=said, lang=words.lang)


def write(content: Content, path: Path) -> None:
    """Write a briefing as a page."""
    path.write_text(page_of(content), encoding="utf-8", newline="\n")


@cache
def _environment() -> Environment:
    """Read templates that stand beside this file; what is put into them is escaped, and printable."""
    folder = files(__package__)
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda said: printable(said) if isinstance(said, str) and not isinstance(said, Markup) else said,
    )
    environment.filters |= {"kind": _kind, "drawing": _drawing}
    return environment


def _drawing(picture: Picture) -> Markup:
    return Markup(picture.svg)


def _kind(part: Node | Picture) -> str:
    return _KINDS[type(part)]
