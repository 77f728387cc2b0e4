"""What a forecast can be asked about, and what can be observed of it, has its words in every language."""

from __future__ import annotations

import pytest

from prakerja.report.common.words import LANGUAGES, table
from prakerja.study import Forecast
from prakerja.study.calibration.observation_operator import COMPONENTS
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.gather import KEPT_SERIES
from prakerja.study.forecasting.hub import hub_rows
from prakerja.study.runs.quantities import COUNTS, OBSERVED, QUANTITIES

NAMED = {
    "quantity": {*QUANTITIES},
    "line": {*OBSERVED.values(), *COUNTS},
    "series": {*OBSERVED, *COMPONENTS},
    "by_day": {*KEPT_SERIES},
    "criterion": {*CRITERIA},
}


def unnamed(section: str, names: set[str]) -> list[str]:
    said = table()
    return sorted(
        f"{section}.{name} ({lang})"
        for name in names
        for lang in LANGUAGES
        if not said.get(f"{section}.{name}", {}).get(lang, "").strip()
    )


@pytest.mark.parametrize("section", NAMED)
def test_every_name_of_the_studies_has_its_words(section: str) -> None:
    assert unnamed(section, NAMED[section]) == []


def test_every_target_of_the_hub_has_its_words_and_no_words_are_left_over(small: Forecast) -> None:
    targets = {target for _, target, *_ in hub_rows(small)}
    assert unnamed("series", targets) == []
    named = {key.removeprefix("series.") for key in table() if key.startswith("series.")}
    assert named == targets | NAMED["series"]
