"""A recommendation in words: which policy by whose view, its price, how sure, and what would turn it round."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.causes import cause
from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import full_names, short_name
from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.comparison.rules import box_in_words, tree_lines
from prakerja.study.comparison.constraint import Constraint
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.levers import TOGETHER
from prakerja.study.comparison.recommendation import Recommendation
from prakerja.study.comparison.score import Turn
from prakerja.study.runs.answers import Range

_TURNS, _KNOWN, _NAME, _HEAD = 3, 3, 34, 18


def recommendation_nodes(found: Recommendation, words: Words) -> Iterator[Node]:
    """Put a recommendation into words."""
    comparison = found.comparison
    futures = words("compare.futures", n=words.number(len(comparison)))
    about = words("prefer.view", title=stated(found.preferences.title, words))
    yield heading(
        comparison.scenario, comparison.seed, words, origin(comparison.provenance, words), futures, about=about
    )
    yield Sentence(sentence(found, words))
    yield _table(found, words)
    yield Note("price", words("prefer.price"), tuple(_prices(found, words)))
    yield Note("sure", words("prefer.sure"), tuple(_sure(found, words)))
    yield from _failing(found, words)
    if found.turns:
        yield Note("turns", words("prefer.turns"), tuple(_turn(one, found, words) for one in found.turns[:_TURNS]))
    yield Note("known_first", words("prefer.known_first"), tuple(_known(found, words)))
    yield Data("provenance", lambda: found.provenance)
    yield Data("recommended", lambda: found.policy if found.allowed else None)
    yield Data("allowed", lambda: found.allowed)
    yield Data("together", lambda: found.together)
    yield Data("lead", lambda: found.lead)
    yield Data("regret", lambda: found.regret)
    yield Data("turns_round", lambda: found.turns)
    yield Data("fails", lambda: found.fails)
    yield Data("fails_tree", lambda: found.fails_tree)
    yield Data("information", lambda: found.known_first)
    yield Data("differences", comparison.to_dataframe)


def sentence(found: Recommendation, words: Words) -> str:
    """Say which policy to take and why, or that none keeps what is required."""
    policy = full_names(found.comparison.policies, words)[found.policy]
    if not found.allowed:
        missed = min(
            zip(found.preferences.require, found.chances[found.policy], strict=True),
            key=lambda pair: pair[1].probability - pair[0].level,
        )
        return words(
            "prefer.none", policy=policy, bound=bound(missed[0], words), chance=words.percent(missed[1].probability)
        )
    why = words.listed(words(f"criterion.{name}") for name in found.scored_by)
    first = words("prefer.take", policy=policy, why=why)
    if found.lead is None:
        return f"{first} {words('prefer.alone')}"
    key = "prefer.ahead" if found.lead.clear else "prefer.level"
    name = _named(found, found.lead.policy, words)
    lead, right = _points(found.lead.expected, found, words), words.percent(found.right.probability)
    return f"{first} {words(key, next=name, lead=lead, right=right)}"


def bound(one: Constraint, words: Words) -> str:
    """Write what must hold.

    Examples
    --------
    >>> bound(Constraint.read("owed <= 5T with 90 %"), Words("en"))
    'still owed at most Rp5.00 T with 90 %'
    """
    size = Measure(CRITERIA[one.name], words).size(one.value)
    level = words.percent(one.level)
    key = "prefer.at_least" if one.side == ">=" else "prefer.at_most"
    return words(key, what=words(f"criterion.{one.name}"), size=size, level=level)


def _points(value: float, found: Recommendation, words: Words) -> str:
    """Write points; by an order, the unit of the criterion that decided."""
    if found.preferences.point:
        return words("prefer.points", n=words.number(value, 2))
    return Measure(CRITERIA[found.scored_by[0]], words).size(value)


def _table(found: Recommendation, words: Words) -> Table:
    """Return every policy: each requirement's chance, all together, and whether it is allowed."""
    columns = {"policy": words("prefer.policy")}
    columns |= {str(one): "\n".join(wrapped(bound(one, words), _HEAD)) for one in found.preferences.require}
    if len(found.preferences.require) > 1:
        columns["together"] = words("prefer.together")
    columns["verdict"] = words("prefer.verdict")
    rows = []
    for name in found.comparison.names:
        cells = [Cell(_named(found, name, words), name)]
        cells += [Cell(words.chance(chance, error=True), chance) for chance in found.chances[name]]
        if len(found.preferences.require) > 1:
            cells.append(Cell(words.chance(found.together[name], error=True), found.together[name]))
        cells.append(Cell(words(f"prefer.is_{_verdict(found, name)}"), _verdict(found, name)))
        rows.append(tuple(cells))
    return Table("answer", columns, tuple(rows), "<" + ">" * (len(columns) - 2) + "<")


