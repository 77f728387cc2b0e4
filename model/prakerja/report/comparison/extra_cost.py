"""What one more person costs, in words: for a few policies a line, the cheapest first; the others are in the file."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Note
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.extra_cost import PEOPLE, ExtraCost

_SHOWN = 2
_SPENT = "earned"
"""Told on the page: a debt that is paid sooner is no cost, so what is owed counts as what is paid out."""


def extra_cost_note(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Say what one more person costs; nothing where no criterion tells of people and of money."""
    found = {(one.policy, one.count): one for one in comparison.extra_costs if one.spent == _SPENT}
    counts = [count for count in PEOPLE if any(key[1] == count for key in found)]
    if not counts:
        return
    policies = sorted(comparison.names[1:], key=lambda name: _order(found[name, counts[0]]))
    lines = [
        words(
            "extra.line",
            policy=short_name(comparison, policy, words),
            said="; ".join(_said(found[policy, count], words) for count in counts),
        )
        for policy in policies[:_SHOWN]
    ]
    rest = len(policies) - _SHOWN
    more = [words("compare.not_shown", n=words.number(rest))] if rest > 0 else []
    yield Note("extra_cost", words("extra.cost"), (*lines, *more, words("extra.spent")))


def _order(found: ExtraCost) -> tuple[int, float]:
    """Put first who brings more people, the cheapest of them before all; last where it is undecided."""
    if found.each is None:
        return 2, 0.0
    return (0, found.each) if found.people > 0 else (1, -found.each)


def _said(found: ExtraCost, words: Words) -> str:
    count = words(f"extra.{found.count}")
    if found.each is None or found.low is None or found.high is None:
        return words("extra.undecided", count=count)
    ways = ("more_for_more", "more_for_less") if found.people > 0 else ("fewer_for_less", "fewer_for_more")
    key = ways[(found.rupiah > 0) != (found.people > 0)]
    ends = sorted((found.low, found.high)) if found.each >= 0 else sorted((-found.low, -found.high))
    span = words.span((ends[0], ends[1]), "rupiah", beside=abs(found.each))
    return words(f"extra.{key}", count=count, each=words.rupiah(abs(found.each)), span=span)
