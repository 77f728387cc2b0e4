"""One code for whole people and for expected ones; what is refused; the same numbers without a compiler."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from prakerja.programme.dice.binomial import binomial
from prakerja.programme.dice.chance import events, none_of, split, take, thin
from prakerja.programme.dice.compiled import allocating, compiled
from prakerja.programme.dice.gamma import gamma
from prakerja.programme.dice.hypergeometric import hypergeometric
from tests.dice import laws


@compiled
def day(stream, people, shares, parts, taken):
    """Everything that happens to people, as an actor's kernel would call it."""
    left = split(stream, people, shares, parts)
    take(stream, parts, left, taken)
    return thin(stream, people, 0.4), events(stream, people, 0.1, 0.3), none_of(people)


@allocating
def days(stream, people, shares, parts, taken, found):
    for i in range(len(found)):
        found[i, 0], found[i, 1], found[i, 2] = day(stream, people, shares, parts, taken)
        found[i, 3 : 3 + len(parts)] = parts
        found[i, 3 + len(parts) :] = taken


SHARES = np.array([0.2, 0.0, 0.35, 0.15])


def test_expected_people_are_the_means_of_whole_ones():
    """Of 11 means of 40,000 days, none is 4.5 standard errors off: 1 in 10,000."""
    whole, real = np.empty((40_000, 11), np.int64), np.empty((1, 11))
    days(laws.stream("days"), 1000, SHARES, np.empty(4, np.int64), np.empty(4, np.int64), whole)
    days(laws.stream("days"), 1000.0, SHARES, np.empty(4), np.empty(4), real)
    error = whole.std(axis=0) / np.sqrt(len(whole))
    assert (abs(whole.mean(axis=0) - real[0]) <= 4.5 * error + 1e-9).all()
    assert whole[:, 1].std() > 2.5 * np.sqrt(94 * 0.906)  # a factor of 30 % makes days busier and calmer


def test_expected_people_are_those_of_the_formula():
    """A gamma factor of mean 1: 1 - (1 + h cv^2)^(-1/cv^2), which is 1 - exp(-h) where days are all alike."""
    stream = laws.stream("same")
    for hazard in (0.0, 1e-9, 0.1, 5.0):
        for cv in (0.3, 2.0):
            reached = 1 - (1 + Fraction(hazard) * Fraction(cv) ** 2) ** (-1 / cv**2)
            assert events(stream, 1e6, hazard, cv) == pytest.approx(1e6 * reached, rel=1e-12, abs=1e-9)
        for cv in (0.0, 1e-6):
            assert events(stream, 1e6, hazard, cv) == pytest.approx(-1e6 * math.expm1(-hazard), rel=1e-9)


def test_expected_people_are_taken_alike_from_all_cells():
    stream, cells, taken = laws.stream("same"), np.array([1.5, 0.0, 2.5]), np.empty(3)
    for number, share in ((0.0, 0.0), (1.0, 0.25), (4.0, 1.0), (9.0, 1.0)):
        take(stream, cells, number, taken)
        assert taken.tolist() == (share * cells).tolist()
    take(stream, np.zeros(3), 1.0, taken)
    assert not taken.any()


def test_no_more_are_taken_than_there_are():
    taken = np.empty(2, np.int64)
    take(laws.stream("all"), np.array([5, 3]), 99, taken)
    assert taken.tolist() == [5, 3]


@pytest.mark.parametrize("people", [7, 7.0, 100, 100.0])
def test_nobody_is_left_over_by_rounding(people: float):
    shares = np.array([0.1] * 10 + [0.0])  # whose sum is 1 - 1e-16
    parts = np.empty(11, np.int64 if isinstance(people, int) else np.float64)
    assert split(laws.stream("rounding"), people, shares, parts) == 0
    assert parts.sum() == pytest.approx(people, rel=1e-15)
    assert parts[-1] == 0


def test_who_is_beyond_the_parts_is_left_over():
    parts = np.empty(2)
    assert split(laws.stream("left"), 10.0, np.array([0.25, 0.25]), parts) == 5
    assert parts.tolist() == [2.5, 2.5]
    assert split(laws.stream("left"), 10, np.zeros(2), np.empty(2, np.int64)) == 10
    assert split(laws.stream("left"), 0, np.array([0.5, 0.5]), np.ones(2, np.int64)) == 0


def test_what_is_certain_takes_no_random_number():
    stream = laws.stream("certain")
    before = stream.copy()
    assert [binomial(stream, n, p) for n, p in ((0, 0.5), (-1, 0.5), (9, 0.0), (9, -0.1), (9, 1.0), (9, 1.1))] == [
        *(0, 0, 0, 0, 9, 9)
    ]
    assert [hypergeometric(stream, *draw) for draw in ((0, 5, 3), (5, 0, 3), (5, 5, 0), (5, 5, 10), (5, 5, 11))] == [
        *(0, 3, 0, 5, 5)
    ]
    assert events(stream, 0, 0.5, 0.1) == events(stream, 5, 0.0, 0.1) == 0
    assert stream == before


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        binomial(laws.stream("refused"), 10, np.nan)
    for shape in (0.0, -1.0, np.nan):
        with pytest.raises(ValueError, match="above 0"):
            gamma(laws.stream("refused"), shape)


def everything() -> list[float]:
    """Return numbers of every method: few and many people, of either kind."""
    stream, found = laws.stream("everything"), []
    for people in (3, 50, 1000, 6_000_000):
        for probability in (0.001, 0.2, 0.7):
            found += [float(binomial(stream, people, probability)) for _ in range(30)]
        for number in (2, people // 2, people):
            found += [float(hypergeometric(stream, people, 2 * people, number)) for _ in range(30)]
        whole, real = np.empty((3, 11), np.int64), np.empty((1, 11))
        days(stream, people, SHARES, np.empty(4, np.int64), np.empty(4, np.int64), whole)
        days(stream, float(people), SHARES, np.empty(4), np.empty(4), real)
        found += [*whole.ravel().tolist(), *real.ravel().tolist()]
    return found + [gamma(stream, shape) for shape in (0.3, 1.0, 5.0, 1e9) for _ in range(20)]


def test_without_a_compiler_numbers_are_the_same():
    code = "from tests.dice.test_chance import everything; print([float(x).hex() for x in everything()])"
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert eval(ran.stdout) == [float(x).hex() for x in everything()]
