"""A later review in words: what to decide now, what can wait, what waiting gains, and which figure to watch."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Data, Node, Note, Sentence
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.answer import comparison_nodes
from prakerja.report.comparison.recommended import recommendation_nodes
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.recommendation import Recommendation
from prakerja.study.comparison.review import LEVEL, Beginning, Review
from prakerja.study.comparison.signpost import Signpost
from prakerja.study.comparison.until_review import FIGURES

_PROVENANCE = "provenance"
_OF_MONEY = ("budget_committed_rupiah_cumulative", "incentive_rupiah_cumulative")


def review_nodes(found: Review, words: Words) -> Iterator[Node]:
    """Put a review into words, after the choice as things stand."""
    decided = found.decided
    if isinstance(decided, Comparison):
        whole = comparison_nodes(decided, words)
    else:
        whole = recommendation_nodes(decided, words)
    for node in whole:
        if not (isinstance(node, Data) and node.name == _PROVENANCE):
            yield node
        if isinstance(node, Sentence):
            yield Sentence(review_sentence(found, words))
    told = _Told(found, words)
    yield Note("review", words("review.review"), tuple(told.review()))
    if waiting := tuple(told.waiting()):
        yield Note("can_wait", words("review.can_wait"), waiting)
    if alone := tuple(told.alone()):
        yield Note("cannot_wait", words("review.cannot_wait"), alone)
    yield Data(_PROVENANCE, lambda: found.provenance)
    yield Data("review_on", lambda: found.day)
    yield Data("decided_now", lambda: found.policy if found.beginnings else None)
    yield Data("beginnings", lambda: found.beginnings)
    yield Data("all_known", lambda: found.all_known)


def review_sentence(found: Review, words: Words) -> str:
    """Say what is best if decided now, and what deciding later by what has been published gains."""
    told = _Told(found, words)
    if not found.beginnings:
        return words("review.nothing_allowed", day=told.day)
    said = [words("review.now", policy=told.name(found.policy))]
    first, *others = found.beginnings
    instead = next((one for one in others if len(one.policies) > 1), None)
    can_wait = len(first.policies) > 1
    said.append(told.waits(first) if can_wait else words("review.begins", day=told.day))
    if instead and (not can_wait or instead.low > max(first.high, 0)):
        said.append(told.instead(instead))
    return " ".join(said)


class _Told:
    """Says the parts of a review."""

    def __init__(self, found: Review, words: Words) -> None:
        self.found, self.words = found, words
        self.day = words.day(found.day)

    def name(self, policy: str) -> str:
        return short_name(self.found.comparison, policy, self.words)

    def size(self, value: float) -> str:
        """Write what is gained, in points or in the unit of the criterion that decides."""
        decided = self.found.decided
        if isinstance(decided, Recommendation) and decided.preferences.point:
            return self.words("prefer.points", n=self.words.number(value, 2))
        return Measure(CRITERIA[self.found.scored_by[0]], self.words).size(value)

    def gain(self, one: Beginning) -> dict[str, str]:
        """Write what a beginning gains, with its interval."""
        sizes = {"gain": one.gain, "low": one.low, "high": one.high}
        return {name: self.size(value) for name, value in sizes.items()} | {"level": self.words.percent(LEVEL)}

    def waits(self, one: Beginning) -> str:
        another = self.words.percent(one.another.probability)
        key = "review.gains" if one.low > 0 else "review.gains_nothing"
        return self.words(key, day=self.day, another=another, **self.gain(one))

    def instead(self, one: Beginning) -> str:
        key = "review.instead_gains" if one.low > 0 else "review.instead_costs" if one.high < 0 else "review.instead"
        return self.words(key, policy=self.name(one.policies[0]), day=self.day, **self.gain(one))

    def review(self) -> Iterator[str]:
        if self.found.beginnings:
            yield self.words("review.all_known", gain=self.size(self.found.all_known))
        yield self.words("review.how", n=self.words.number(len(FIGURES)))

    def waiting(self) -> Iterator[str]:
        """Name the policies that can wait for each other, and what to watch then."""
        for one in self.found.beginnings:
            if len(one.policies) == 1:
                continue
            shares = (
                self.words("review.chosen", policy=self.name(name), share=self.words.percent(chance.probability))
                for name, chance in one.chosen.items()
            )
            yield self.words("review.same_until", day=self.day, policies="; ".join(shares))
            if one.watch is not None:
                yield self.watch(one.watch, one.policies[0])

    def watch(self, watch: Signpost, first: str) -> str:
        figure, words = self.words(f"series.{watch.figure}"), self.words
        mark = words.rupiah(watch.mark) if watch.figure in _OF_MONEY else words.people(watch.mark)
        names = {"above": self.name(watch.above), "below": self.name(watch.below), "first": self.name(first)}
        return words("review.watch", figure=figure, mark=mark, gain=self.size(watch.gain), **names)

    def alone(self) -> Iterator[str]:
        names = [self.name(one.policies[0]) for one in self.found.beginnings if len(one.policies) == 1]
        if names:
            yield self.words("review.differs", day=self.day, policies="; ".join(names))
