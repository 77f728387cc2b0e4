"""What a forecast comes to: the case its target and its money are in, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prakerja.report.common.words import Words
from prakerja.study import Forecast
from prakerja.study.runs.answers import Probability, Range, Reached

LIKELY, UNLIKELY = 0.66, 0.33
"""From where on something counts as likely, and up to where as unlikely (IPCC guidance note, 2010)."""

_SURE = (("almost_certain", 0.99), ("very_likely", 0.9), ("likely", LIKELY))
_NOT = (("almost_impossible", 0.01), ("very_unlikely", 0.1), ("unlikely", UNLIKELY))

LITTLE_OWED = 0.05
"""Up to this part of the ceiling, what is owed counts as little."""

WELL_SPENT = 0.9
"""From this part of the ceiling on, the money counts as paid out."""


@dataclass(frozen=True)
class Finding:
    """The numbers a headline is made from.

    Attributes
    ----------
    target, by, ceiling
        How many recipients until when, with how much money.
    selected, effective, paid
        What to expect of the three counts on the day of the target; the chances that they reach it.
    within
        The chance that no wave has to be cut to stay under the ceiling.
    reached
        When enough are selected.
    committed, paid_out, owed
        What to expect of the money at the year end.
    """

    target: int
    by: date
    ceiling: int
    selected: Range
    effective: Range
    paid: Range
    chance_selected: Probability
    chance_effective: Probability
    chance_paid: Probability
    within: Probability
    reached: Reached
    committed: Range
    paid_out: Range
    owed: Range

    @classmethod
    def of(cls, forecast: Forecast) -> Finding:
        """Take the numbers from a forecast."""
        policy = forecast.scenario.policy
        by = policy.target.by
        return cls(
            target=policy.target.recipients,
            by=by,
            ceiling=policy.budget.ceiling,
            selected=forecast.range("selected", by),
            effective=forecast.range("effective", by),
            paid=forecast.range("paid_once", by),
            chance_selected=forecast.chance("selected"),
            chance_effective=forecast.chance("effective"),
            chance_paid=forecast.chance("paid_once"),
            within=forecast.chance_within_ceiling(),
            reached=forecast.reached("selected"),
            committed=forecast.range("committed"),
            paid_out=forecast.range("paid_out"),
            owed=forecast.range("owed"),
        )

    @property
    def target_case(self) -> str:
        """Name what becomes of the target: a key of the words' table.

        ``met`` in every sense, ``unpaid`` when selected and effective only, ``on_paper`` when selected only
        (``effective_open`` when effective may be); ``open``; else it is missed: by the ``ceiling``, or only for
        now (``late``), or ``missed``.
        """
        if is_likely(self.chance_paid):
            return "met"
        if is_likely(self.chance_selected):
            if is_likely(self.chance_effective):
                return "unpaid"
            return "on_paper" if is_unlikely(self.chance_effective) else "effective_open"
        if not is_likely(self.within):
            return "ceiling"
        if not is_unlikely(self.chance_selected):
            return "open"
        return "late" if is_unlikely(self.reached.never) else "missed"

    @property
    def money_case(self) -> str:
        """Name what becomes of the money: ``arrears`` when much is owed, ``unspent`` when little is paid, ``paid``."""
        if self.owed.expected > LITTLE_OWED * self.ceiling:
            return "arrears"
        return "paid" if self.paid_out.expected >= WELL_SPENT * self.ceiling else "unspent"

    def sentence(self, words: Words) -> str:
        """Say it in plain words: what becomes of the target, then of the money."""
        said = self.fields(words)
        return f"{words(f'target.{self.target_case}', **said)} {words(f'money.{self.money_case}', **said)}"

    def fields(self, words: Words) -> dict[str, str]:
        """Write every number of it, by the names that the words' table uses."""
        counts = {"selected": self.selected, "effective": self.effective, "paid": self.paid}
        spans = {f"{n}_span": words.span(r.ranges[90], "people", beside=r.expected) for n, r in counts.items()}
        chances = {"selected": self.chance_selected, "effective": self.chance_effective, "paid": self.chance_paid}
        money = {"committed": self.committed, "paid_out": self.paid_out, "owed": self.owed}
        cut = Probability(1 - self.within.probability, self.within.error, self.within.draws)
        return {
            **{name: words.people(found.expected) for name, found in counts.items()},
            **spans,
            **{name: words.rupiah(found.expected) for name, found in money.items()},
            **{f"chance_{name}": words.chance(chance) for name, chance in chances.items()},
            **{f"will_{name}": words(f"will.{how_likely(chance)}") for name, chance in chances.items()},
            "target": words.goal(self.target, "people"),
            "by": words.day(self.by, long=True),
            "ceiling": words.goal(self.ceiling, "rupiah"),
            "cut": words.chance(cut),
            "share": words.percent(self.paid_out.expected / self.ceiling),
            "reached": words.day(self.reached.median, year=True, long=True) if self.reached.median else "",
        }


def how_likely(chance: Probability) -> str:
    """Name how likely something is: a key of the words' table.

    A word is used only if the chance still deserves it when it is off by one standard error.

    Examples
    --------
    >>> how_likely(Probability(1.0, 0.03, 16)), how_likely(Probability(1.0, 0.0003, 2000))
    ('very_likely', 'almost_certain')
    >>> how_likely(Probability(0.02, 0.003, 2000)), how_likely(Probability(0.5, 0.01, 2000))
    ('very_unlikely', 'open')
    """
    at_least, at_most = chance.probability - chance.error, chance.probability + chance.error
    for word, bound in _SURE:
        if at_least >= bound:
            return word
    for word, bound in _NOT:
        if at_most <= bound:
            return word
    return "open"


def is_likely(chance: Probability) -> bool:
    """Return whether a chance is likely, its error allowed for."""
    return chance.probability - chance.error >= LIKELY


def is_unlikely(chance: Probability) -> bool:
    """Return whether a chance is unlikely, its error allowed for."""
    return chance.probability + chance.error <= UNLIKELY
