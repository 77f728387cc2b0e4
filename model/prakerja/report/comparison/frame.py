"""What the figures of a comparison share: the title that says what it comes to, the footer with the sign."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import full_names, short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.finding import headline, winners
from prakerja.report.figure_parts import frame
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import Criterion


def finding(comparison: Comparison, words: Words) -> str:
    """Say in a title what each policy that wins is best for."""
    groups: dict[str, list[str]] = {}
    for name in headline(comparison):
        policy, _ = winners(comparison, name)
        groups.setdefault(policy, []).append(words(f"criterion.{name}"))
    parts = [
        words("compare.wins", policy=short_name(comparison, policy, words), criteria=words.listed(criteria))
        for policy, criteria in groups.items()
        if policy
    ]
    return words("compare.title", wins="; ".join(parts)) if parts else words("compare.title_open")


def finish(
    ax: Axes,
    comparison: Comparison,
    words: Words,
    title: str,
    reading: Iterable[str],
    above: float = 37,
) -> None:
    """Write the title and the footer; the sign of every difference stands in it, with the baseline's name."""
    frame.title(ax, title, outside=0, above=above)
    sign = words("foot.sign", baseline=full_names(comparison.policies, words)[comparison.baseline])
    frame.footer(ax, comparison, words, [*reading, sign])


def unit_of(criterion: Criterion, size: float, words: Words, short: bool = False) -> str:
    """Name the unit of an axis that reaches a size, and which way is better; short, for one that lies level."""
    measure = Measure(criterion, words)
    better = words(f"compare.{criterion.better}{'_short' if short else ''}")
    return f"{measure.unit_words(measure.axis_scale(size))} · {better}"
