"""Every shipped scenario runs, its books balance, and it gives what it gave before.

A difference is a change of results: meant (then `make golden` and say why in the commit), or a mistake.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.summaries import FOLDER, SCENARIOS, expected_file, summary


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario_gives_its_expected_summary(path: Path) -> None:
    assert expected_file(path).exists(), f"{path} has no expected summary yet: make golden"
    expected, found = json.loads(expected_file(path).read_text(encoding="utf-8")), summary(path)
    changed = [
        f"{day} {name}: {expected[day].get(name)} is now {value}"
        for day, values in found.items()
        for name, value in values.items()
        if expected[day].get(name) != value
    ]
    assert not changed, "results changed; if that is meant, make golden:\n" + "\n".join(changed)


def test_no_summary_is_left_of_a_scenario_that_is_gone() -> None:
    assert set(FOLDER.rglob("*.json")) == {expected_file(path) for path in SCENARIOS}
