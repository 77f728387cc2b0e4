"""What a comparison finds, in a sentence: which policy is best for what, and how sure that is."""

from __future__ import annotations

from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.study.comparison.comparison import Comparison

HEADLINE = ("effective", "paid_out", "owed", "days_waited")
"""What the sentence is about, as far as it was asked for."""

MAIN = ("reached", "effective", "paid_once", "paid_out", "owed", "wait_p90", "peak_backlog", "days_waited")
"""What is told of each of many policies, as far as it was asked for."""


def sentence(comparison: Comparison, words: Words) -> str:
    """Return which policy is best for what, and where none stands out."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name in headline(comparison):
        groups.setdefault(winners(comparison, name), []).append(name)
    return " ".join(_said(comparison, *winners, names, words) for winners, names in sorted(groups.items(), key=_open))


def headline(comparison: Comparison) -> list[str]:
    """Name the criteria the sentence is about: those of `HEADLINE` that were asked for, or all if none was."""
    asked = [one.name for one in comparison.criteria]
    return [name for name in HEADLINE if name in asked] or asked


def main_criteria(comparison: Comparison) -> list[str]:
    """Name the criteria that figures show: the main ones, as far as they were asked for, or all if none was."""
    asked = [one.name for one in comparison.criteria]
    return [name for name in asked if name in MAIN] or asked


def winners(comparison: Comparison, criterion: str) -> tuple[str, str]:
    """Name the policy that is best in expectation, and the one that is most often best; none if it is a tie."""
    first, second, *_ = comparison.ranking(criterion)
    if comparison.difference(criterion, first, minus=second).verdict != "better":
        return "", ""
    chances = comparison.best(criterion)
    return first, max(chances, key=lambda name: chances[name].probability)


def _open(group: tuple[tuple[str, str], list[str]]) -> bool:
    """Put last what is open."""
    return not group[0][0]


def _said(comparison: Comparison, policy: str, oftenest: str, criteria: list[str], words: Words) -> str:
    named = words.listed(words(f"criterion.{name}") for name in criteria)
    if not policy:
        return words("compare.open_for", criteria=named)
    chance = _chances([comparison.best(name)[oftenest].probability for name in criteria], words)
    key = "compare.best_for" if policy == oftenest else "compare.best_but"
    names = {"policy": short_name(comparison, policy, words), "oftenest": short_name(comparison, oftenest, words)}
    return words(key, criteria=named, chance=chance, **names)


def _chances(chances: list[float], words: Words) -> str:
    low, high = words.percent(min(chances)), words.percent(max(chances))
    return high if low == high else f"{low.removesuffix(' %')}–{high}"
