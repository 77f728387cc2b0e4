"""While nobody says what counts: the policies none beats, the others in a line, on one screen however many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from prakerja.cli.file_lines import file_lines
from prakerja.report import COMPARISON_FIGURES, data_of, html_of, lines_of
from prakerja.report.common.document import Table, document
from prakerja.report.common.words import LANGUAGES
from prakerja.report.comparison.choice import front, undiffering, untold, weighed
from prakerja.study import Comparison
from tests.compare.test_layout import of

MANY = (1, 3, 14)
FILES = [Path("out", "compared", f"{name}.{kind}") for name in COMPARISON_FIGURES for kind in ("svg", "png", "csv")]
FILES += [Path("out", "compared", name) for name in ("comparison.csv", "comparison.nc", "extra-cost.csv")]


@pytest.fixture(scope="module")
def known(comparison: Comparison) -> Comparison:
    """Four policies beside the plan, by what they add to it in every one of 24 futures but for some noise.

    Of effective recipients and rupiah owed: A +100 and +5, B +50 and +9 (A beats it), C -40 and -3, D is noise only.
    """
    data = of(comparison, 4).data.copy(deep=True)
    names, noise = [one.name for one in comparison.criteria], np.tile([1.0, -1.0], 12)
    for name, more in (("effective", (100, 50, -40, 0)), ("owed", (5, 9, -3, 0))):
        outcome = data["outcome"][:, names.index(name)]
        for number, one in enumerate(more, start=1):
            outcome[number] = outcome[0] + one + noise * (0.5 if number == 4 else 0.1)
    kept = [names.index("effective"), names.index("owed"), names.index("waves_held")]
    data["outcome"][:, names.index("waves_held")] = 3.0
    made = of(comparison, 4)
    criteria = tuple(comparison.criteria[number] for number in kept)
    return Comparison(made.policies, 3, criteria, data.isel(criterion=kept), made.world)


def test_who_is_left_who_is_beaten_and_whom_chance_may_have_made(known: Comparison):
    plan, a, b, c, d = known.names
    assert weighed(known) == ["effective", "owed"]
    assert untold(known) == [d]
    assert front(known) == [plan, a, c]  # nothing is gained without a loss, so all are unbeaten in every future
    assert known.pareto(weighed(known)).beaten_by.keys() == {b}
    assert undiffering(known) == ["waves_held"]


def test_the_screen_tells_all_of_them(known: Comparison):
    _, a, b, c, d = known.names
    text = " ".join(" ".join(lines_of(known)).split())
    (table,) = [node for node in document(known).every(Table) if node.name == "choice"]
    assert [row[0].value for row in table.shown] == [known.baseline, a, c]
    assert [cell.words for cell in table.rows[1][1:]] == ["+100 *", "+Rp5"]
    assert f"by {a}: {b}" in text
    assert f"in none of these told from small: {d}" in text
    assert "no difference waves held" in text


def test_what_the_screen_leaves_out_stands_on_the_page_and_in_the_data(known: Comparison):
    assert not any("Undecided: " in line for line in lines_of(known))
    assert "Undecided: " in html_of(known)
    data = data_of(known)
    assert [row["criterion"] for row in data["answer"]] == ["effective", "owed", "waves_held"]
    assert len(data["notes"][known.names[1]]) == 1


def test_a_beaten_baseline_is_still_what_all_is_measured_by(known: Comparison):
    turned = Comparison(
        known.policies[:3], 3, known.criteria,
        known.data.isel(policy=[2, 1, 0]).assign_coords(policy=known.names[:3]), known.world,
    )  # fmt: skip
    assert front(turned) == [turned.names[1], turned.names[2]]
    (table,) = [node for node in document(turned).every(Table) if node.name == "choice"]
    assert [row[0].value for row in table.rows] == turned.names
    assert f"by {turned.names[1]}: small" in " ".join(lines_of(turned))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", MANY)
def test_it_fits_one_screen_with_its_files_however_many_policies(comparison: Comparison, count: int, lang: str):
    lines = lines_of(of(comparison, count), lang)
    lines += ["", *(f"  {line}" for line in file_lines(FILES))]
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 60


def test_files_are_told_by_folder_and_none_is_left_out():
    lines = list(file_lines(FILES))
    assert lines[0] == "out/compared/"
    assert [line for line in lines if line.strip().startswith("·") or line.endswith("·")] == []
    told = [f"{name}.{kind.strip('. ')}" for line in lines[1:] for part in line.split(" · ")
            for name, _, kinds in [part.strip().partition(".")] for kind in kinds.split(" .")]  # fmt: skip
    assert sorted(told) == sorted(file.name for file in FILES)
    assert list(file_lines([Path("a", "b.csv")])) == [str(Path("a", "b.csv"))]


@pytest.fixture(scope="module")
def crowd(comparison: Comparison) -> Comparison:
    """Thirty policies with long names: 12 on the front of all four criteria, 9 beaten by one of them, 9 noise."""
    made = of(comparison, 30)
    data, names = made.data.copy(deep=True), [one.name for one in comparison.criteria]
    noise = np.tile([1.0, -1.0], 12)
    gains = [10.0 * number for number in range(1, 13)] + [10.0 * number for number in range(1, 10)] + [0.0] * 9
    for name, sign, size in (("effective", 1, 1), ("paid_out", 1, 1e6), ("owed", 1, 1e6), ("days_waited", 1, 10)):
        outcome = data["outcome"][:, names.index(name)]
        for number, gain in enumerate(gains, start=1):
            worse = 2.0 if number > 12 else 0.0  # beaten: a little less of what is good, a little more of what is not
            kind = -worse if name in ("effective", "paid_out") else worse
            outcome[number] = outcome[0] + size * ((sign * gain + kind if gain else 0.0) + 0.2 * noise)
    old = made.names
    long = {name: f"{name} and whatever else the office decided" for name in old[1:]}
    policies = (made.policies[0], *(replace(one, name=long[one.name]) for one in made.policies[1:]))
    data = data.assign_coords(policy=[one.name for one in policies])
    return Comparison(policies, 3, comparison.criteria, data, comparison.world)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_crowd_is_counted_where_it_has_no_room(crowd: Comparison, lang: str):
    assert len(front(crowd)) == 13  # the plan gains nothing and loses nothing
    assert len(untold(crowd)) == 9
    (table,) = [node for node in document(crowd, lang).every(Table) if node.name == "choice"]
    assert (len(table.rows), len(table.shown)) == (13, 10)
    lines = lines_of(crowd, lang)
    said = " ".join(" ".join(lines).split())
    assert ("3 lagi dalam berkas" if lang == "id" else "3 more in the file") in said
    assert said.count(" dan 1 lagi" if lang == "id" else " and 1 more") == 1  # of those that chance may have made
    assert max(map(len, lines)) <= 100
    assert len(lines) + 1 + len(list(file_lines(FILES))) <= 60
