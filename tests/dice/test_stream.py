"""Streams are bit for bit those of numpy."""

from __future__ import annotations

import hashlib
import time

import numpy as np
import pytest

from prakerja.programme.dice.stream import STATE, bits, inside, streams, uniform

SEEDS = (0, 1, 2**32 - 1, 2**32, 2**63, 2**64 - 1)
DRAWS = (0, 7, 10**6, 2**32 - 1, 2**32, 2**62)


def of_numpy(seed: int, draw: int, name: str) -> np.random.SFC64:
    named = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    return np.random.SFC64(np.random.SeedSequence([seed, draw, named]))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["", "training", "Jawa Barat — tanggal"])
def test_states_and_numbers_are_those_of_numpy(seed: int, name: str):
    ours = streams(seed, np.array(DRAWS), name)
    assert ours.dtype == STATE
    for draw, stream in zip(DRAWS, ours, strict=True):
        theirs = of_numpy(seed, draw, name)
        assert list(stream.tolist()) == theirs.state["state"]["state"].tolist()
        assert [int(bits(stream)) for _ in range(20)] == theirs.random_raw(20).tolist()
        assert [uniform(stream) for _ in range(20)] == np.random.Generator(theirs).random(20).tolist()


def test_what_a_stream_gave_stands_in_the_array():
    ours = streams(1, np.array([0, 1]), "training")
    before = ours.copy()
    bits(ours[0])
    assert ours[0] != before[0]
    assert ours[1] == before[1]


def test_a_name_of_few_bits_is_one_word_less():
    """The name's number below 2**32, which happens once in 4 thousand million names, is given as numpy would."""
    from prakerja.programme.dice import stream as module

    found = np.empty(2, STATE)
    module._seed_all(module._words(3), np.array([5, 2**40]), module._words(9), found)
    for draw, ours in zip((5, 2**40), found, strict=True):
        theirs = np.random.SFC64(np.random.SeedSequence([3, draw, 9]))
        assert list(ours.tolist()) == theirs.state["state"]["state"].tolist()


def test_numbers_inside_have_logarithms():
    stream = np.zeros(1, STATE)[0]
    assert inside(stream) == 2.0**-53  # all bits zero
    stream["a"], stream["b"] = 2**64 - 1, 0
    stream["counter"] = 0
    assert inside(stream) == 1 - 2.0**-53


def test_nothing_is_negative():
    for seed, draw in ((-1, 0), (0, -1)):
        with pytest.raises(ValueError, match="0 or more"):
            streams(seed, np.array([draw]), "training")


def test_a_stream_costs_less_than_a_microsecond():
    draws = np.arange(100_000)
    streams(1, draws[:1], "training")
    begun = time.perf_counter()
    streams(1, draws, "training")
    assert time.perf_counter() - begun < 0.1 * 5  # 50 ns each; other processes may have the machine for a while
