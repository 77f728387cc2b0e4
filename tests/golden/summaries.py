"""The expected summary of a scenario: few draws, few days, whole numbers."""

from __future__ import annotations

import json
from pathlib import Path

from prakerja.scenario import load
from prakerja.study import Forecast, run_ensemble

FOLDER = Path(__file__).parent
SHIPPED = Path("scenarios")
SCENARIOS = sorted(path for path in SHIPPED.rglob("*.toml") if path.parent.name != "preferences")
SEED, DRAWS = 1, 16
DRAWS_IN_FOLDERS = 4
"""Of scenarios that come in dozens and differ in one thing."""
QUANTITIES = ("registered", "joined", "selected", "revoked", "bought", "completed", "validated", "paid_once", "backlog",
              "platform_waiting", "institution_waiting", "committed", "returned", "paid_out", "owed")  # fmt: skip


def expected_file(scenario: Path) -> Path:
    return (FOLDER / scenario.relative_to(SHIPPED)).with_suffix(".json")


def summary(path: Path) -> dict[str, dict[str, int]]:
    """Give the mean over the draws of every quantity, on the as-of date and at the year end."""
    scenario = load(path)
    draws = DRAWS if path.parent == SHIPPED else DRAWS_IN_FOLDERS
    found = Forecast(run_ensemble(scenario, draws, SEED, workers=1, cache=None))
    days = (scenario.as_of, scenario.clock.year_end)
    return {str(day): {name: round(found.values(name, day).mean()) for name in QUANTITIES} for day in days}


def write(path: Path) -> None:
    expected_file(path).parent.mkdir(exist_ok=True)
    expected_file(path).write_text(json.dumps(summary(path), indent=1) + "\n", encoding="utf-8")
