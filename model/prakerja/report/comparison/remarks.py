"""Remarks on a comparison: what each policy is better and worse in, what else it changes, how far chance goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prakerja.report.common.document import Note
from prakerja.report.common.short_name import full_names, short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.choice import BEST
from prakerja.report.comparison.every_criterion import alone
from prakerja.report.comparison.finding import main_criteria
from prakerja.scenario.paths import split
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL
from prakerja.study.comparison.policy import NamedPolicy

FILE = "comparison.csv"
"""Where the command writes all that was compared."""

VERDICTS = ("better", "worse", "undecided")
_ANSWERS = "world.hurry."
"""How people answer a policy, among what it changes in the world."""

_NAME = 20


def policy_notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Tell of each policy its title, and of each of many in what it is better and worse: a page has room for that."""
    full, several = full_names(comparison.policies, words), not alone(comparison)
    for number, policy in enumerate(comparison.policies):
        name = short_name(comparison, policy.name, words, _NAME)
        lines = [f"{full[policy.name]} ({policy.name})."] if full[policy.name] not in (name, policy.name) else []
        if number and several:
            lines.append(decision(comparison, policy.name, words))
        if lines:
            yield Note(policy.name, name, tuple(lines), on_screen=not several)


def change_notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Tell which policies change more than the office's own decisions: contracts, or how people answer."""
    others = comparison.policies[1:]
    contracts = [(policy, _changed(policy.contracts)) for policy in others]
    lines = [
        words("compare.contracts", policy=short_name(comparison, policy.name, words), what=what)
        for policy, what in contracts
        if what
    ]
    answered = [short_name(comparison, policy.name, words) for policy in others if _is_answered(policy)]
    if answered:
        lines.append(words("compare.answers", policies=words.listed(answered)))
    if lines:
        yield Note("changes", words("compare.changes"), tuple(lines))


def reading_notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Tell how to read it, how far chance can have moved it, and where the rest stands."""
    yield Note("errors", words("note.errors"), tuple(_errors(comparison, words)))


def decision(comparison: Comparison, policy: str, words: Words) -> str:
    """Say in what a policy is better than the baseline, in what worse, and what is open, by the main criteria."""
    main = main_criteria(comparison)
    found = [one for one in comparison.differences if one.policy == policy and one.criterion.name in main]
    groups = {verdict: [one for one in found if one.verdict == verdict] for verdict in VERDICTS}
    said = [
        words(f"decision.{verdict}", criteria=", ".join(words(f"criterion.{one.criterion.name}") for one in group))
        for verdict, group in groups.items()
        if group
    ]
    return " ".join(said) or words("decision.same")


def _changed(contracts: Iterable[str]) -> str:
    """Name the members whose contracts differ, such as ``partners.fifth``."""
    paths = [line.partition(": ")[0] for line in contracts if not line.startswith(_ANSWERS)]
    return ", ".join(dict.fromkeys(".".join(split(path)[1:3]) for path in paths))


def _is_answered(policy: NamedPolicy) -> bool:
    return any(line.startswith(_ANSWERS) for line in policy.contracts)


def _errors(comparison: Comparison, words: Words) -> Iterator[str]:
    key = "compare.intervals" if alone(comparison) else "compare.intervals_many"
    yield words(key, n=words.number(comparison.comparisons), level=words.percent(LEVEL), best=BEST)
    yield words("compare.all_of_it", n=words.number(len(comparison.criteria)), file=FILE)
    more = [(found.more_draws, found) for found in comparison.differences if found.more_draws is not None]
    if more:
        draws, found = min(more, key=lambda one: one[0])
        policy = short_name(comparison, found.policy, words)
        said = {"criterion": words(f"criterion.{found.criterion.name}"), "policy": policy}
        yield words("compare.more_draws", n=words.number(draws), undecided=words.number(len(more)), **said)
