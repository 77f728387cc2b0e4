"""The sentence: each case is told from the others, says how sure it is, and holds the numbers of the forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.forecasting.finding import Finding, how_likely
from prakerja.study import Forecast
from prakerja.study.runs.answers import Probability, Range, Reached


def chance(probability: float) -> Probability:
    return Probability(probability, 0.0003, 2000)


def around(middle: float, width: float, unit: str) -> Range:
    ends = {level: (middle - width, middle + width) for level in (50, 80, 90)}
    return Range(middle, middle, ends, unit)


FINDING = Finding(
    target=5_600_000,
    by=date(2020, 12, 31),
    ceiling=20_000_000_000_000,
    selected=around(5_600_000, 0, "persons"),
    effective=around(4_980_000, 420_000, "persons"),
    paid=around(3_690_000, 860_000, "persons"),
    chance_selected=chance(0.995),
    chance_effective=chance(0.001),
    chance_paid=chance(0.0),
    within=chance(1.0),
    reached=Reached(chance(0.03), date(2020, 10, 1), date(2020, 9, 24), date(2020, 10, 22)),
    committed=around(19_880_000_000_000, 0, "rupiah"),
    paid_out=around(9_350_000_000_000, 2_900_000_000_000, "rupiah"),
    owed=around(4_030_000_000_000, 2_700_000_000_000, "rupiah"),
)

NEVER = Reached(chance(1.0), None, None, None)
LATE = Reached(chance(0.1), date(2021, 2, 4), date(2021, 1, 7), date(2021, 3, 4))

TARGETS = {
    "met": {"chance_effective": chance(0.995), "chance_paid": chance(0.993)},
    "unpaid": {"chance_effective": chance(0.995), "chance_paid": chance(0.5)},
    "on_paper": {},
    "effective_open": {"chance_effective": chance(0.5)},
    "open": {"chance_selected": chance(0.5)},
    "ceiling": {"chance_selected": chance(0.001), "within": chance(0.4), "reached": NEVER},
    "late": {"chance_selected": chance(0.001), "reached": LATE},
    "missed": {"chance_selected": chance(0.001), "reached": NEVER},
}
MONEY = {
    "arrears": {},
    "unspent": {"owed": around(300_000_000_000, 200_000_000_000, "rupiah")},
    "paid": {
        "owed": around(300_000_000_000, 200_000_000_000, "rupiah"),
        "paid_out": around(18_500_000_000_000, 500_000_000_000, "rupiah"),
    },
}


@pytest.mark.parametrize("case", TARGETS)
def test_each_case_of_the_target_is_told_from_the_others(case):
    assert replace(FINDING, **TARGETS[case]).target_case == case


@pytest.mark.parametrize("case", MONEY)
def test_each_case_of_the_money_is_told_from_the_others(case):
    assert replace(FINDING, **MONEY[case]).money_case == case


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("target", "money"), list(product(TARGETS, MONEY)))
def test_every_sentence_is_complete_and_fits_three_lines(target, money, lang):
    said = replace(FINDING, **TARGETS[target], **MONEY[money]).sentence(Words(lang))
    assert "{" not in said
    assert "  " not in said
    assert said.endswith(".")
    assert len(wrapped(said, 98)) <= 3


def test_the_sentence_of_a_target_that_is_reached_on_paper_only():
    assert FINDING.sentence(Words("en")) == (
        "On paper the target of 5.6 million by 31 December will almost certainly be reached; net of the revoked it "
        "will almost certainly not be: 4.98 million (4.56–5.40) are expected. By year end 47 % of Rp20 trillion is "
        "expected to be paid out, and Rp4.03 trillion still owed to people."
    )
    assert FINDING.sentence(Words("id")).startswith(
        "Di atas kertas target 5,6 juta per 31 Desember hampir pasti tercapai; tanpa yang dicabut hampir pasti "
        "tidak tercapai: diperkirakan 4,98 juta (4,56–5,40)."
    )


def test_when_the_ceiling_binds_the_sentence_says_in_how_many_futures():
    said = replace(FINDING, **TARGETS["ceiling"]).sentence(Words("en"))
    assert said.startswith("The ceiling binds, a wave is cut in 60.0 % of futures: the target of 5.6 million")


def test_a_late_target_is_given_its_day():
    assert "about 4 February 2021" in replace(FINDING, **TARGETS["late"]).sentence(Words("en"))


@pytest.mark.parametrize(
    ("probability", "error", "word"),
    [
        (1.0, 0.0003, "almost_certain"),
        (1.0, 0.03, "very_likely"),  # sixteen of sixteen futures are not yet almost certain
        (0.91, 0.006, "very_likely"),
        (0.91, 0.02, "likely"),
        (0.67, 0.02, "open"),
        (0.32, 0.02, "open"),
        (0.2, 0.02, "unlikely"),
        (0.05, 0.02, "very_unlikely"),
        (0.0, 0.0003, "almost_impossible"),
    ],
)
def test_a_word_for_a_chance_holds_even_if_it_is_off_by_its_error(probability, error, word):
    assert how_likely(Probability(probability, error, 2000)) == word


def test_the_finding_of_a_forecast_holds_its_numbers(national: Forecast):
    finding = Finding.of(national)
    assert finding.chance_effective == national.chance("effective", at_least=5_600_000, by="2020-12-31")
    assert finding.paid.expected == pytest.approx(national.values("paid_once", "2020-12-31").mean())
    assert finding.effective.expected == pytest.approx(national.values("effective", "2020-12-31").mean())
    assert finding.selected.expected == pytest.approx(national.values("selected", "2020-12-31").mean())
    assert finding.committed.expected == pytest.approx(national.values("committed", "2020-12-31").mean())
    assert finding.paid_out.expected == pytest.approx(national.values("paid_out", "2020-12-31").mean())
    assert finding.owed.expected == pytest.approx(national.values("owed", "2020-12-31").mean())
    assert finding.within == national.chance_within_ceiling()
    assert Words("en").people(finding.effective.expected) in finding.sentence(Words("en"))


def test_a_target_that_a_real_forecast_meets_is_said_to_be_met(small: Forecast):
    ensemble = replace(small.ensemble, scenario=small.scenario.replace({"policy.target.recipients": 2_000}))
    assert Finding.of(Forecast(ensemble)).target_case == "met"
