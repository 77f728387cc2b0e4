"""How parts of a target are told: on the screen, on the page and as data, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from prakerja.report import data_of, html_of, lines_of, text_of
from prakerja.report.common.words import Words
from prakerja.scenario import load
from prakerja.study import Forecast, forecast
from prakerja.study.forecasting.recycling import OTHERWISE

SMALL = "scenarios/small.toml"


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(SMALL, draws=40, seed=3, workers=1, cache=None)


def table(found: Forecast, lang: str = "en") -> list[str]:
    lines = [line.strip() for line in lines_of(found, lang)]
    start = next(n for n, line in enumerate(lines) if "95 %: " in line)
    return lines[start : lines.index("", start)]


@pytest.mark.parametrize(
    ("lang", "begins"),
    [
        ("en", ["chance by 31 Dec", "selected", "effective", "places given again", "paid at", "places given again"]),
        ("id", ["peluang per 31 Des", "terpilih", "efektif", "kuota dipakai lagi", "dibayar", "kuota dipakai lagi"]),
    ],
)
def test_each_count_has_a_row_and_what_giving_again_would_change(found: Forecast, lang, begins) -> None:
    lines = table(found, lang)
    assert [line.startswith(begin) for line, begin in zip(lines, begins, strict=True)] == [True] * 6
    words = Words(lang)
    rows = {(aim.count, aim.planned): line for aim, line in _rows(found, lines)}
    for aim in found.aims:
        if aim.planned or aim.count != "selected":
            said = words.chance(aim.chance, error=True) + (f", {words.day(aim.day)}" if aim.day else "")
            assert said in rows[aim.count, aim.planned]


def _rows(found: Forecast, lines: list[str]):
    shown = [aim for aim in found.aims if aim.share == 1 and (aim.planned or aim.count != "selected")]
    order = [("selected", True), ("effective", True), ("effective", False), ("paid_once", True), ("paid_once", False)]
    return zip(sorted(shown, key=lambda aim: order.index((aim.count, aim.planned))), lines[1:], strict=True)


def test_the_head_says_how_many_people_each_part_is(found: Forecast) -> None:
    assert re.split(r"\s{2,}", table(found)[0])[1:] == ["95 %: 5,320", "98 %: 5,488", "100 %: 5,600"]


def noted(text: str) -> str:
    return " ".join(text.split())


def test_what_it_hangs_on_is_said_where_it_is_true(found: Forecast) -> None:
    said = noted(text_of(found))
    assert "pays for 5,602 packages: 5,600 selected hangs on a rounding" in said
    assert "5,600 effective means that not one is revoked" in said
    assert "given again from 10 Sep: 10 or more a wave" in said


@pytest.mark.parametrize(
    ("changes", "there", "not_there"),
    [
        ({"policy.target.recipients": 5_000}, "not one is revoked", "hangs on a rounding"),
        ({"policy.target.recipients": 5_800}, "5,800 effective cannot be", "hangs on a rounding"),
        ({"policy.target.recipients": 3_000}, "given again", "not one is revoked"),
        ({"policy.benefits.training": "Rp2 million"}, "packages at a time: 5,600 effective cannot be", "rounding"),
    ],
)
def test_and_nowhere_else(found: Forecast, changes, there, not_there) -> None:
    other = Forecast(replace(found.ensemble, scenario=found.scenario.replace(changes)))
    said = noted(text_of(other))
    assert there in said
    assert not_there not in said


def test_a_plan_that_recycles_shows_what_it_gains() -> None:
    scenario = load(SMALL).replace(
        {"policy.quota": load("scenarios/policies/recycle-revoked.toml").policy.quota.model_dump()}
    )
    said = text_of(forecast(scenario, draws=4, workers=1, cache=None))
    assert said.count("places not given again") == 2
    assert "given again from 10 Sep: 10,000 or more a wave" in noted(said)
    assert "not one is revoked" not in said


def test_without_the_other_plan_there_are_three_rows(found: Forecast) -> None:
    names = [name for name in found.ensemble.data if str(name).startswith(OTHERWISE)]
    bare = Forecast(replace(found.ensemble, data=found.ensemble.data.drop_vars(names)))
    assert len(table(bare)) == 4
    assert "given again" not in text_of(bare)
    assert html_of(bare).count("<tr>") == 7 + 4


def test_the_page_holds_every_cell(found: Forecast) -> None:
    text = re.sub(r"<[^>]+>", "|", html_of(found))
    for line in table(found):
        assert all(cell in text for cell in re.split(r"\s{2,}", line))


def test_the_data_hold_every_number(found: Forecast) -> None:
    data = data_of(found)
    assert data["headroom"] == {
        "target": 5600, "packages": 5602, "precision": 50.0, "no_more": True, "hangs_on_rounding": True,
        "falls_short": False,
    }  # fmt: skip
    assert len(data["targets"]) == 18
    for aim, told in zip(found.aims, data["targets"], strict=True):
        assert told["chance"]["probability"] == aim.chance.probability
        assert told["day"] == (aim.day.isoformat() if aim.day else None)
        assert (told["count"], told["recycling"], told["planned"]) == (aim.count, aim.recycling, aim.planned)
