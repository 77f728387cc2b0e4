"""The finding of a setting: the same cases and sentences as a forecast's, from the numbers of a page."""

from __future__ import annotations

from prakerja.explorer.engines import Answer
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario import Scenario
from prakerja.study.runs.answers import Probability, Range, Reached


def finding_of(scenario: Scenario, numbers: Answer) -> Finding:
    """Return what numbers come to: with dice, what `Finding.of` says of a forecast of the same draws."""
    target, on = scenario.policy.target, numbers.by_target
    money = {name: Range.of(numbers.by_year_end[name], "rupiah") for name in ("committed", "paid_out", "owed")}
    return Finding(
        target=target.recipients,
        by=target.by,
        ceiling=scenario.policy.budget.ceiling,
        selected=Range.of(on["selected"], "persons"),
        effective=Range.of(on["effective"], "persons"),
        paid=Range.of(on["paid_once"], "persons"),
        chance_selected=Probability.counted(on["selected"] >= target.recipients),
        chance_effective=Probability.counted(on["effective"] >= target.recipients),
        chance_paid=Probability.counted(on["paid_once"] >= target.recipients),
        within=Probability.counted(~numbers.cut),
        reached=Reached.on(numbers.reached, scenario.clock.launch),
        **money,
    )
