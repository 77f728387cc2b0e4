"""What is told of where something happens: a ranking turns round, or the recommended policy breaks a requirement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prakerja.report.common.document import Note
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.choice import front
from prakerja.report.comparison.every_criterion import alone
from prakerja.report.comparison.finding import headline
from prakerja.report.comparison.rules import TOLD, box_in_words, flip_lines, told_flips, tree_lines
from prakerja.study.comparison.box import Box, Flags
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.discovery_tree import Branch
from prakerja.study.comparison.recommendation import Recommendation
from prakerja.study.comparison.scenario_discovery import Flips


@dataclass(frozen=True)
class Where:
    """Where something happens.

    Attributes
    ----------
    comparison
        In whose futures.
    title
        What happens, and where most often.
    happens
        In which futures, shape (draw,).
    boxes, tree
        Where, in two forms.
    """

    comparison: Comparison
    title: str
    happens: Flags
    boxes: tuple[Box, ...]
    tree: Branch


def where_turns(comparison: Comparison, words: Words, criterion: str | None = None, policy: str | None = None) -> Where:
    """Return where a ranking with the baseline turns round: the one told first, unless one is asked for."""
    found = _flips(comparison, criterion, policy)
    names = {
        "criterion": words(f"criterion.{found.criterion}"),
        "behind": short_name(comparison, found.behind, words),
        "ahead": short_name(comparison, found.ahead, words),
        "overall": words.percent(found.chance.probability),
    }
    happens = comparison.turned(found.criterion, found.ahead, found.behind)
    return Where(comparison, _title("turns", comparison, found.rules, names, words), happens, found.rules, found.tree)


def where_fails(found: Recommendation, words: Words) -> Where:
    """Return where the recommended policy does not keep all that is required."""
    comparison = found.comparison
    overall = words.percent(1 - found.together[found.policy].probability)
    names = {"policy": short_name(comparison, found.policy, words), "overall": overall}
    title = _title("fails", comparison, found.fails, names, words)
    return Where(comparison, title, found.failing, found.fails, found.fails_tree)


def _title(what: str, comparison: Comparison, boxes: tuple[Box, ...], names: dict[str, str], words: Words) -> str:
    if not boxes:
        return words(f"box.{what}_untold", **names)
    return words(f"box.{what}", **names, **box_in_words(comparison, boxes[0], words))


def _flips(comparison: Comparison, criterion: str | None, policy: str | None) -> Flips:
    """Return what is told first, or else what is most open."""
    criteria = headline(comparison) if criterion is None else [criterion]
    policies = policies_told(comparison) if policy is None else [policy]
    if told := told_flips(comparison, criteria, policies):
        return told[0]
    others = [name for name in policies if name != comparison.baseline] or comparison.names[1:]
    flips = [comparison.flips(name, other) for name in criteria for other in others]
    return max(flips, key=lambda found: found.chance.probability)


def policies_told(comparison: Comparison) -> list[str]:
    """Name the policies of which it is told where their ranking turns round: those that none beats."""
    return comparison.names[1:] if alone(comparison) else front(comparison)


def turns_notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Tell where rankings turn round; a page has the tree of the first of them, too."""
    flips = told_flips(comparison, headline(comparison), policies_told(comparison))
    if not flips:
        return
    yield Note("turns_round", words("compare.turns"), tuple(flip_lines(comparison, flips, words)[:TOLD]))
    tree = tuple(tree_lines(comparison, flips[0].tree, words))
    if tree:
        yield Note("tree", words("tree.label"), (where_turns(comparison, words).title, *tree), on_screen=False)
