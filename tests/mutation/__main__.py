"""Puts faults into the programme, the policies and the calibration, one at a time: python -m tests.mutation OUT [COUNT].

Every trial is a line of OUT/trials.jsonl, and OUT/survivors.md lists the faults that no test saw. Called again, it tries
again what survived, and goes on with what was not tried; what was found stays found, for tests only become more.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from tests.mutation.mutants import MODEL, Mutant, sampled
from tests.mutation.suites import tests_of
from tests.mutation.trial import start

COUNT = 200
SURVIVED = "survived"


def main(out: Path, count: int) -> None:
    """Try a sample, and write what came of it."""
    out.mkdir(parents=True, exist_ok=True)
    trials = out / "trials.jsonl"
    told = [json.loads(line) for line in trials.read_text().splitlines()] if trials.exists() else []
    seen = {trial["mutant"] for trial in told if trial["by"] != SURVIVED}
    sample = sampled(count)
    for mutant, by, seconds in tried([mutant for mutant in sample if str(mutant) not in seen], out):
        trial = {"mutant": str(mutant), "by": by, "seconds": round(seconds), "lines": mutant.difference()}
        told.append(trial)
        print(f"{len(told):4} {mutant}: {by}", flush=True)
        with trials.open("a") as file:
            file.write(json.dumps(trial) + "\n")
    (out / "survivors.md").write_text("\n".join(report(told, {str(mutant) for mutant in sample})) + "\n")


def tried(mutants: Iterable[Mutant], out: Path) -> Iterator[tuple[Mutant, str, float]]:
    """Try mutants, as many at a time as `MUTATION_JOBS` says (1), and give each with what saw it, and how long that took."""
    at_once = int(os.environ.get("MUTATION_JOBS", "1"))
    running: dict[int, tuple[Mutant, Path, float]] = {}
    for mutant in mutants:
        if len(running) == at_once:
            yield _ended(running)
        found = out / f"found-{abs(hash(mutant))}"
        found.unlink(missing_ok=True)
        compiled = "/study/" in mutant.file
        child = start(mutant, MODEL / mutant.file, tests_of(mutant.file), compiled, found)
        running[child] = mutant, found, time.monotonic()
    while running:
        yield _ended(running)


def _ended(running: dict[int, tuple[Mutant, Path, float]]) -> tuple[Mutant, str, float]:
    child, status = os.wait()
    mutant, found, began = running.pop(child)
    by = found.read_text() if found.exists() else SURVIVED if status == 0 else f"ended with {status}"
    found.unlink(missing_ok=True)
    return mutant, by, time.monotonic() - began


def report(told: list[dict[str, Any]], sample: set[str]) -> list[str]:
    """Write the score, as it was when each was first tried and as it is now, and the survivors."""
    first, last = ({t["mutant"]: t for t in trials if t["mutant"] in sample} for trials in (told[::-1], told))
    scores = [_score(trials.values()) for trials in (first, last)]
    lines = ["# Survivors", "", f"Seen: at first {scores[0]}, now {scores[1]}.", ""]
    for name, trial in sorted(last.items()):
        if trial["by"] == SURVIVED:
            lines += [f"- `{name}`", *(f"    {line}" for line in trial["lines"])]
    return lines


def _score(trials: Iterable[dict[str, Any]]) -> str:
    seen = [trial["by"] != SURVIVED for trial in trials]
    ends = binomtest(sum(seen), len(seen)).proportion_ci(method="wilson")
    return f"{sum(seen)} of {len(seen)} ({sum(seen) / len(seen):.1%}; 95 %: {ends.low:.1%} to {ends.high:.1%})"


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else COUNT)
