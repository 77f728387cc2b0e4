"""The content of a briefing: what each section says, in the words of a language, from the documents of its results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from prakerja.report.briefing.made import made_table
from prakerja.report.briefing.material import Material
from prakerja.report.briefing.money import money_nodes
from prakerja.report.briefing.numbers import by_month, of_backlog, of_flow
from prakerja.report.briefing.picture import Picture
from prakerja.report.briefing.policies import policies_section
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Key, Section
from prakerja.report.briefing.uncertainty import uncertainty_section
from prakerja.report.common.document import Heading, Node, Note, Sentence, Table
from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words
from prakerja.report.figures import FIGURES
from prakerja.report.forecasting.answer import forecast_nodes
from prakerja.report.forecasting.figures import MONEY
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.runs.quantities import COUNTS

_HIGH = {"recipients": 215.0, "money": 215.0, "backlog": 245.0, "flow": 320.0}
"""How high the axes of a figure are, in points."""


@dataclass(frozen=True)
class Content:
    """A briefing in the words of a language: worked out and drawn once, for every format.

    Attributes
    ----------
    material
        The results.
    words
        Of the language.
    """

    material: Material
    words: Words

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return printable(stated(self.material.scenario.title, self.words))

    @property
    def about(self) -> tuple[str, ...]:
        """Of what the briefing is: the parts of the heading."""
        return next(node.parts for node in self._nodes if isinstance(node, Heading))

    @property
    def made(self) -> Table:
        """What it was made from."""
        return made_table(self.material, self.words)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections: six, whatever there is to say."""
        material, nodes, words = self.material, self._nodes, self.words
        return (
            _finding(material.forecast, nodes, words),
            _recipients(material, nodes, words),
            _money(material.forecast, words),
            _jam(material.forecast, nodes, words),
            policies_section(material, nodes, words),
            uncertainty_section(material, nodes, words),
        )

    @cached_property
    def _nodes(self) -> list[Node]:
        return list(forecast_nodes(self.material.forecast, self.words))


def _named(nodes: list[Node], *names: str) -> Iterator[Node]:
    """Return the tables and notes of these names."""
    return (node for node in nodes if isinstance(node, Table | Note) and node.name in names)


def _finding(forecast: Forecast, nodes: list[Node], words: Words) -> Section:
    finding = Finding.of(forecast)
    said = finding.fields(words)
    chances = {"selected": finding.chance_selected, "effective": finding.chance_effective, "paid": finding.chance_paid}
    told = {name: words.chance(chance) for name, chance in chances.items()}
    lead = words("brief.chances", by=said["by"], target=said["target"], **told)
    return Section(
        "finding",
        finding.sentence(words),
        (Sentence(lead), *_named(nodes, "answer")),
        tuple(_keys(finding, forecast, words)),
    )


def _recipients(briefing: Material, nodes: list[Node], words: Words) -> Section:
    """Return the fan of recipients, and parts of the target, unless these stand where policies would."""
    told = _named(nodes, "limits", *(("shares",) if briefing.comparison else ()))
    picture = _picture(briefing.forecast, "recipients", by_month(briefing.forecast, COUNTS, words), words)
    return Section("recipients", picture.finding, (picture, *told))


def _money(forecast: Forecast, words: Words) -> Section:
    picture = _picture(forecast, "money", by_month(forecast, MONEY, words), words)
    return Section("money", picture.finding, (picture, *money_nodes(forecast, words)))


def _jam(forecast: Forecast, nodes: list[Node], words: Words) -> Section:
    picture = _picture(forecast, "backlog", of_backlog(forecast, words), words)
    flow = _picture(forecast, "flow", of_flow(forecast, words), words)
    return Section("jam", picture.finding, (picture, *_named(nodes, "jam"), flow))


def _picture(forecast: Forecast, name: str, numbers: Table, words: Words) -> Picture:
    draw = FIGURES[Forecast][name]
    return Picture.of(name, lambda ax, lang: draw(forecast, ax=ax, lang=lang), _HIGH[name], numbers, words)


def _keys(finding: Finding, forecast: Forecast, words: Words) -> Iterator[Key]:
    """Return the three numbers: effective recipients, paid out, owed."""
    said, absorbed = finding.fields(words), forecast.absorption()
    yield Key(
        words("brief.effective"),
        said["effective"],
        words("brief.of_target", target=said["target"], by=said["by"], span=said["effective_span"]),
    )
    paid, owed = finding.paid_out, finding.owed
    spans = [words.span(one.ranges[90], "rupiah", beside=one.expected) for one in (paid, owed)]
    share = words.percent(absorbed.expected)
    remark = words("brief.of_ceiling", share=share, ceiling=said["ceiling"], span=spans[0])
    yield Key(words("brief.paid_out"), said["paid_out"], remark)
    yield Key(words("brief.owed"), said["owed"], words("brief.range", span=spans[1]))
