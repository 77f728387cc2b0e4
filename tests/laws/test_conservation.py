"""Whatever the world, people and rupiah are conserved and the rules are kept, on every day and in every future."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from prakerja.programme import SERIES, Chance, Dice, Expectation
from prakerja.scenario import Scenario
from tests.laws import money, people, rules
from tests.laws.played import Played, play
from tests.laws.worlds import worlds
from tests.person.chancy import CHANCY, chancy
from tests.worlds.tiny import tiny

LAWS = people.LAWS + money.LAWS + rules.LAWS


@pytest.mark.parametrize("chance", [Dice, Expectation])
@settings(max_examples=80)
@given(world=worlds())
def test_every_law_holds_every_day(chance: type[Chance], world: Scenario) -> None:
    """In 80 worlds that switch all rules on and off, three futures each."""
    keeps_the_laws(play(world, chance))


@pytest.mark.parametrize("chance", [Dice, Expectation])
@pytest.mark.parametrize("name", CHANCY)
def test_every_law_holds_in_the_known_worlds(chance: type[Chance], name: str) -> None:
    keeps_the_laws(play(chancy(name), chance))


def keeps_the_laws(played: Played) -> None:
    for law in LAWS:
        law(played)


@pytest.mark.parametrize("name", [name for name, series in SERIES.items() if series.sort != "wait"])
def test_no_series_can_be_wrong_by_one_unnoticed(name: str) -> None:
    """One person, payment or rupiah too many on a quiet day, in one future: some law is broken.

    In the known world with every rule but payments brought forward, for which the backlog is known from one side only.
    """
    played = play(tiny({**CHANCY["all"], "policy.payment.blackouts": {}}), Dice)
    keeps_the_laws(played)
    played[name][70, ..., 1] += 1
    with pytest.raises(AssertionError):
        keeps_the_laws(played)
