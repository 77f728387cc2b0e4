"""How far a forecast can be trusted: what it hangs on, how past ones did, what is not modelled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from prakerja.report.briefing.material import Material
from prakerja.report.briefing.section import Section
from prakerja.report.common.causes import cause
from prakerja.report.common.document import Node, Note
from prakerja.report.common.words import Words
from prakerja.study import Forecast

LEFT_OUT = ("change", "choice", "place", "learn", "fraud", "price", "ties")
"""What is not modelled, in the order of the table in model/README.md."""

_TOLD = ("drivers", "learnt", "errors")


def uncertainty_section(briefing: Material, nodes: list[Node], words: Words) -> Section:
    """Return what decides the answer, how past forecasts did, and what is left out."""
    strongest = briefing.forecast.drivers[:1]
    title = words("brief.hangs", cause=cause(strongest[0].path, words)) if strongest else words("brief.certain")
    told = [node for node in nodes if isinstance(node, Note) and node.name in _TOLD]
    past = Note("past", words("brief.past"), tuple(_past(briefing.forecast, words)))
    left = Note("left_out", words("brief.left_out"), tuple(words(f"brief.left_{name}") for name in LEFT_OUT))
    return Section("uncertainty", title, (*told, past, left))


@cache
def past_scores() -> dict[str, Any]:
    """Read how past forecasts did."""
    return tomllib.loads(files(__package__).joinpath("past_scores.toml").read_text(encoding="utf-8"))


def _past(forecast: Forecast, words: Words) -> Iterator[str]:
    """Say how past forecasts did, where this one was made as they were: in worlds learnt from published figures."""
    if "calibrated_on" not in forecast.provenance:
        yield words("brief.past_none")
        return
    kept = past_scores()
    days = {name: words.day(kept[name], long=True, year=name != "first") for name in ("first", "last", "until")}
    numbers = {name: str(kept[name]) for name in ("days", "figures", "p50", "p80", "p90")}
    yield words("brief.past_held", **days, **numbers)
    yield words("brief.past_caution", version=kept["version"], days=numbers["days"])
