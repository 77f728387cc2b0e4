"""Where a ranking turns round, told as a sentence on the world's values."""

from __future__ import annotations

from collections.abc import Iterable

from prakerja.report.causes import cause
from prakerja.report.words import Words
from prakerja.scenario.draws import values_of
from prakerja.study.comparison import Comparison
from prakerja.study.flips import Bound, Flips

_DIGITS = 3


def rule_lines(comparison: Comparison, criteria: Iterable[str], words: Words) -> list[str]:
    """Tell for each criterion where the best policy loses to the baseline, or the baseline to the next best."""
    said = []
    for criterion in criteria:
        ranking = comparison.ranking(criterion)
        other = next(name for name in ranking if name != comparison.baseline)
        said += flip_lines(comparison, comparison.flips(criterion, other), words)
    return said


def flip_lines(comparison: Comparison, found: Flips, words: Words) -> list[str]:
    """Tell each rule: where, how often there, and how much of all the turning it explains."""
    return [
        words(
            "compare.rule",
            criterion=words(f"criterion.{found.criterion}"),
            behind=found.behind,
            ahead=found.ahead,
            density=words.percent(rule.density),
            overall=words.percent(found.chance.probability),
            where=words("compare.rule_and").join(bound_in_words(comparison, bound, words) for bound in rule.bounds),
        )
        for rule in found.rules
    ]


def bound_in_words(comparison: Comparison, bound: Bound, words: Words) -> str:
    """Tell one bound: a share in percent, any other number to three digits."""
    units = {value.path: value.within.unit for value in values_of(comparison.scenario)}
    if units.get(bound.path) == "share":
        number = words.percent(bound.value, 0 if round(bound.value, 2) == bound.value else 1)
    else:
        size = len(str(int(abs(bound.value))))
        number = words.number(bound.value, max(0, _DIGITS - size) if bound.value != int(bound.value) else 0)
    return words(f"compare.{bound.side}", cause=cause(bound.path, words), number=number)
