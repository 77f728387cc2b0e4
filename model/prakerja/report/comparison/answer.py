"""A comparison in words: which policy for what, and how sure; every difference is policy minus baseline.

While nobody says what counts, a screen has the policies that none beats, however many were compared; a page and
programs have every criterion of every one.
"""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Data, Heading, Node, Sentence
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.short_name import NAME, full_names, short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.choice import choice_notes, choice_table, weighed
from prakerja.report.comparison.every_criterion import alone, every_criterion
from prakerja.report.comparison.extra_cost import extra_cost_note
from prakerja.report.comparison.finding import headline, sentence
from prakerja.report.comparison.remarks import change_notes, policy_notes, reading_notes
from prakerja.report.comparison.where import turns_notes
from prakerja.study.comparison.comparison import Comparison

_LAST, _HEADED, _NAMED = 20, 26, 2


def comparison_nodes(comparison: Comparison, words: Words) -> Iterator[Node]:
    """Put a comparison into words."""
    yield _heading(comparison, words)
    yield Sentence(sentence(comparison, words))
    yield choice_table(comparison, words)
    yield every_criterion(comparison, words)
    yield from choice_notes(comparison, words)
    yield from policy_notes(comparison, words)
    yield from change_notes(comparison, words)
    yield from turns_notes(comparison, words)
    yield from extra_cost_note(comparison, words)
    yield from reading_notes(comparison, words)
    yield from _whole(comparison, words)


def _whole(comparison: Comparison, words: Words) -> Iterator[Data]:
    """Return all that was compared, for programs."""
    asked, others = headline(comparison), comparison.policies[1:]
    titles = full_names(comparison.policies, words)
    said = ("unit", "better", "meaning")
    yield Data("provenance", lambda: comparison.provenance)
    yield Data("sign", lambda: "policy minus baseline")
    yield Data("baseline", lambda: comparison.baseline)
    yield Data("policies", lambda: [{"name": name, "title": title} for name, title in titles.items()])
    yield Data("criteria", lambda: {one.name: {key: getattr(one, key) for key in said} for one in comparison.criteria})
    yield Data("contracts", lambda: {policy.name: policy.contracts for policy in others if policy.contracts})
    yield Data("differences", comparison.to_dataframe)
    yield Data("extra_costs", lambda: comparison.extra_costs)
    yield Data("pareto", lambda: comparison.pareto(weighed(comparison)))
    yield Data("turns_round", lambda: [comparison.flips(name, policy.name) for name in asked for policy in others])


def _heading(comparison: Comparison, words: Words) -> Heading:
    baseline = short_name(comparison, comparison.baseline, words, _HEADED)
    middle = (
        words("mark_on.as_of", day=words.day(comparison.scenario.as_of, year=True)),
        origin(comparison.provenance, words),
        words("compare.futures", n=words.number(len(comparison))),
    )
    about = words("compare.with", baseline=baseline, policies=_compared(comparison, words))
    return heading(comparison.scenario, comparison.seed, words, *middle, about=about)


def _compared(comparison: Comparison, words: Words) -> str:
    """Name the policies, as many as a heading has room for."""
    width = NAME if alone(comparison) else _LAST
    names = [short_name(comparison, name, words, width) for name in comparison.names[1:]]
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return words("compare.and_more", policies=shown, n=str(more)) if more > 0 else shown
