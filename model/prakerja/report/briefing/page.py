"""The briefing as one page of HTML: everything in it, nothing fetched, fit for a screen, a phone and paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from prakerja.report.briefing.content import sections_of, title_of
from prakerja.report.briefing.drawn import Drawn
from prakerja.report.briefing.made import made_table
from prakerja.report.briefing.material import Material
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Picture, Section
from prakerja.report.common.document import Heading, Note, Sentence, Table
from prakerja.report.common.words import Words
from prakerja.report.forecasting.answer import forecast_nodes

_KINDS = {Sentence: "sentence", Note: "note", Table: "table", Picture: "picture"}


def page_of(briefing: Material, lang: str = "en") -> str:
    """Return a briefing as a page of HTML that needs nothing else."""
    words = Words(lang)
    first, *others = (_laid_out(section, words) for section in sections_of(briefing, words))
    (heading,) = [node for node in forecast_nodes(briefing.forecast, words) if isinstance(node, Heading)]
    return _environment().get_template("page.html.j2").render(
        lang=lang, words=words, title=title_of(briefing), heading=heading, first=first, others=others,
        made=made_table(briefing, words),
    )  # fmt: skip


def _laid_out(section: Section, words: Words) -> dict[str, Any]:
    """Return a section with its pictures drawn; the finding of the first is its title, unless it has one."""
    parts, title = [], section.title
    for part in section.parts:
        made: dict[str, Any] = {"kind": _KINDS[type(part)], "it": part}
        if isinstance(part, Picture):
            drawn = Drawn.of(part)
            title = title or drawn.finding
            made |= {"svg": Markup(drawn.svg(drawn.alternative(words))), "finding": drawn.finding}
        parts.append(made)
    return {"name": section.name, "title": title, "keys": section.keys, "parts": parts}


@cache
def _environment() -> Environment:
    """Read templates that stand beside this file; what is put into them is escaped, and printable."""
    folder = files(__package__)
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True, trim_blocks=True, lstrip_blocks=True,
        finalize=lambda said: said if isinstance(said, Markup) or not isinstance(said, str) else printable(said),
    )  # fmt: skip
    return environment
