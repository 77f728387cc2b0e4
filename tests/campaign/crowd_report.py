"""What a crowd at the page saw and held, as a table, and which promises were not kept."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from prakerja.study.runs.block import model_fingerprint
from tests.campaign.kept_open import Holding
from tests.campaign.visitor import Seen

WITHIN = 1.0
"""Seconds from a move to its look, for 95 of 100."""

QUIET = 0.1
"""Of the cores, what others may have while the clock is judged; above, only leaks and memory are."""

GROWS = 0.05
"""Of the memory, by what it may grow in the second half of the time, once everything that is kept is full."""


@dataclass
class Crowd:
    """What was seen and held."""

    clients: int
    real: int
    seconds: float
    before: Holding
    seen: Seen = field(default_factory=Seen)
    frames: list[float] = field(default_factory=list)
    samples: list[Holding] = field(default_factory=list)
    let_go: list[float] = field(default_factory=list)
    vanished: int = 0
    wall: float = 0.0
    machine: float = 0.0
    own: float = 0.0
    last: Holding | None = None
    after: Holding | None = None
    idle: bool = False
    said: str = ""

    @property
    def spent(self) -> tuple[float, float]:
        """Seconds of the processor of the server, and of its workers."""
        assert self.last is not None
        return self.last.server - self.before.server, self.last.workers - self.before.workers

    @property
    def others(self) -> float:
        """Cores that others on this machine had meanwhile."""
        return max(0.0, (self.machine - sum(self.spent) - self.own) / self.wall)

    @property
    def memory(self) -> tuple[float, float, float]:
        """MB before the first client, and on average in the third quarter of the time and in the last."""
        held = [one.megabytes for one in self.samples]
        half, quarter = len(held) // 2, max(1, len(held) // 4)
        return self.before.megabytes, float(np.mean(held[half:-quarter] or held)), float(np.mean(held[-quarter:]))


def crowd_lines(found: Crowd) -> list[str]:
    """Return the report, in Markdown."""
    seen, (server, workers) = found.seen, found.spent
    answered = len(seen.looks) + len(found.frames)
    pictures = max(1, seen.shown + len(found.frames))
    first, third, last = found.memory
    assert found.after is not None
    rows = [
        ("clients that move levers; of them pages in chromium", f"{found.clients}; {found.real}"),
        ("clients that read nothing; that were killed", f"{len(found.let_go)} let go of; {found.vanished}"),
        ("seconds; moves a second", f"{found.seconds:,.0f}; {answered / found.wall:.1f}"),
        ("moves answered; never; contradictory", f"{answered:,}; {seen.unanswered}; {seen.contradictions}"),
        ("from a move to its answer, s", _spread(seen.looks)),
        ("from a move to the frame after its picture in chromium, s", _spread(found.frames)),
        ("looks with fewer futures, told on the page", f"{seen.fewer / max(1, seen.shown):.0%}"),
        ("dice that were not overtaken; from letting go to them, s", f"{len(seen.dice):,}; {_spread(seen.dice)}"),
        ("processor a look that was shown, ms: server; workers, dice included; clients and chromium",
         "; ".join(f"{1000 * part / pictures:.0f}" for part in (server, workers, found.own))),
        ("cores, and what others had of them", f"{os.cpu_count()}; {found.others:.2f}"),
        ("memory, MB: before; in the third quarter; in the last", f"{first:,.0f}; {third:,.0f}; {last:,.0f}"),
        ("processes, threads, files, temporary files before; after all had left",
         f"{found.before.counted}; {found.after.counted}"),
        ("seconds after which one that reads nothing is let go of", _spread(found.let_go)),
    ]  # fmt: skip
    return [
        "# Many at one page", "", "| what | measured |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows),
        "", f"Python {platform.python_version()}, model {model_fingerprint()}.", "",
    ]  # fmt: skip


def crowd_failures(found: Crowd) -> list[str]:
    """Return the promises that were not kept, a line each."""
    _, third, last = found.memory
    quiet = found.others <= QUIET
    kept = {
        "some moves were answered": bool(found.seen.looks),
        "95 of 100 within a second": not quiet or _within([*found.seen.looks, *found.frames]),
        "memory does not grow": last <= (1 + GROWS) * third,
        "nothing is held when all have left": found.after is not None and found.after.counted == found.before.counted,
        "nobody works when all have left": found.idle,
        "nobody was turned away": not found.seen.turned_away,
        "nothing was said of mistakes": not found.said,
    }
    return [f"- not kept: {what}" for what, is_so in kept.items() if not is_so] + [found.said[-5_000:]] * bool(
        found.said
    )


def _within(looks: Sequence[float]) -> bool:
    return float(np.quantile(looks or [0.0], 0.95)) < WITHIN


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    median, high, most = np.quantile(seconds, [0.5, 0.95, 1.0])
    return f"median {median:.2f}, 95 % within {high:.2f}, all within {most:.2f}"
