"""A whole run without the compiler: the same loops as plain Python, and the same bits."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from numpy.typing import NDArray

from prakerja.programme import Chance, Dice, Expectation, simulate
from prakerja.scenario import draw_world
from tests.person.chancy import chancy

KINDS: Mapping[str, Chance] = {"dice": Dice, "expectation": Expectation}
DRAWS = 2


def bits(kind: str) -> str:
    """Name the bits of all that is written down of the known world that has every rule."""
    scenario = chancy("all")
    journal = simulate(scenario, draw_world(scenario, DRAWS, seed=1), seed=1, chance=KINDS[kind])
    arrays: Mapping[str, NDArray[Any]] = {**journal.daily, **journal.once}
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode() + arrays[name].tobytes())
    return digest.hexdigest()


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_journal_has_the_same_bits_without_the_compiler(kind: str) -> None:
    """In another process, to which `NUMBA_DISABLE_JIT=1` is told before numba is imported, and which says so."""
    asked = f"import numba; print(numba.config.DISABLE_JIT, __import__({__name__!r}, fromlist=['bits']).bits({kind!r}))"
    plain = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert plain.stdout.split() == ["1", bits(kind)]
