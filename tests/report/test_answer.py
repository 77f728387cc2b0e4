"""The answer: one screen, the numbers of the forecast, the same as text, on a terminal and on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

import prakerja.report
from prakerja.report import html_of, lines_of, print_result, text_of
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.study import Forecast


def called(outlook: Forecast, name: str) -> Forecast:
    return Forecast(replace(outlook.ensemble, scenario=outlook.scenario.replace({}, name=name)))


def row(outlook: Forecast, begins: str) -> str:
    return next(line for line in lines_of(outlook) if line.strip().startswith(begins))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_one_screen(outlook: Forecast, lang):
    lines = lines_of(outlook, lang)
    assert len(lines) <= 32
    assert max(map(len, lines)) <= 100


def test_it_begins_with_what_it_is_the_answer_of(national: Forecast):
    said = " · ".join(lines_of(national)[:2])
    assert said == (
        "Kartu Prakerja 2020 · scenario prakerja-2020 as of 4 Sep 2020 · assumptions alone: nothing learnt · "
        "32 futures · seed 2020"
    )


def test_the_three_counts_each_have_chance_expected_range_and_day(national: Forecast):
    words = Words("en")
    for name, begins in {"selected": "5.6 M sel", "effective": "5.6 M eff", "paid_once": "5.6 M paid"}.items():
        said = row(national, begins)
        found = national.range(name, "2020-12-31")
        assert words.chance(national.chance(name), error=True) in said
        assert words.people(found.expected, short=True) in said
        assert words.span(found.ranges[90], "people", short=True) in said
    assert "not by 31 Mar 2021" in row(national, "5.6 M paid")
    assert words.day(national.reached("selected").median) in row(national, "5.6 M sel")


def test_a_count_reached_in_few_futures_only_says_so(small: Forecast):
    highest = small.series("effective").max()
    goal = small.scenario.replace({"policy.target.recipients": int(highest)})
    said = row(Forecast(replace(small.ensemble, scenario=goal)), f"{int(highest):,} effective")
    assert "if ever, " in said


def test_the_three_sums_of_money(national: Forecast):
    words = Words("en")
    for name, begins in {"committed": "commitments", "paid_out": "paid out", "owed": "earned"}.items():
        found = national.range(name)
        assert words.rupiah(found.expected, short=True) in row(national, begins)
        assert words.span(found.ranges[90], "rupiah", short=True) in row(national, begins)
    assert f"{words.percent(national.absorption().expected)} (" in row(national, "paid out")


def test_the_jam_the_drivers_and_the_errors(national: Forecast):
    jam, words = national.jam, Words("en")
    assert jam is not None
    said = text_of(national)
    assert f"payment partners, {words.day(jam.first)}–{words.day(jam.last)}: peak" in said
    assert f"median {words.days(national.first_wait(0.5).median)} (" in said
    assert f"({national.drivers[0].correlation:+.2f})" in said
    assert "each chance ± one standard error; halving it takes 128 draws" in said


def test_where_nobody_waits_it_says_so(small: Forecast):
    empty = small.ensemble.data.copy()
    for queue in ("backlog", "platform_waiting", "institution_waiting"):
        empty[queue] = empty[queue] * 0
    assert "nowhere: nobody waits" in row(Forecast(replace(small.ensemble, data=empty)), "it jams at")


def test_a_terminal_and_repr_show_the_same_lines(small: Forecast):
    screen = StringIO()
    print_result(small, lang="id", console=Console(file=screen, width=100))
    assert screen.getvalue().rstrip("\n") == text_of(small, "id")
    assert repr(small) == text_of(small)
    assert "\x1b" not in repr(small)


def test_the_page_holds_every_cell_and_no_markup_of_a_name(small: Forecast):
    page = html_of(called(small, "<b>mine</b>"))
    assert "&lt;b&gt;mine" in page
    assert "<b>" not in page
    assert page.count("<tr>") == 7 + 6  # and how much of the target
    assert small._repr_html_() == html_of(small)
    text = re.sub(r"<[^>]+>", "", html_of(small))
    assert Words("en").people(small.range("effective").expected, short=True) in text


def test_a_long_name_is_shortened(small: Forecast):
    lines = lines_of(called(small, "mine with " + "policy.quota.places=400000 " * 20))
    assert len(lines) <= 32
    assert max(map(len, lines)) <= 100


def test_what_is_announced_is_there():
    assert all(hasattr(prakerja.report, name) for name in prakerja.report.__all__)
