"""Where the worlds of an answer come from, in the first line of all answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prakerja.report.common.words import Words


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
