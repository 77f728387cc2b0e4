"""Puts faults into programme, policies and calibration, one at a time: python -m tests.mutation OUT [COUNT].

Every trial is a line of OUT/trials.jsonl, and OUT/survivors.md lists the faults that no test saw. Called again, it
tries again what survived, and goes on with what was not tried; what was found stays found, for tests only become more.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from tests.mutation.mutants import Mutant, sampled
from tests.mutation.session import is_in_a_function, together
from tests.mutation.suites import tests_of
from tests.mutation.trial import ERROR, alone

COUNT = 200
SURVIVED = "survived"


def main(out: Path, count: int) -> None:
    """Try a sample, and write what came of it."""
    out.mkdir(parents=True, exist_ok=True)
    trials = out / "trials.jsonl"
    told = [json.loads(line) for line in trials.read_text().splitlines()] if trials.exists() else []
    seen = {trial["mutant"] for trial in told if trial["by"] != SURVIVED and not trial["by"].startswith(ERROR)}
    sample = sampled(count)
    for mutant, by, seconds in tried([mutant for mutant in sample if str(mutant) not in seen], out):
        trial = {"mutant": str(mutant), "by": by or SURVIVED, "seconds": round(seconds), "lines": mutant.difference()}
        told.append(trial)
        print(f"{len(told):4} {mutant}: {by or SURVIVED}", flush=True)
        with trials.open("a") as file:
            file.write(json.dumps(trial) + "\n")
    (out / "survivors.md").write_text("\n".join(report(told, {str(mutant) for mutant in sample})) + "\n")


def tried(mutants: list[Mutant], out: Path) -> Iterator[tuple[Mutant, str, float]]:
    """Try mutants, as many at a time as `MUTATION_JOBS` says (1), and give each with what saw it, and in which time."""
    at_once = int(os.environ.get("MUTATION_JOBS", "1"))
    groups: dict[tuple[str, ...], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        groups[tests_of(mutant.file) if is_in_a_function(mutant) else ()].append(mutant)
    by_themselves = groups.pop((), [])
    for tests, group in groups.items():
        yield from together(group, tests, is_above(group[0]), out, at_once)
    for mutant in by_themselves:
        yield alone(mutant, tests_of(mutant.file), is_above(mutant), out)


def is_above(mutant: Mutant) -> bool:
    """Whether a mutant is above all that is compiled."""
    return "/study/" in mutant.file


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
    seen = [trial["by"] != SURVIVED for trial in trials if not trial["by"].startswith(ERROR)]
    ends = binomtest(sum(seen), len(seen)).proportion_ci(method="wilson")
    return f"{sum(seen)} of {len(seen)} ({sum(seen) / len(seen):.1%}; 95 %: {ends.low:.1%} to {ends.high:.1%})"


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else COUNT)
