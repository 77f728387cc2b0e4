"""What is left to choose from while nobody says what counts: the Pareto set, and in a line each what is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prakerja.report.common.document import Cell, Note, Table
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.comparison.every_criterion import alone
from prakerja.report.comparison.finding import headline, winners
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.pareto import Pareto

_CRITERIA, _ROWS = 4, 9
_NAME, _HEAD, _LISTED = 30, 13, 22
_TOLD = 8
"""So many policies, or criteria, are named in a line; the others are counted."""

BEST = "*"


def weighed(comparison: Comparison) -> list[str]:
    """Name the criteria in which nobody may be beaten: those of the sentence, as many as a screen has room for."""
    return headline(comparison)[:_CRITERIA]


def front(comparison: Comparison) -> list[str]:
    """Name the policies that none beats and that chance alone does not tell from the baseline; best chances first."""
    found, chance = comparison.pareto(weighed(comparison)), untold(comparison)
    return sorted((name for name in found.policies if name not in chance), key=lambda name: -_chance(found, name))


def untold(comparison: Comparison) -> list[str]:
    """Name the policies that differ from the baseline in none of these criteria by more than chance."""
    names = weighed(comparison)
    told = {
        one.policy
        for one in comparison.differences
        if one.criterion.name in names and one.verdict in ("better", "worse")
    }
    return [name for name in comparison.names[1:] if name not in told]


def _chance(found: Pareto, policy: str) -> float:
    return found.chance[policy].probability


def choices(comparison: Comparison) -> list[str]:
    """Name the baseline, and after it the policies that are left to choose from."""
    return [comparison.baseline, *(name for name in front(comparison) if name != comparison.baseline)]


def choice_table(comparison: Comparison, words: Words) -> Table:
    """Return the baseline, and the policies nobody beats minus it; beside one policy the criteria say it all."""
    names = weighed(comparison)
    columns = {"policy": words("compare.left_of")}
    columns |= {name: "\n".join(wrapped(words(f"criterion.{name}"), _HEAD)) for name in names}
    policies = choices(comparison)
    best = {name: winners(comparison, name)[0] for name in names}
    rows = tuple(_row(comparison, policy, best, words) for policy in policies)
    shown = () if alone(comparison) else tuple(range(min(len(rows), 1 + _ROWS)))
    return Table("choice", columns, rows, "<" + ">" * len(names), on_screen=shown)


def _row(comparison: Comparison, policy: str, best: dict[str, str], words: Words) -> tuple[Cell, ...]:
    cells = [Cell(short_name(comparison, policy, words, _NAME), policy)]
    for name, winner in best.items():
        found, level = comparison.difference(name, policy), comparison.range(name, policy)
        measure = Measure(found.criterion, words)
        said = measure.expected_change(found)
        if policy == comparison.baseline:
            said = measure.level(level, comparison.scenario)
        elif found.verdict == "undecided":
            said = f"({said})"
        value = {"expected": level.expected, "minus_baseline": found.expected, "verdict": found.verdict}
        cells.append(Cell(f"{said} {BEST}" if policy == winner else said, value))
    return tuple(cells)


def choice_notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    """Say which policies are beaten, which chance may make of the baseline, and which criteria tell nothing."""
    base = short_name(comparison, comparison.baseline, words, _LISTED)
    found = comparison.pareto(weighed(comparison))
    more = len(choices(comparison)) - 1 - _ROWS
    if more > 0 and not alone(comparison):
        yield Note("left", words("compare.left"), (words("compare.not_shown", n=words.number(more)),))
    chance = untold(comparison)
    if beaten := {name: by for name, by in found.beaten_by.items() if name not in chance}:
        best = {name: max(by, key=lambda one: _chance(found, one)) for name, by in beaten.items()}
        lines = tuple(_beaten(comparison, by, best, words) for by in dict.fromkeys(best.values()))
        yield Note("beaten", words("compare.beaten"), ("; ".join(lines),))
    elif alone(comparison) and not chance:
        yield Note("left", words("compare.left"), (words("compare.neither"),))
    if chance:
        named = _listed((short_name(comparison, name, words, _LISTED) for name in chance), len(chance), words)
        yield Note("untold", words("compare.untold"), (words("compare.untold_from", baseline=base, policies=named),))
    if same := undiffering(comparison):
        named = _listed((words(f"criterion.{name}") for name in same), len(same), words)
        yield Note("same", words("compare.alike"), (named,))


def _beaten(comparison: Comparison, by: str, best: dict[str, str], words: Words) -> str:
    """Name those that a policy is the best to beat."""
    beaten = [short_name(comparison, name, words, _LISTED) for name, other in best.items() if other == by]
    policies = _listed(beaten, len(beaten), words)
    return words("compare.beaten_by", by=short_name(comparison, by, words, _LISTED), policies=policies)


def undiffering(comparison: Comparison) -> Sequence[str]:
    """Name the criteria in which every policy is as the baseline in every future."""
    differs = {one.criterion.name for one in comparison.differences if one.verdict != "same"}
    return [one.name for one in comparison.criteria if one.name not in differs]


def _listed(said: Iterable[str], count: int, words: Words) -> str:
    shown = [one for _, one in zip(range(_TOLD), said, strict=False)]
    named = ", ".join(shown)
    return words("compare.and_more", policies=named, n=words.number(count - _TOLD)) if count > _TOLD else named
