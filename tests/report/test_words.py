"""Words: both languages are complete, and numbers and dates are written as each language writes them."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from prakerja.report.common.causes import cause
from prakerja.report.common.words import LANGUAGES, Words, table
from prakerja.scenario import InputError
from prakerja.scenario.draws import values_of
from prakerja.study import Forecast
from prakerja.study.runs.answers import Probability

SAYING = [Path("model/prakerja") / floor for floor in ("report", "explorer", "cli")]
PLATFORMS = {"bukalapak", "maubelajarapa", "pintaria", "ruangguru", "sekolahmu", "sisnaker", "tokopedia", "pijar",
             "mahir", "skill", "academy"}  # fmt: skip
NAMES = {"kartu", "prakerja", "bni", "gopay", "linkaja", "dana", "ovo", "brier"} | PLATFORMS
AS_TYPED = {"observations", "file", "conflict", "error", "hindcast", "compare", "prefer", "explore", "brief", "ctrl"}
SAME_IN_BOTH = NAMES | {"hat", "model", "hub", "median", "minus", "rupiah", "target"} | AS_TYPED


def fields(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name is not None}


@pytest.mark.parametrize("key", table())
def test_every_key_is_said_in_both_languages_with_the_same_numbers_in_it(key):
    said = table()[key]
    assert sorted(said) == sorted(LANGUAGES)
    assert all(words.strip() for words in said.values())
    assert fields(said["en"]) == fields(said["id"])


def test_the_languages_share_only_the_words_that_are_the_same_in_both():
    def words_of(lang: str) -> set[str]:
        bare = " ".join(re.sub(r"\{.*?\}", "", said[lang]) for said in table().values())
        return set(re.findall(r"[a-z]{3,}", bare.lower()))

    assert words_of("en") & words_of("id") == SAME_IN_BOTH


@pytest.mark.parametrize(
    ("write", "english", "indonesian"),
    [
        (lambda words: words.people(5_600_000), "5.60 million", "5,60 juta"),
        (lambda words: words.people(5_312_499, short=True), "5.31 M", "5,31 jt"),
        (lambda words: words.people(999_999), "999,999", "999.999"),
        (lambda words: words.rupiah(19_880_000_000_000), "Rp19.88 trillion", "Rp19,88 triliun"),
        (lambda words: words.rupiah(840_000_000_000), "Rp840.00 billion", "Rp840,00 miliar"),
        (lambda words: words.rupiah(19_880_000_000, short=True), "Rp19.88 bn", "Rp19,88 M"),
        (lambda words: words.goal(5_600_000, "people"), "5.6 million", "5,6 juta"),
        (lambda words: words.goal(20_000_000_000_000, "rupiah"), "Rp20 trillion", "Rp20 triliun"),
        (lambda words: words.goal(5_600, "people"), "5,600", "5.600"),
        (lambda words: words.span((4_360_000, 5_400_000), "people", short=True), "4.36–5.40 M", "4,36–5,40 jt"),
        (lambda words: words.span((0, 20), "plain"), "0–20", "0–20"),
        (lambda words: words.percent(0.97), "97 %", "97 %"),
        (lambda words: words.percent(0.9745, 1), "97.5 %", "97,5 %"),
        (lambda words: words.day(date(2020, 10, 2)), "2 Oct", "2 Okt"),
        (lambda words: words.day(date(2020, 5, 19), year=True), "19 May 2020", "19 Mei 2020"),
        (lambda words: words.day(date(2020, 8, 7), long=True), "7 August", "7 Agustus"),
        (lambda words: words.days(1), "1 day", "1 hari"),
        (lambda words: words.days(33), "33 days", "33 hari"),
    ],
)
def test_numbers_and_dates(write, english, indonesian):
    assert write(Words("en")) == english
    assert write(Words("id")) == indonesian


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Probability(0.0, 0.00035, 2000), "0 %"),  # no "±0" where none, or all, of the futures have it
        (Probability(1.0, 0.00035, 2000), "100 %"),
        (Probability(0.9725, 0.00366, 2000), "97.2 % ±0.4"),
        (Probability(0.54, 0.0111, 2000), "54 % ±1"),  # no digit that the error swallows
        (Probability(1 / 10_000, 0.0001, 10_000), "< 0.1 %"),
        (Probability(9_999 / 10_000, 0.0001, 10_000), "> 99.9 %"),
    ],
)
def test_a_chance_has_the_digits_it_is_known_to(chance, said):
    assert Words("en").chance(chance, error=True) == said


def test_an_unknown_language_is_refused_naming_those_there_are():
    with pytest.raises(InputError, match=r"lang\s+'fr'\s+must be one of en, id"):
        Words("fr")


def test_an_unknown_key_is_refused_naming_the_nearest():
    with pytest.raises(InputError, match=r"did you mean note\.drivers\?"):
        Words()("note.driver")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_of_the_world_has_a_name_in_plain_words(national: Forecast, lang):
    words = Words(lang)
    odds = {f"{stage}_odds": 2.0 for stage in ("purchase", "completion", "validation")}
    not_shipped = {"world.hurry": {"source": "test"}, "world.classes": {"far": {"source": "test", **odds}}}
    names = {value.path: cause(value.path, words) for value in values_of(national.scenario.replace(not_shipped))}
    assert {"world.hurry.window", "world.hurry.deadline", "world.classes.far.purchase_odds"} <= set(names)
    unnamed = words("cause_part.by_path", path="")
    assert [path for path, name in names.items() if name.startswith(unnamed)] == []
    assert len(set(names.values())) == len(names)


def test_a_value_nobody_named_is_shown_by_its_path():
    assert cause("world.moon.phase", Words("en")) == "the value moon.phase"


def spoken() -> tuple[set[str], list[re.Pattern[str]]]:
    """Give the keys that the code names in full, and patterns of those it puts together: f"line.{name}"."""
    named: set[str] = set()
    patterns: set[str] = set()
    for file in (file for floor in SAYING for file in floor.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(said)) if re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", said):
                    named.add(said)
                case ast.JoinedStr(values=[ast.Constant(value=first), *_]) if re.match(r"[a-z_]+\.", str(first)):
                    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                    patterns.add("".join(parts))
    return named, [re.compile(pattern) for pattern in patterns]


def test_every_key_is_said_somewhere():
    named, patterns = spoken()
    looked_up = ("cause.", "detail.")
    unused = [key for key in table() if key not in named and not key.startswith(looked_up)
              and not any(pattern.fullmatch(key) for pattern in patterns)]  # fmt: skip
    assert unused == []
