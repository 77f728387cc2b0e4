"""A calibration that is stopped goes on from its last step, with the same bits; real kills are `tests.campaign`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from prakerja.study.calibration import Posterior, calibrate
from prakerja.study.calibration.effort import Effort
from tests.learning.toy import BOUGHT, chain, figure, published

EFFORT = Effort(ensemble=32, particles=32, sweeps=20, draws=40)
FIGURES = published(figure(BOUGHT, 5, 24_000), figure(BOUGHT, 13, 61_000))


class Stops(ThreadPoolExecutor):
    """Does so many pieces of work one after another, and at the next one breaks as a killed process does."""

    def __init__(self, after: int) -> None:
        super().__init__(1)
        self.after, self.done = after, 0

    def map(self, fn: Callable[..., Any], *pieces: Iterable[Any], **how: Any) -> Iterator[Any]:
        def one(piece: Any) -> Any:
            if self.done == self.after:
                raise KeyboardInterrupt
            self.done += 1
            return fn(piece)

        return map(one, *pieces)


def learnt(where: Path | None, after: int = 10_000) -> tuple[Posterior | None, int]:
    """Calibrate until so many batches are done; give what was learnt, if it came to that, and the batches."""
    with Stops(after) as executor:
        try:
            return calibrate(
                chain(), observations=FIGURES, effort=EFFORT, executor=executor, cache=where
            ), executor.done
        except KeyboardInterrupt:
            return None, executor.done


def test_no_batch_is_asked_twice_and_no_bit_is_another(tmp_path: Path) -> None:
    """Stopped at the first batch, in the smoother's and in the sampler's, each time a few further.

    No steps are what moves the figures, and the paths of the places that are taken in the end and of the prior's.
    """
    alone, whole = learnt(None)
    assert alone is not None
    done = []
    for after in (0, 4, 7, 5):
        found, batches = learnt(tmp_path, after)
        assert found is None
        done.append(batches)
    assert done == [0, 4, 7, 5]
    found, rest = learnt(tmp_path)
    assert found is not None
    moves_asked_again = 2  # stopped twice after the smoother: once more, each time, what moves the figures
    assert sum(done) + rest == whole + moves_asked_again
    for name, values in alone.values.items():
        np.testing.assert_array_equal(found.values[name], values)
    assert [file.name.split("-")[0] for file in tmp_path.iterdir()] == ["posterior"]


def test_a_damaged_step_is_asked_again(tmp_path: Path) -> None:
    alone, whole = learnt(None)
    assert alone is not None
    _, before = learnt(tmp_path, 12)
    steps = sorted(tmp_path.glob("*.npz"))
    steps[0].write_bytes(steps[0].read_bytes()[:-30])
    found, rest = learnt(tmp_path)
    assert found is not None
    assert before + rest == whole + 1 + 1  # the damaged one, and what moves the figures
    for name, values in alone.values.items():
        np.testing.assert_array_equal(found.values[name], values)
