"""The model is compiled once a machine: before work is spread, so that not every worker does it."""

from __future__ import annotations

import logging

from prakerja.programme import simulate
from prakerja.programme.dice.compiled import kept_in
from prakerja.study.runs.block import Block

_log = logging.getLogger("prakerja")


def compile_once(block: Block) -> None:
    """Simulate one draw of a block, if this version of the model was never compiled here; a line says so."""
    folder = kept_in()
    ready = folder / "ready" if folder else None
    if ready and ready.exists():
        return
    _log.warning("compiling the model for this machine: some twenty seconds, this once")
    simulate(block.scenario, block.world.part(0, 1), seed=block.seed, quota=block.quota)
    if ready:
        ready.touch()
