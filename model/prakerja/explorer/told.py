"""What a page shows of a setting: sentences, a table, pictures as numbers, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from prakerja.explorer.controls import Control, takes_effect
from prakerja.explorer.engines import MONEY, Answer
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.finding import finding_of
from prakerja.explorer.lever_words import in_words, lever_name
from prakerja.explorer.picture import picture_of
from prakerja.explorer.setting import Setting, write_setting
from prakerja.report import Words
from prakerja.report.common.heading import origin
from prakerja.report.common.stated import stated
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import Probability, Range
from prakerja.study.runs.quantities import COUNTS

View = dict[str, Any]
"""What is sent to a page: plain data, to be written as JSON."""


def frame_of(explorer: Explorer, words: Words) -> View:
    """Return what stays the same while levers move: what is explored, the levers, the days, the words."""
    plan, days = explorer.plan, explorer.plan.days
    last = days.number(plan.clock.year_end)
    months = [day for day in days.dates[: last + 1] if day.day == 1]
    return {
        "lang": words.lang,
        "title": stated(plan.title, words),
        "about": [
            words("head.scenario", name=plan.name, as_of=words.day(plan.as_of, year=True)),
            origin(explorer.worlds.origin, words),
        ],
        "controls": [_control(control, plan, words) for control in explorer.controls],
        "days": last + 1,
        "months": [{"at": days.number(day), "said": words.month(day)} for day in months],
        "as_of": {
            "at": max(0, days.number(plan.as_of)),
            "said": words("mark_on.as_of", day=words.day(plan.as_of)),
        },
        "words": {key: words(f"explore.{key}") for key in _PLAIN},
    }


_PLAIN = (
    "policy", "world", "world_note", "plan", "setting", "back", "keep", "kept", "drop", "show", "save", "save_name",
    "brief", "working", "lost", "impossible", "reading", "as_believed", "levers", "answer", "language", "yes", "no",
)  # fmt: skip


def view_of(explorer: Explorer, setting: Setting, numbers: Answer, plan: Answer, words: Words) -> View:
    """Return what a page shows of a setting.

    Parameters
    ----------
    numbers, plan
        Of the setting, and of the plan in the same futures on the same engine.
    """
    scenario = explorer.scenario(setting)
    finding = finding_of(scenario, numbers)
    return {
        "exact": numbers.exact,
        "setting": write_setting(explorer.controls, setting),
        "changed": changed_of(explorer, setting, words),
        "engine": _engine(numbers, explorer.moving, words),
        "sentence": finding.sentence(words),
        "difference": _difference(scenario, setting, numbers, plan, words),
        "head": [words("table.by", by=words.day(finding.by, year=True, long=True)), words("table.chance"),
                 words("table.expected"), words("table.range"), words("explore.against")],
        "rows": list(_rows(finding, numbers, plan, words)),
        "pictures": [
            picture_of("recipients", COUNTS, numbers, plan, finding, words),
            picture_of("money", MONEY, numbers, plan, finding, words),
        ],
    }  # fmt: skip


def _engine(numbers: Answer, moving: int, words: Words) -> str:
    """Say how it was counted: with dice, without, or without and fewer since many look."""
    said = "exact" if numbers.exact else "few" if len(numbers) < moving else "quick"
    return words(f"explore.{said}", n=words.number(len(numbers)), whole=words.number(moving))


def _control(control: Control, plan: Scenario, words: Words) -> View:
    now = control.now
    return {
        "key": control.key,
        "kind": control.kind,
        "world": control.now is None,
        "name": lever_name(control, words, takes_effect(plan)),
        "low": control.low,
        "high": control.high,
        "step": control.step,
        "now": now,
        "said": "" if now is None else in_words(control, now, words),
    }


def changed_of(explorer: Explorer, setting: Setting, words: Words) -> list[str]:
    """Return what was moved, a line each."""
    day = takes_effect(explorer.plan)
    return [
        words(
            "explore.changed",
            lever=lever_name(control, words, day),
            was=words("explore.as_believed") if control.now is None else in_words(control, control.now, words),
            becomes=in_words(control, setting[control.key], words),
        )
        for control in explorer.controls
        if control.key in setting
    ]


def _rows(finding: Finding, numbers: Answer, plan: Answer, words: Words) -> Iterator[list[str]]:
    """Return the three counts and the three sums of money: what, chance, expected, range, policy minus plan."""
    target = words.goal(finding.target, "people", short=True)
    chances = (finding.chance_selected, finding.chance_effective, finding.chance_paid)
    found = (finding.selected, finding.effective, finding.paid)
    for name, chance, expected in zip(COUNTS, chances, found, strict=True):
        what = words(f"table.{name}", target=target)
        change = _signed(_gap(numbers.by_target[name], plan.by_target[name]), "people", words)
        yield [what, words.chance(chance, error=True), *_sizes(expected, "people", words), change]
    within = words("table.within", ceiling=words.goal(finding.ceiling, "rupiah", short=True))
    labels = (within, words("table.paid_out"), words("table.owed"))
    sums = (finding.committed, finding.paid_out, finding.owed)
    for name, what, expected in zip(MONEY, labels, sums, strict=True):
        said = words.chance(finding.within, error=True) if name == "committed" else ""
        change = _signed(_gap(numbers.by_year_end[name], plan.by_year_end[name]), "rupiah", words)
        yield [what, said, *_sizes(expected, "rupiah", words), change]


def _difference(scenario: Scenario, setting: Setting, numbers: Answer, plan: Answer, words: Words) -> str:
    """Say in words what a setting changes, policy minus plan, future by future."""
    if not setting:
        return words("explore.the_plan")
    gaps = {name: numbers.by_target[name] - plan.by_target[name] for name in ("effective", "paid_once")}
    owed = _gap(numbers.by_year_end["owed"], plan.by_year_end["owed"])
    more = Probability.counted(gaps["paid_once"] >= 1)
    return words(
        "explore.difference",
        by=words.day(scenario.policy.target.by, long=True),
        effective=_more(float(gaps["effective"].mean()), "people", words),
        paid=_more(float(gaps["paid_once"].mean()), "people", words),
        owed=_more(owed, "rupiah", words),
        chance=words.chance(more),
    )


def _more(gap: float, kind: str, words: Words) -> str:
    write = words.rupiah if kind == "rupiah" else words.people
    if not _noticeable(gap, kind):
        return words(f"explore.same_{kind}")
    return words(f"explore.{'more' if gap > 0 else 'less'}_{kind}", amount=write(abs(gap)))


def _signed(gap: float, kind: str, words: Words) -> str:
    write = words.rupiah if kind == "rupiah" else words.people
    return ("+" if gap > 0 else "-") + write(abs(gap), short=True) if _noticeable(gap, kind) else "0"


def _noticeable(gap: float, kind: str) -> bool:
    """Return whether a difference is one: a person, or what half a person is promised."""
    return abs(gap) >= (1e6 if kind == "rupiah" else 0.5)


def _gap(values: Floats, plan: Floats) -> float:
    return float(np.mean(values - plan))


def _sizes(found: Range, kind: str, words: Words) -> tuple[str, str]:
    write = words.rupiah if kind == "rupiah" else words.people
    return write(found.expected, short=True), words.span(found.ranges[90], kind, short=True)
