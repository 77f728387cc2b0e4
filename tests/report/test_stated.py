"""What shipped files state in prose is told in every language; what a user writes is told as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest

from prakerja.report.briefing.assumptions import assumptions_sheet
from prakerja.report.common.short_name import full_names
from prakerja.report.common.stated import FILES_ARE_IN, head_of, stated, stated_words
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.scenario import from_launch, load, observations_of
from prakerja.scenario.read import toml
from prakerja.scenario.shipped import preferences, scenarios
from prakerja.study.calibration.advancement import advance
from prakerja.study.comparison.levers import combined
from prakerja.study.comparison.policy import NamedPolicy

OTHERS = [lang for lang in LANGUAGES if lang != FILES_ARE_IN]
COMPOSED = {"assumption: a setting of prakerja explore", "the plan's own places"}
"""Sources that the code writes, not a file."""


def prose(tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from prose(value)
        elif key in ("title", "source"):
            yield key, value


def shipped() -> set[tuple[str, str]]:
    files = [*scenarios().values(), *preferences().values()]
    return {found for file in files for found in prose(toml(file.read_text(encoding="utf-8")))}


def whole() -> dict[str, dict[str, str]]:
    return {text: said for text, said in stated_words().items() if "{" not in text}


def test_every_title_and_source_of_what_is_shipped_is_there_in_every_language_and_nothing_else() -> None:
    assert {text for _, text in shipped()} == set(whole()) - COMPOSED
    assert all(
        sorted(said) == sorted(OTHERS) and all(map(str.strip, said.values())) for said in stated_words().values()
    )


@pytest.mark.parametrize("text", stated_words())
def test_the_same_numbers_and_braces_stand_in_it(text: str) -> None:
    def numbers(said: str) -> list[str]:
        return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", said)))

    def braces(said: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(said) if name}

    for said in stated_words()[text].values():
        assert numbers(said) == numbers(text)
        assert braces(said) == braces(text)


def test_titles_are_shortened_where_the_english_ones_are() -> None:
    titles = [text for key, text in shipped() if key == "title"]
    for lang in OTHERS:
        heads = {head_of(text): head_of(stated(text, Words(lang))) for text in titles if head_of(text) != text}
        assert all(stated(head, Words(lang)) == said for head, said in heads.items())
        assert len(set(heads.values())) == len(heads)


@pytest.mark.parametrize("lang", OTHERS)
def test_every_shipped_scenario_has_its_title_and_sources_in_that_language(lang: str) -> None:
    words, said = Words(lang), {text for entry in stated_words().values() for text in entry.values()}
    for name, file in scenarios().items():
        scenario = load(file)
        assert stated(scenario.title, words) in said, name
        assert {row[-1] for row in assumptions_sheet(scenario, words).rows} <= said, name
    policies = [
        NamedPolicy(file.stem, load(file)) for name, file in scenarios().items() if name.startswith("policies/")
    ]
    assert set(full_names(policies, words).values()) <= said


def test_what_the_code_composes_is_told_too() -> None:
    words, plan = Words("id"), load("prakerja-2020")
    pair = ("over-select", "pay-every-day")
    both = combined(plan, [load(one) for one in pair], [pair])[pair]
    assert stated(both.title, words) == "Pilih berlebih + Mitra membayar setiap hari mulai 1 Oktober"
    assert stated(from_launch(plan).title, words).endswith("keadaan per 4 September, sejak hari pertama")
    later = advance(plan, date(2020, 10, 14), observations_of(plan))
    said = {str(row[-1]) for row in assumptions_sheet(later, words).rows}
    assert "800.000 terpilih, terbit 18 Sep 2020" in said


def test_a_users_own_text_stands_as_it_is() -> None:
    for own in ("Setengah kuota", "Alpha + Beta", "=1+1", "{n}", "about 12 selected, published soon", ""):
        assert {stated(own, Words(lang)) for lang in LANGUAGES} == {own}
