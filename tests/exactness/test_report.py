"""The page says what it was told: verdicts, numbers, figures; and says so when something is not as it must be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.exactness.report import write
from tests.exactness.results import Caught, Compared, Fell, by_test
from tests.person.compare import Finding

SAME = Compared("training", "mean", 1234, 2.5, "bought@9", 0.25, 400, 4000)
FOUND = Caught("a lag < a day", "late", "bought", {"mean": 3}, -40.5, "mean", "bought@9", 0.0, 400, 4000)
FALLS = Fell("at a capacity's kink", [100, 1000], [2.0, 6.3], [0.1, 0.3], (-0.5, 0.01), -0.5, True)


def test_a_page_of_what_was_told(tmp_path: Path) -> None:
    page = write([SAME, FOUND, FALLS], tmp_path / "new").read_text(encoding="utf-8")
    for said in ("have the same law", "1,234", "400 / 4,000", "2.5", "bought@9", "0.250", "a lag &lt; a day",
                 "3 means", "-40.5", "+2 ± 0.1; +6.3 ± 0.3", "-0.500 ± 0.010"):  # fmt: skip
        assert said in page, said
    assert "DIFFERS" not in page
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "faults.png", "faults.svg", "index.html", "limit.png", "limit.svg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(SAME, p=0.0009), "training: means"),
        (replace(FOUND, p=0.001), "a lag &lt; a day"),
        (replace(FALLS, passed=False), "at a capacity&#x27;s kink"),
    ],
)
def test_what_is_not_as_it_must_be_is_the_headline(wrong: Compared | Caught | Fell, said: str, tmp_path: Path) -> None:
    page = write([SAME, FOUND, FALLS, wrong], tmp_path).read_text(encoding="utf-8")
    assert f"<h1 class=no>Not as it must be: {said}</h1>" in page


def test_a_test_that_failed_before_it_told_anything_is_in_the_headline(tmp_path: Path) -> None:
    page = write([SAME, FOUND, FALLS], tmp_path, ["test_x[1]"]).read_text(encoding="utf-8")
    assert "<h1 class=no>Not as it must be: failed: test_x[1]</h1>" in page


def test_a_kind_is_summed_up_by_its_most_surprising_comparison() -> None:
    tried = [Finding("a", "mean", 3.0, 0.01), Finding("b", "variance", 1.0, 0.4), Finding("c", "mean", 0.2, 1.0)]
    assert by_test("w", tried, 40, 400) == [
        Compared("w", "mean", 2, 3.0, "a", 0.01, 40, 400),
        Compared("w", "variance", 1, 1.0, "b", 0.4, 40, 400),
    ]
