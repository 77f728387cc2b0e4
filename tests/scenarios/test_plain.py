"""Money in words, dates and day numbers, working days, dotted paths."""

from datetime import date

import pytest

from prakerja.scenario.days import Days
from prakerja.scenario.money import in_words, parse_rupiah
from prakerja.scenario.paths import join, split

YEAR = Days(date(2020, 4, 11), date(2021, 3, 31))


@pytest.mark.parametrize(
    ("words", "rupiah"),
    [
        (600_000, 600_000),
        ("Rp600,000", 600_000),
        ("Rp 600_000", 600_000),
        ("rp20 Triliun", 20_000_000_000_000),
        ("Rp5.60 trillion", 5_600_000_000_000),
        ("Rp3.55 juta", 3_550_000),
        ("Rp0.11 miliar", 110_000_000),
        ("Rp50 ribu", 50_000),
        ("Rp0.000001 million", 1),
    ],
)
def test_money_in_the_words_of_the_press(words, rupiah):
    assert parse_rupiah(words) == rupiah


@pytest.mark.parametrize(
    "odd", ["20 triliun", "Rp20 zillion", "Rp-5", "Rp1.2.3", "Rp", 3.0, True, None, "Rp0.5", "Rp٣"]
)
def test_what_is_no_whole_rupiah(odd):
    with pytest.raises(ValueError, match="whole rupiah"):
        parse_rupiah(odd)


@pytest.mark.parametrize("rupiah", [0, 1, 600_000, 3_550_000, 16_825_000_000, 20 * 10**12, 1_234_567_891, 10**15])
def test_money_written_is_read_back_without_loss(rupiah):
    assert parse_rupiah(in_words(rupiah)) == rupiah


@pytest.mark.parametrize(
    ("rupiah", "words"),
    [
        (20 * 10**12, "Rp20 trillion"),
        (672_497_800_000, "Rp672.4978 billion"),
        (3_550_000, "Rp3.55 million"),
        (1_234_567_891, "Rp1,234,567,891"),
        (600_000, "Rp600,000"),
    ],
)
def test_money_is_written_short_where_nothing_is_lost(rupiah, words):
    assert in_words(rupiah) == words


def test_day_numbers_count_from_the_launch():
    assert len(YEAR) == 355  # 264 days to the year end, 90 to the end of March, and day 0
    assert YEAR.number(date(2020, 12, 31)) == 264
    assert YEAR.number(date(2020, 4, 10)) == -1
    assert all(YEAR.number(day) == n for n, day in enumerate(YEAR.dates))
    assert YEAR.dates[-1] == date(2021, 3, 31)


def test_banks_rest_on_weekends_and_holidays():
    working = YEAR.working()
    resting = [date(2020, 8, 16), date(2020, 8, 17), date(2020, 12, 25), date(2021, 1, 1)]  # 17 August: independence
    assert not working[[YEAR.number(day) for day in resting]].any()
    assert working[[YEAR.number(date(2020, 8, 18)), YEAR.number(date(2020, 12, 23))]].all()


@pytest.mark.parametrize(
    "keys", [["world", "platforms", "pijar mahir", "weight"], ["as_of"], ["a", 'DKI "x'[:3], "b-c_1"]]
)
def test_a_path_joined_is_split_again(keys):
    assert split(join(keys)) == keys


@pytest.mark.parametrize("path", ["", ".", "a..b", ".a", "a.", 'a."b', 'a."b"c.d'])
def test_what_is_no_path(path):
    with pytest.raises(ValueError, match="no dotted path"):
        split(path)
