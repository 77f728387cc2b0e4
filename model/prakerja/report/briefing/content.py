"""The content of a briefing: what each section says, in the words of a language, from the documents of its results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from prakerja.report.briefing.material import Material
from prakerja.report.briefing.money import inherited, money_table
from prakerja.report.briefing.numbers import by_month, of_backlog
from prakerja.report.briefing.policies import policies_section
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Key, Picture, Section
from prakerja.report.briefing.uncertainty import uncertainty_section
from prakerja.report.common.document import Node, Note, Sentence, Table
from prakerja.report.common.words import Words
from prakerja.report.figures import FIGURES
from prakerja.report.forecasting.answer import forecast_nodes
from prakerja.report.forecasting.figures import MONEY
from prakerja.report.forecasting.finding import Finding
from prakerja.study import Forecast
from prakerja.study.runs.quantities import COUNTS


def sections_of(briefing: Material, words: Words) -> tuple[Section, ...]:
    """Return the sections of a briefing: six, whatever there is to say."""
    forecast = briefing.forecast
    nodes = list(forecast_nodes(forecast, words))
    return (
        _finding(forecast, nodes, words),
        _recipients(briefing, nodes, words),
        Section(
            "money", "", (_picture(forecast, "money", words), inherited(forecast, words), money_table(forecast, words))
        ),
        Section("jam", "", (_picture(forecast, "backlog", words), *_named(nodes, "jam"))),
        policies_section(briefing, nodes, words),
        uncertainty_section(briefing, nodes, words),
    )


def title_of(briefing: Material) -> str:
    """Return what the scenario is called, safe to print."""
    return printable(briefing.scenario.title)


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
    return Section("recipients", "", (_picture(briefing.forecast, "recipients", words), *told))


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


def _picture(forecast: Forecast, name: str, words: Words) -> Picture:
    numbers = {
        "recipients": partial(by_month, forecast, COUNTS, words),
        "money": partial(by_month, forecast, MONEY, words),
        "backlog": partial(of_backlog, forecast, words),
    }
    draw = partial(FIGURES[Forecast][name], forecast, lang=words.lang)
    return Picture(name, words(f"figure.{name}"), draw, numbers[name]())
