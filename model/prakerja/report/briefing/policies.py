"""What the office could do: the compared policies, one recommendation and its price; else places given again."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.briefing.material import Material
from prakerja.report.briefing.numbers import of_differences
from prakerja.report.briefing.picture import Picture
from prakerja.report.briefing.section import Part, Section
from prakerja.report.common.document import Cell, Node, Note, Sentence, Table
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import full_names
from prakerja.report.common.words import Words
from prakerja.report.comparison.answer import comparison_nodes
from prakerja.report.comparison.recommended import recommendation_nodes
from prakerja.report.comparison.save import COMPARISON_FIGURES
from prakerja.study import Comparison, Forecast

_SHOWN = ("effective", "paid_once", "paid_out", "owed")
_PART = 0.95
_ROW, _LOWEST = 26.0, 60.0
"""Points: a policy's row in the figure, and the least height of all."""


def policies_section(briefing: Material, nodes: list[Node], words: Words) -> Section:
    """Return what the policies come to; without any, what giving places again would."""
    if briefing.comparison is None:
        return Section("policies", _again(briefing.forecast, words), tuple(_without(nodes, words)))
    found = briefing.recommendation
    told = comparison_nodes(briefing.comparison, words) if found is None else recommendation_nodes(found, words)
    said = list(told)
    (title,) = [node.words for node in said if isinstance(node, Sentence)]
    return Section("policies", title, (*_compared(briefing.comparison, words), *_more(said, found is None, words)))


def _compared(comparison: Comparison, words: Words) -> Iterator[Part]:
    yield Sentence(words("brief.policies", baseline=full_names(comparison.policies, words)[comparison.baseline]))
    yield table_of(comparison, words)
    draw, names = COMPARISON_FIGURES["differences"], _criteria(comparison)
    yield Picture.of(
        "differences",
        lambda ax, lang: draw(comparison, ax=ax, lang=lang, criteria=names),
        max(_LOWEST, _ROW * len(comparison.names[1:])),
        of_differences(comparison, names, words),
        words,
    )


def _more(said: list[Node], unstated: bool, words: Words) -> Iterator[Node]:
    """Return the requirements kept, the price and how sure it is; or that nobody's preferences were stated."""
    if unstated:
        yield Sentence(words("brief.no_view"))
        return
    yield from (node for node in said if isinstance(node, Table) and len(node.columns) > len(("policy", "verdict")))
    yield from (node for node in said if isinstance(node, Note))


def _criteria(comparison: Comparison) -> list[str]:
    """Name what is shown of the policies: money and people, as far as they were asked for."""
    asked = [one.name for one in comparison.criteria]
    return [name for name in _SHOWN if name in asked] or asked[: len(_SHOWN)]


def table_of(comparison: Comparison, words: Words) -> Table:
    """Return what the baseline comes to, and every policy minus the baseline."""
    called, base = full_names(comparison.policies, words), comparison.baseline
    names = _criteria(comparison)
    columns = {"policy": words("brief.policy")}
    columns |= {name: words(f"criterion.{name}") for name in names}
    rows = []
    for policy in comparison.names:
        cells = [Cell(called[policy], policy)]
        for name in names:
            found = comparison.difference(name, policy)
            measure, level = Measure(found.criterion, words), comparison.range(name, policy)
            said = measure.level(level, comparison.scenario) if policy == base else measure.change(found)
            cells.append(Cell(said, level.expected if policy == base else found.expected))
        rows.append(tuple(cells))
    return Table("policies", columns, tuple(rows), "<" + ">" * len(names))


def _without(nodes: list[Node], words: Words) -> Iterator[Node]:
    yield from (node for node in nodes if isinstance(node, Table) and node.name == "shares")
    yield Sentence(words("brief.not_compared"))


def _again(forecast: Forecast, words: Words) -> str:
    """Say what giving places again does for the target."""
    aims = {(aim.count, aim.recycling, aim.share): aim.chance for aim in forecast.aims}
    plan, other = (aims.get(("effective", again, _PART)) for again in (False, True))
    if plan and other:
        return words("brief.parts_title", plan=words.chance(plan), other=words.chance(other))
    goal = forecast.scenario.policy.target
    said = {"target": words.goal(goal.recipients, "people"), "by": words.day(goal.by, long=True)}
    return words("brief.parts_alone", chance=words.chance(forecast.chance("effective")), **said)