def _named(found: Recommendation, policy: str, words: Words) -> str:
    """Name a policy as shortly as tells it; a combination of levers by all of them."""
    return short_name(found.comparison, policy, words, len(policy) if TOGETHER in policy else _NAME)


def _verdict(found: Recommendation, name: str) -> str:
    if name not in found.allowed:
        return "nearest" if name == found.policy else "refused"
    return "recommended" if name == found.policy else "beaten"


def _prices(found: Recommendation, words: Words) -> Iterator[str]:
    """Write recommended minus baseline in every criterion, the worse ones first."""
    against = found.prices[0].baseline
    for verdict in ("worse", "better", "undecided"):
        changes = [
            (words(f"criterion.{one.criterion.name}"), Measure(one.criterion, words).change(one))
            for one in found.prices
            if one.verdict == verdict
        ]
        said = [f"{name} {change}" for name, change in changes if any(digit in change for digit in "123456789")]
        if said:
            minus = _named(found, against, words)
            yield words(f"prefer.{verdict}", minus=minus, criteria="; ".join(said))


def _sure(found: Recommendation, words: Words) -> Iterator[str]:
    for name, chance in [(found.policy, found.together[found.policy])] if found.preferences.require else []:
        kept = words.chance(chance, error=True)
        yield words("prefer.kept", policy=_named(found, name, words), chance=kept)
    if found.lead is None:
        return
    low, high = (_points(end, found, words) for end in (found.lead.low, found.lead.high))
    yield words("prefer.interval", low=low, high=high, next=_named(found, found.lead.policy, words))
    regret: Range = found.regret
    far = _points(regret.ranges[90][1], found, words)
    yield words("prefer.regret", mean=_points(regret.expected, found, words), far=far)


def _failing(found: Recommendation, words: Words) -> Iterator[Note]:
    """Say in which futures what is required is not kept: where, how often there, and how much of all failing it is."""
    overall = words.percent(1 - found.together[found.policy].probability)
    boxes = (box_in_words(found.comparison, box, words) for box in found.fails)
    if lines := tuple(words("prefer.failing", overall=overall, **said) for said in boxes):
        yield Note("fails", words("prefer.fails"), lines)
    if tree := tuple(tree_lines(found.comparison, found.fails_tree, words)):
        yield Note("tree", words("tree.label"), (words("tree.of_failing"), *tree))


def _turn(one: Turn, found: Recommendation, words: Words) -> str:
    measure = Measure(CRITERIA[one.criterion], words)
    return words(
        "prefer.turn",
        criterion=words(f"criterion.{one.criterion}"),
        point=measure.size(one.point),
        stated=measure.size(found.preferences.point[one.criterion]),
        policy=_named(found, one.policy, words),
    )


def _known(found: Recommendation, words: Words) -> Iterator[str]:
    if not found.known_first:
        yield words("prefer.nothing")
    for one in found.known_first[:_KNOWN]:
        gain, share = _points(one.gain, found, words), words.percent(one.share)
        yield words("prefer.known", cause=cause(one.path, words), gain=gain, share=share)
