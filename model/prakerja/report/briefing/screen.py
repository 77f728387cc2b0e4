"""A briefing on one screen: its finding, what is recommended, and the answer."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.briefing.material import Material
from prakerja.report.common.document import Data, Heading, Node, Note, Sentence, Table
from prakerja.report.common.words import Words
from prakerja.report.comparison.finding import sentence as compared
from prakerja.report.comparison.recommended import sentence as recommended
from prakerja.report.forecasting.answer import forecast_nodes


def briefing_nodes(briefing: Material, words: Words) -> Iterator[Node]:
    """Put a briefing into words."""
    for node in forecast_nodes(briefing.forecast, words):
        wanted = isinstance(node, Table | Note) and node.name in ("answer", "jam", "drivers")
        if wanted or isinstance(node, Heading | Sentence):
            yield node
    if briefing.recommendation:
        yield Sentence(recommended(briefing.recommendation, words))
    elif briefing.comparison:
        yield Sentence(compared(briefing.comparison, words))
    yield Data("provenance", lambda: briefing.provenance)
