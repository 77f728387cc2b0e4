"""Where a ranking turns round, or a policy fails, told as sentences on the world's values, and as a small tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prakerja.report.common.causes import cause
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.scenario.draws import values_of
from prakerja.study.comparison.box import Bound, Box
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.discovery_tree import Branch
from prakerja.study.comparison.scenario_discovery import Flips

_DIGITS, _OF_CHANCE = 3, 3

_DEEPER = "› "

TOLD = 3
"""How many rules a screen tells at most."""


def told_flips(comparison: Comparison, criteria: Iterable[str], policies: Sequence[str]) -> list[Flips]:
    """Return where rankings of policies with the baseline turn round, by some criteria: the most open ones first."""
    others = [policy for policy in policies if policy != comparison.baseline]
    flips = [comparison.flips(name, policy) for name in criteria for policy in others]
    return sorted((found for found in flips if found.rules), key=lambda found: -found.chance.probability)


def flip_lines(comparison: Comparison, flips: Iterable[Flips], words: Words) -> list[str]:
    """Tell each rule: where, how often there, how much of all the turning it holds, and what its limits are worth.

    Criteria by which the same rule tells the same of the same policies are named together.
    """
    told: dict[tuple[object, ...], tuple[Flips, Box, list[str]]] = {}
    for found in flips:
        for rule in found.rules:
            same = found.behind, found.ahead, rule.bounds, rule.density
            told.setdefault(same, (found, rule, []))[2].append(words(f"criterion.{found.criterion}"))
    return [
        words(
            "compare.rule",
            criterion=words.listed(criteria),
            behind=short_name(comparison, found.behind, words),
            ahead=short_name(comparison, found.ahead, words),
            overall=words.percent(found.chance.probability),
            **box_in_words(comparison, rule, words),
        )
        for found, rule, criteria in told.values()
    ]


def box_in_words(comparison: Comparison, box: Box, words: Words) -> dict[str, str]:
    """Return the parts of a sentence on a box: where it is, its measures, the quasi-p-value of its weakest limit."""
    return {
        "where": words.listed(bound_in_words(comparison, bound, words) for bound in box.bounds),
        "share": words.percent(box.share),
        "density": words.percent(box.density),
        "coverage": words.percent(box.coverage),
        "p": chance_in_words(max(box.quasi_p), words),
    }


def chance_in_words(p: float, words: Words) -> str:
    """Write a small chance.

    Examples
    --------
    >>> chance_in_words(0.0123, Words("en")), chance_in_words(1e-7, Words("id"))
    ('= 0.012', '< 0,001')
    """
    least = 10.0**-_OF_CHANCE
    return f"< {words.number(least, _OF_CHANCE)}" if p < least else f"= {words.number(p, _OF_CHANCE)}"


def bound_in_words(comparison: Comparison, bound: Bound, words: Words) -> str:
    """Tell one bound: a share in percent, any other number to three digits."""
    number = value_in_words(bound.value, is_share(comparison, bound.path), words)
    return words(f"compare.{bound.side}", cause=cause(bound.path, words), number=number)


def is_share(comparison: Comparison, path: str) -> bool:
    """Return whether a value of the world is a share."""
    return any(one.within.unit == "share" for one in values_of(comparison.scenario) if one.path == path)


def value_in_words(value: float, share: bool, words: Words) -> str:
    """Write a value of the world: a share in percent, any other number to three digits.

    Examples
    --------
    >>> value_in_words(12.345, False, Words("en")), value_in_words(0.123, False, Words("id"))
    ('12.3', '0,12')
    """
    if share:
        return words.percent(value, 0 if round(value, 2) == value else 1)
    size = len(str(int(abs(value))))
    return words.number(value, max(0, _DIGITS - size) if value != int(value) else 0)


def tree_lines(comparison: Comparison, tree: Branch, words: Words) -> Iterator[str]:
    """Tell a tree, a line a part of the futures, further in the deeper it lies; nothing where nothing splits it."""
    if tree.bound is not None:
        yield words("tree.all", density=words.percent(tree.density))
        yield from _parts(comparison, tree, _DEEPER, words)


def _parts(comparison: Comparison, branch: Branch, mark: str, words: Words) -> Iterator[str]:
    if branch.bound is None or branch.holds is None or branch.fails is None:
        return
    for part, where in (
        (branch.holds, bound_in_words(comparison, branch.bound, words)),
        (branch.fails, words("tree.otherwise")),
    ):
        share, density = words.percent(part.share), words.percent(part.density)
        yield mark + words("tree.part", where=where, density=density, share=share)
        yield from _parts(comparison, part, mark + _DEEPER, words)
