"""What is allowed in a scenario, and odd: a slip, more often than not. It stops nothing; `prakerja check` lists it."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.scenario.money import in_words
from prakerja.scenario.problems import Problem
from prakerja.scenario.scenario import Scenario
from prakerja.scenario.slots import slots_of


def oddities(scenario: Scenario) -> Iterator[Problem]:
    """Return what is odd: where, what was found there, and what it means.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/small.toml")
    >>> list(oddities(plan)), [one.path for one in oddities(plan.replace({"policy.target.recipients": 0}))]
    ([], ['policy.target.recipients'])
    """
    policy = scenario.policy
    if not slots_of(scenario):
        yield Problem("policy.waves", "none", "no wave ever opens: nobody is selected")
    if policy.target.recipients == 0:
        yield Problem("policy.target.recipients", "0", "is reached before anything happens")
    lines = policy.budget.training + policy.budget.incentive + policy.budget.survey + policy.budget.management
    if lines != policy.budget.ceiling:
        said = f"is more than the four lines, which come to {in_words(lines)}"
        yield Problem("policy.budget.ceiling", in_words(policy.budget.ceiling), said)
