"""Where a ranking turns round, told as a sentence on the world's values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prakerja.report.common.causes import cause
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.scenario.draws import values_of
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.scenario_discovery import Bound, Flips

_DIGITS = 3


TOLD = 3
"""How many rules a screen tells at most."""


def rule_lines(comparison: Comparison, criteria: Iterable[str], policies: Sequence[str], words: Words) -> list[str]:
    """Tell where rankings of policies with the baseline turn round, by some criteria: the most open ones first."""
    others = [policy for policy in policies if policy != comparison.baseline]
    flips = [comparison.flips(name, policy) for name in criteria for policy in others]
    flips = sorted((found for found in flips if found.rules), key=lambda found: -found.chance.probability)
    return [line for found in flips for line in flip_lines(comparison, found, words)][:TOLD]


def flip_lines(comparison: Comparison, found: Flips, words: Words) -> list[str]:
    """Tell each rule: where, how often there, and how much of all the turning it explains."""
    return [
        words(
            "compare.rule",
            criterion=words(f"criterion.{found.criterion}"),
            behind=_shown(found.behind, comparison),
            ahead=_shown(found.ahead, comparison),
            density=words.percent(rule.density),
            overall=words.percent(found.chance.probability),
            where=words("compare.rule_and").join(bound_in_words(comparison, bound, words) for bound in rule.bounds),
        )
        for rule in found.rules
    ]


def _shown(policy: str, comparison: Comparison) -> str:
    return short_name(comparison, policy)


def bound_in_words(comparison: Comparison, bound: Bound, words: Words) -> str:
    """Tell one bound: a share in percent, any other number to three digits."""
    units = {value.path: value.within.unit for value in values_of(comparison.scenario)}
    if units.get(bound.path) == "share":
        number = words.percent(bound.value, 0 if round(bound.value, 2) == bound.value else 1)
    else:
        size = len(str(int(abs(bound.value))))
        number = words.number(bound.value, max(0, _DIGITS - size) if bound.value != int(bound.value) else 0)
    return words(f"compare.{bound.side}", cause=cause(bound.path, words), number=number)
