"""What drives an answer, told and drawn: the numbers are those found, nothing overlaps, whatever there is to say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from prakerja.report import data_of, html_of, save_figures, text_of
from prakerja.report.common.words import LANGUAGES, Words, table
from prakerja.report.figures import FIGURES
from prakerja.report.sensitivity.driving import LONGEST_CAUSE
from prakerja.scenario import load
from prakerja.scenario.draws import draw_world
from prakerja.study import Drivers
from prakerja.study.runs.quantities import QUANTITIES
from prakerja.study.sensitivity.information_value import Question, Worth
from prakerja.study.sensitivity.sobol import Index
from prakerja.study.sensitivity.tornado import Swing, Tornado
from tests.report.test_figures import clashes, cut, drawn, texts, words_of

FINISH, BNI, SLOW = "world.completion.probability", "world.partners.bni.daily_capacity", "world.purchase.lag.median"
LONG = "world.eras.spring.validation.lag.p90_over_median"  # the longest name

DRIVING = FIGURES[Drivers]


def question(name: str, mean: float, variance: float, at_least: float | None = None, share: float = 0.36) -> Question:
    worth = (Worth(BNI, share, share, 0.03), Worth(FINISH, 0.12, 0.12, 0.02), Worth(LONG, 0.0, 0.04, 0.03))
    return Question(name, at_least, mean, variance, 0.05, worth if variance else ())


@pytest.fixture(scope="module")
def found() -> Drivers:
    """National numbers, made up, with a value that does the same at either end."""
    scenario = load("scenarios/prakerja-2020.toml")
    world = draw_world(scenario, 64, seed=1)
    swings = [
        Swing(FINISH, 0.75, 0.98, 3.5e6, 4.5e6),
        Swing(BNI, 15_000, 150_000, 3.6e6, 4.2e6),
        Swing(SLOW, 1.41, 11.3, 4.3e6, 3.9e6),
        Swing(LONG, 2.2, 5.8, 4.25e6, 4.35e6),
        *(Swing(f"world.partners.{name}.failure", 0.01, 0.1, 4.2e6 + 1, 4.2e6) for name in ("bni", "ovo", "gopay")),
        Swing("world.registration.interested", 35e6, 120e6, 4.2e6, 4.2e6),
    ]
    indices = (
        Index((FINISH,), 0.2, (0.1, 0.3), 0.25, (0.2, 0.3)),
        Index((BNI,), 0.3, (0.2, 0.4), 0.45, (0.35, 0.55)),
        Index((LONG,), -0.01, (-0.03, 0.01), 0.001, (0.0, 0.002)),
        Index(("world.survey.response", "world.joining.again"), 0.1, (0.0, 0.2), 0.12, (0.1, 0.15)),
    )
    asked = (
        question("selected", 1.0, 0.0, 5.6e6),
        question("effective", 0.4, 0.24, 5.6e6),
        question("paid_once", 0.0, 0.0, 5.6e6),
        question("paid_once", 3.7e6, 0.25e12),
        question("owed", 4e12, 1e24),
    )
    values = 3.7e6 + world[FINISH]
    origin, swung = {"nothing_learnt": "prior"}, Tornado(4.2e6, tuple(swings))
    return Drivers(scenario, "paid_once", 7, world, values, origin, swung, indices, asked, 999)


@pytest.fixture(params=["as it is", "given", "owed alone", "nothing tells", "certain"])
def any_found(request: pytest.FixtureRequest, found: Drivers) -> Drivers:
    quiet = tuple(replace(q, worth=tuple(replace(w, share=0.0) for w in q.worth)) for q in found.questions)
    certain = tuple(replace(q, variance=0.0, worth=()) for q in found.questions)
    return {
        "as it is": found,
        "given": replace(found, origin={"draws_from": "given"}),
        "owed alone": replace(found, outcome="owed", questions=found.questions[:3] + found.questions[4:]),
        "nothing tells": replace(found, questions=quiet),
        "certain": replace(found, questions=certain, indices=(), tornado=Tornado(4.2e6, found.tornado.swings[-1:])),
    }[request.param]


def test_the_sentence_comes_first_with_its_numbers(found: Drivers):
    said = " ".join(text_of(found).split())
    sentence = (
        "On 31 December the number of people paid at least once hangs most on payments BNI can make a day, share of "
        "the buyers who finish and slowest against typical time from finish to validation, spring; the first by itself "
        "takes it from 3.60 million to 4.20 million. To foresee the money still owed to people, measure first: "
        "payments BNI can make a day; the typical error would fall from Rp1.00 trillion to Rp0.80 trillion."
    )  # sqrt(1 - 0.36) = 0.8
    assert sentence in said
    assert "whether 5.6 million are effective (not revoked) (40 %): payments BNI can make a day would take 36 %" in said


def test_where_the_target_is_not_open_every_count_says_so(found: Drivers):
    sure = tuple(replace(q, mean=float(q.mean > 0.5)) if q.at_least else q for q in found.questions)
    said = " ".join(text_of(replace(found, questions=sure)).split())
    assert (
        "whether 5.6 million are reached is not open: selected 100.0 %, effective (not revoked) 0.0 %, "
        "paid at least once 0.0 %; nothing measured would change the answer"
    ) in said
    assert len(replace(found, questions=sure).plot("worth").child_axes) == 2


def test_the_table_is_ranked_by_the_part_a_value_shares_in(found: Drivers):
    lines = text_of(found).splitlines()
    begins = [line.strip()[:20] for line in lines if re.search(r"\d+ % \(\d", line)]
    assert begins == ["payments BNI can mak", "share of the buyers ", "slowest against typi", "the other 2 values, "]
    assert re.search(r"payments BNI can make a day +3.60–4.20 M +30 % +45 % \(35–55\) ", "\n".join(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_one_screen_and_a_page_holds_the_same(any_found: Drivers, lang):
    lines = text_of(any_found, lang).splitlines()
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 100
    page = re.sub(r"<[^>]+>", " ", html_of(any_found, lang))
    assert words_of(page) == words_of(" ".join(lines))


@pytest.mark.parametrize("figure", DRIVING)
def test_no_text_lies_on_another_or_is_cut(any_found: Drivers, found: Drivers, figure):
    for ax in [any_found.plot(figure, lang="id"), *([found.plot(figure)] if any_found is found else [])]:
        assert clashes(ax) == []
        assert cut(ax) == []


def test_the_tornado_has_two_halves_a_row_that_meet_at_the_middle(found: Drivers):
    (bars,) = found.plot("tornado").child_axes
    low, high = drawn(bars, "-low"), drawn(bars, "-high")
    assert list(low) == list(high) == [swing.path for swing in found.tornado.swings if swing.size]
    assert (low[FINISH].get_x() + low[FINISH].get_width(), low[FINISH].get_x()) == pytest.approx((3.5, 4.2))
    assert high[BNI].get_width() == pytest.approx(0, abs=1e-9)
    said = [text.get_text() for text in texts(found.plot("tornado"))]
    assert {"5 %: 0.75", "95 %: 0.98", "15,000", "150,000", "all at the middle: 4.20 million"} <= set(said)


def test_the_indices_are_drawn_with_their_intervals_and_the_others_last(found: Drivers):
    (bars,) = found.plot("sobol").child_axes
    alone, total, span = drawn(bars, "-alone"), drawn(bars, "-total"), drawn(bars, "-total-range")
    assert list(alone) == list(total) == [BNI, FINISH, LONG, "others"]
    assert [bar.get_width() for bar in total.values()] == pytest.approx([45, 25, 0.1, 12])
    assert span[BNI].get_xdata() == pytest.approx([35, 55])


def test_what_is_worth_measuring_has_a_chart_a_question_with_its_noise(found: Drivers):
    charts = found.plot("worth").child_axes
    assert [chart.get_title(loc="left").replace("\n", " ") for chart in charts] == [
        "the money still owed to people, known to ±Rp1.00 trillion",
        "the number of people paid at least once, known to ±0.50 million",
        "whether 5.6 million are effective (not revoked): chance 40 %",
    ]
    bars = drawn(charts[0], BNI)
    assert [bar.get_width() for bar in bars.values()] == pytest.approx([36])
    hollow, filled = (drawn(charts[0], path)["owed-"].get_facecolor()[:3] for path in (LONG, BNI))
    assert hollow == (1, 1, 1) != filled
    (noise,) = [line for line in charts[0].lines if line.get_gid() == "noise"]
    assert noise.get_xdata()[0] == pytest.approx(5)
    assert "to ±Rp0.80 T" in [text.get_text() for text in charts[0].texts]


def test_no_english_is_left_in_indonesian(found: Drivers):
    english = {word for said in table().values() for word in words_of(said["en"])}
    both = {word for said in table().values() for word in words_of(said["id"])} | {"others", "spring", "skill"}
    figures = " ".join(text.get_text() for name in DRIVING for text in texts(found.plot(name, lang="id")))
    assert (words_of(figures) | words_of(text_of(found, "id"))) & (english - both) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quantity_can_be_asked_about(lang):
    names = {Words(lang)(f"quantity.{name}") for name in QUANTITIES}
    assert len(names) == len(QUANTITIES)


def test_as_data_nothing_is_lost(found: Drivers):
    data = data_of(found)
    assert [row["value"] for row in data["values"]] == [swing.path for swing in found.tornado.swings]
    assert data["values"][1]["sobol_total_high"] == 0.55
    assert data["values"][3]["rank_correlation"] == pytest.approx(0, abs=0.5)
    assert data["values"][2]["tells_owed"] is None  # the purchase lag, of which nothing is told here
    assert data["together"][0]["paths"] == ["world.survey.response", "world.joining.again"]
    assert data["questions"][1]["worth"][0] == {"path": BNI, "share": 0.36, "estimate": 0.36, "error": 0.03}


def test_every_figure_is_written_in_both_formats(found: Drivers, tmp_path):
    files = save_figures(found, tmp_path / "new")
    assert [file.name for file in files] == [f"{name}.{kind}" for name in DRIVING for kind in ("svg", "png")]
    assert sorted((tmp_path / "new").iterdir()) == sorted(files)
    assert files[0].read_text().rstrip().endswith("</svg>")


def test_a_wait_is_told_in_days(found: Drivers):
    waits = replace(found.questions[3], name="wait_mean", mean=12.0, variance=9.0)
    asked = (*found.questions[:3], waits, found.questions[4])
    ends = tuple(replace(s, at_low=s.at_low / 1e6, at_high=s.at_high / 1e6) for s in found.tornado.swings)
    days = replace(found, outcome="wait_mean", questions=asked, tornado=Tornado(4.2, ends), values=np.arange(64.0))
    assert "known to ±3.0 days" in text_of(days)
    assert "days" in [text.get_text() for text in texts(days.plot("tornado"))]
    assert clashes(days.plot("worth")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_change_is_named_in_full(language):
    """A name that is cut loses its last word, here the one that says since when."""
    named = {key: said[language] for key, said in table().items() if key.startswith("cause.change.")}
    assert named
    assert {key: name for key, name in named.items() if len(name) > LONGEST_CAUSE} == {}
