"""Draws every figure there is, to be looked at: `python -m tests.report.gallery OUT [NAME ...]`.

In both languages: forecasts, comparisons with one policy, with twelve, and in one province, and the pictures of a
briefing as slides have them. Names draw some of it; what takes minutes, as it is calibrated, is drawn when it is named.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from prakerja.report import COMPARISON_FIGURES
from prakerja.report.briefing.content import Content
from prakerja.report.briefing.make import brief
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.effects import PORTFOLIO_FIGURES
from prakerja.report.figure_parts.files import own_settings, write_figure
from prakerja.report.figures import FIGURES
from prakerja.scenario import Scenario, load
from prakerja.scenario.scenario import build
from prakerja.scenario.shipped import scenarios
from prakerja.study import (
    calibrate,
    combine,
    compare,
    drivers,
    follow,
    forecast,
    hindcast,
    optimise,
    prior_check,
    since,
)
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.portfolios import Portfolios
from tests.hindcast.conftest import ROUGH

PLAN, DRAWS = "prakerja-2020", 100
HOW: dict[str, Any] = {"draws": DRAWS, "prior": True, "workers": 1, "cache": None}

DRAWN = FIGURES | {Comparison: COMPARISON_FIGURES, Portfolios: PORTFOLIO_FIGURES}


def in_one_province(scenario: Scenario, kept: str = "Jawa Barat") -> Scenario:
    """Return a scenario of whose provinces one is left."""
    tree = scenario.model_dump(exclude_none=True)
    for table in (tree["world"]["provinces"], *tree["policy"]["province_weights"].values()):
        for name in [name for name in table if name in scenario.world.provinces and name != kept]:
            del table[name]
    return build(tree | {"name": "alone"}, where="alone")


def _alone() -> Comparison:
    scenario = in_one_province(load("small"))
    return compare(scenario, scenario.replace({"policy.quota.places": 400}, name="half"), **HOW)


def _twelve() -> Comparison:
    return compare(PLAN, [file for name, file in scenarios().items() if name.startswith("policies/")][:12], **HOW)


def _best() -> Any:
    few = {"search_draws": 16, "rounds": 2, **HOW}
    return optimise("small", {"policy.quota.places": (100, 1600)}, maximise="paid_once", **few)


MADE: dict[str, Callable[[], Any]] = {
    "national": partial(forecast, PLAN, **HOW),
    "small": partial(forecast, "small", **HOW),
    "spring": partial(forecast, "hindcasts/2020-05-19", **HOW),
    "october": partial(forecast, "hindcasts/2020-10-14", **HOW),
    "again": lambda: forecast(PLAN, **HOW).again(5),
    "story": partial(follow, "small", person=2, seed=1),
    "one": partial(compare, PLAN, ["recycle-revoked"], **HOW),
    "twelve": _twelve,
    "provinces": partial(compare, PLAN, ["provinces-equal", "provinces-infections"], **HOW),
    "alone": _alone,
    "levers": partial(combine, PLAN, ["over-select", "pay-every-day", "deadline-later"], **HOW),
    "drivers": partial(drivers, "small", **HOW | {"draws": 512}),
    "prior": partial(prior_check, PLAN, draws=DRAWS),
    "best": _best,
}
LEARNT: dict[str, Callable[[], Any]] = {
    "learnt": partial(calibrate, PLAN, effort=ROUGH),
    "past": partial(hindcast, PLAN, draws=DRAWS, effort=ROUGH),
    "since": partial(since, PLAN, "2020-09-04", "2020-09-19", "2020-10-14", draws=DRAWS, effort=ROUGH),
}


def draw(name: str, out: Path) -> None:
    """Draw every figure of a result into a folder."""
    found = (MADE | LEARNT)[name]()
    for figure, plot in DRAWN[type(found)].items():
        for lang in LANGUAGES:
            with own_settings():
                write_figure(plot(found, lang=lang), out / f"{name}-{figure}-{lang}.png")


def draw_slides(out: Path) -> None:
    """Draw the pictures of a briefing as a slide has them."""
    found = brief(PLAN, ["over-select", "one-big-wave"], **HOW)
    for lang in LANGUAGES:
        for section in Content(found, Words(lang)).sections:
            for picture in section.pictures:
                (out / f"slide-{picture.name}-{lang}.png").write_bytes(picture.png())


def main(out: Path, *names: str) -> None:
    """Draw what is named, or all that takes seconds."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names or (*MADE, "slides"):
        print(name, flush=True)
        draw_slides(out) if name == "slides" else draw(name, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
