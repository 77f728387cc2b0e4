"""Documents as HTML, for notebooks: fragments that stand on their own, without script or outside style."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template

from prakerja.report.common.document import Heading, Note, Sentence, Table, document


def html_of(result: Any, lang: str = "en") -> str:
    """Return a result as a fragment of HTML.

    Examples
    --------
    >>> from prakerja.report import html_of
    >>> from prakerja.study import forecast
    >>> page = html_of(forecast("scenarios/small.toml", draws=16, cache=None))
    >>> page.startswith('<div lang="en">'), page.count("<tr>")
    (True, 13)
    """
    said = document(result, lang)
    kinds = {"headings": Heading, "sentences": Sentence, "tables": Table, "notes": Note}
    return _template().render(lang=lang, **{name: said.every(kind) for name, kind in kinds.items()})


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files(__package__).joinpath("document.html.j2").read_text(encoding="utf-8"))
