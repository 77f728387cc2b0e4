"""Streams of random numbers: SFC64, one for each (seed, draw, name), which no other actor or draw can shift.

The generator is Chris Doty-Humphrey's SFC64 (PractRand 0.94), seeded as numpy's `SeedSequence` does it, which is
Melissa O'Neill's `seed_seq_fe` ("Developing a seed_seq alternative", 2015): bit for bit numpy's own, without an object
for each.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numba.extending import overload
from numpy.typing import NDArray

from prakerja.programme.dice.compiled import allocating, compiled, inlined

STATE = np.dtype([(part, np.uint64) for part in ("a", "b", "c", "counter")])
"""The state of a stream; in an array of them, four unsigned numbers in a row."""
Stream = np.void
"""An element of an array of states, which changes with every number that is drawn.

It is no array of four numbers: numba counts who holds an array, which takes as long as drawing a number.
"""
_Words = NDArray[np.uint64]

# Numbers stay unsigned only beside unsigned ones: numba makes a float of an unsigned and a signed integer.
_0, _1, _3, _11, _12, _16, _24, _32, _40 = (np.uint64(n) for n in (0, 1, 3, 11, 12, 16, 24, 32, 40))
_WORD = np.uint64(2**32 - 1)
_FIRST_A, _TIMES_A = np.uint64(0x43B0D7E5), np.uint64(0x931E8875)
_FIRST_B, _TIMES_B = np.uint64(0x8B51F9DD), np.uint64(0x58F38DED)
_LEFT, _MINUS_RIGHT = np.uint64(0xCA01F9DD), np.uint64(2**32 - 0x4973F715)
_POOL, _WARM_UP = 4, 12


def streams(seed: int, draws: NDArray[np.int64], name: str) -> NDArray[np.void]:
    """Return the streams of an actor, of type `STATE`, shape (draw,).

    Parameters
    ----------
    seed
        0 or more.
    draws
        The numbers of the draws, 0 or more, shape (draw,).
    name
        The actor's.

    Raises
    ------
    ValueError
        If the seed or a draw is negative.

    Examples
    --------
    >>> both = streams(1, np.array([0, 1]), "training")
    >>> uniform(both[0]), uniform(both[1])
    (0.2695..., 0.7763...)
    """
    if seed < 0 or (len(draws) and draws.min() < 0):
        raise ValueError("seeds and draws are 0 or more")
    named = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    found = np.empty(len(draws), STATE)
    _seed_all(_words(seed), np.ascontiguousarray(draws, np.int64), _words(named), found)
    return found


@inlined
def bits(stream: Stream) -> np.uint64:
    """Return the next 64 random bits.

    Examples
    --------
    >>> int(bits(streams(1, np.array([0]), "training")[0]))
    4972507679906249514
    """
    a, b, c, counter = stream["a"], stream["b"], stream["c"], stream["counter"]
    found = plus(plus(a, b), counter)
    stream["a"] = b ^ (b >> _11)
    stream["b"] = plus(c, c << _3)
    stream["c"] = plus((c << _24) | (c >> _40), found)
    stream["counter"] = plus(counter, _1)
    return found


@inlined
def uniform(stream: Stream) -> float:
    """Return a number from 0 to below 1, of 53 bits: numpy's `Generator.random`."""
    return np.int64(bits(stream) >> _11) * 2.0**-53


@inlined
def inside(stream: Stream) -> float:
    """Return a number above 0 and below 1, of 52 bits: what has a logarithm, and so has what it lacks to one."""
    return (np.int64(bits(stream) >> _12) + 0.5) * 2.0**-52


@inlined
def normal(stream: Stream) -> float:
    """Return a standard normal number, by the polar method (Marsaglia and Bray 1964, SIAM Review 6).

    Examples
    --------
    >>> normal(streams(1, np.array([0]), "training")[0])
    -1.7243...
    """
    while True:
        x, y = 2 * inside(stream) - 1, 2 * inside(stream) - 1
        square = x * x + y * y
        if 0 < square < 1:
            return x * math.sqrt(-2 * math.log(square) / square)


def plus(a: np.uint64, b: np.uint64) -> np.uint64:
    """Return the sum of two unsigned numbers of 64 bits, without what is carried beyond."""
    return np.uint64((int(a) + int(b)) & (2**64 - 1))


overload(plus, strict=False)(lambda *_types: lambda a, b: a + b)  # which in compiled code is what the processor does


def _words(number: int) -> _Words:
    """Return the words of 32 bits of a number, the lowest first, at least one."""
    count = max(1, -(-number.bit_length() // 32))
    return np.array([number >> 32 * word & 0xFFFFFFFF for word in range(count)], np.uint64)


@allocating
def _seed_all(seed: _Words, draws: NDArray[np.int64], named: _Words, found: NDArray[np.void]) -> None:
    """Fill each row with the state of one stream: the words of seed, draw, and name, one after the other."""
    entropy, pool = np.zeros(len(seed) + 2 + len(named), np.uint64), np.empty(_POOL, np.uint64)
    entropy[: len(seed)] = seed
    for row in range(len(draws)):
        draw, end = np.uint64(draws[row]), len(seed) + 1
        entropy[len(seed)] = draw & _WORD
        if draw >> _32 != _0:
            entropy[end] = draw >> _32
            end += 1
        entropy[end : end + len(named)] = named
        _fill_pool(entropy[: end + len(named)], pool)
        _start(pool, found[row])


@compiled
def _fill_pool(entropy: _Words, pool: _Words) -> None:
    """Mix words of entropy into the pool, every one with every one."""
    factor = _FIRST_A
    for i in range(_POOL):
        pool[i], factor = _hashed(entropy[i] if i < len(entropy) else _0, factor, _TIMES_A)
    for i in range(_POOL):
        for j in range(_POOL):
            if i != j:
                word, factor = _hashed(pool[i], factor, _TIMES_A)
                pool[j] = _mixed(pool[j], word)
    for i in range(_POOL, len(entropy)):
        for j in range(_POOL):
            word, factor = _hashed(entropy[i], factor, _TIMES_A)
            pool[j] = _mixed(pool[j], word)


@allocating
def _start(pool: _Words, stream: Stream) -> None:
    """Set a stream from six words that are drawn from the pool; SFC64 forgets its first twelve numbers."""
    factor = _FIRST_B
    words = np.empty(6, np.uint64)
    for i in range(6):
        words[i], factor = _hashed(pool[i % _POOL], factor, _TIMES_B)
    stream["a"] = words[0] | (words[1] << _32)
    stream["b"] = words[2] | (words[3] << _32)
    stream["c"] = words[4] | (words[5] << _32)
    stream["counter"] = _1
    for _ in range(_WARM_UP):
        bits(stream)


@compiled
def _hashed(word: np.uint64, factor: np.uint64, times: np.uint64) -> tuple[np.uint64, np.uint64]:
    """Return the hash of a word of 32 bits, and the factor of the next."""
    after = (factor * times) & _WORD
    found = ((word ^ factor) * after) & _WORD
    return found ^ (found >> _16), after


@compiled
def _mixed(x: np.uint64, y: np.uint64) -> np.uint64:
    """Return a word made of two."""
    found = (((_LEFT * x) & _WORD) + ((_MINUS_RIGHT * y) & _WORD)) & _WORD
    return found ^ (found >> _16)
