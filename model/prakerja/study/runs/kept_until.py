"""Finished blocks stay until the whole work is done: of several runs the first would be lost with the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from prakerja.study.runs.block import Block
from prakerja.study.runs.cache import BlockCache

_WAITING: ContextVar[list[tuple[BlockCache, list[Block]]] | None] = ContextVar("waiting", default=None)


@contextmanager
def kept_until_done() -> Iterator[None]:
    """Keep the blocks of every run inside until all inside has ended well, what is written of them included.

    Else a call that is killed, or finds the disk full, while it writes would have to simulate everything again.
    """
    waiting: list[tuple[BlockCache, list[Block]]] = []
    before = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(before)
    for keep, blocks in waiting:
        keep.clear(blocks)


def more_to_come() -> bool:
    """Return whether blocks are kept for longer than their run: then one alone is worth keeping, too."""
    return _WAITING.get() is not None


def done_with(keep: BlockCache, blocks: list[Block]) -> None:
    """Throw the blocks of a run away, now or when the whole work is done."""
    waiting = _WAITING.get()
    if waiting is None:
        keep.clear(blocks)
    else:
        waiting.append((keep, blocks))
