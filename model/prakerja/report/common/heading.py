"""The first lines of every answer: of which scenario and day, from what its worlds come, how many, which seed."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from prakerja.report.common.document import Heading
from prakerja.report.common.words import Words
from prakerja.scenario import Scenario

_LONGEST_NAME = 60


def heading(scenario: Scenario, seed: int, words: Words, *middle: str, about: str | None = None) -> Heading:
    """Return the heading of an answer.

    Parameters
    ----------
    middle
        What stands before the seed.
    about
        What it is the answer of; the scenario as of its day unless given.
    """
    day = words.day(scenario.as_of, year=True)
    about = about or words("head.scenario", name=shown_name(scenario), as_of=day)
    programme = words("head.programme", year=str(scenario.clock.launch.year))
    return Heading((programme, about, *middle, words("head.seed", seed=str(seed))))


def shown_name(scenario: Scenario) -> str:
    """Return the name of a scenario, shortened if it is long."""
    return textwrap.shorten(scenario.name, _LONGEST_NAME, placeholder=" …")


def origin(made_of: Mapping[str, Any], words: Words) -> str:
    """Return on how many published figures the worlds rest, or why nothing was learnt from any.

    Parameters
    ----------
    made_of
        The provenance of an answer.

    Examples
    --------
    >>> origin({"calibrated_on": 35}, Words("en")), origin({"nothing_learnt": "prior"}, Words("en"))
    ('calibrated on 35 published figures', 'assumptions alone: nothing learnt')
    """
    figures = made_of.get("calibrated_on")
    if figures is not None:
        return words("head.calibrated", n=words.number(figures))
    if made_of.get("draws_from") == "given":
        return words("head.given")
    return words(f"head.{made_of.get('nothing_learnt', 'prior')}")
