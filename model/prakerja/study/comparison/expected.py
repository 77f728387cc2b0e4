"""What theory says of a policy names criteria that there are."""

from __future__ import annotations

from prakerja.scenario import InputError, Problem, Scenario
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.criteria import CRITERIA


def check_expected(scenario: Scenario, where: str) -> None:
    """Check that everything a scenario expects is a criterion.

    Raises
    ------
    InputError
        Naming `where` and every criterion that there is not.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> check_expected(load("scenarios/policies/over-select.toml"), "over-select.toml")
    """
    if scenario.expects is None:
        return
    said = {way: getattr(scenario.expects, way) for way in ("higher", "lower", "same")}
    wrong = [
        Problem(f"expects.{way}", name, nearest(name, CRITERIA))
        for way, names in said.items()
        for name in names
        if name not in CRITERIA
    ]
    if wrong:
        raise InputError(where, wrong)
