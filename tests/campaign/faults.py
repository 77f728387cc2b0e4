"""Faults by the hundred, each told and none silent: bits turned over in files, and broken inputs; a table of them."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.campaign.broken import command_lines, files, is_told, read_file, read_tree, trees
from tests.campaign.damage import damage_lines

TREES, FILES, COMMANDS = 600, 600, 200


def tried(inputs: SearchStrategy[Any], count: int, check: Callable[[Any, Path], object]) -> tuple[int, int, str]:
    """Try so many inputs; return how many were tried, how many of them refused, and what went wrong, if anything."""
    done = [0, 0]

    @seed(2020)
    @settings(
        max_examples=count, derandomize=False, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(given_one=inputs)
    def holds(given_one: Any) -> None:
        with TemporaryDirectory() as folder:
            refused = check(given_one, Path(folder))
        done[0] += 1
        done[1] += refused is not False

    try:
        holds()
    except Exception as error:  # whatever it is, it is what the campaign looks for
        notes = "\n".join(getattr(error, "__notes__", ()))
        return done[0], done[1], f"{type(error).__name__}: {error}\n{notes}"
    return done[0], done[1], ""


def tried_faults(folder: Path) -> int:
    """Try all faults and write what was found; return how many were silent, or told otherwise than in lines."""
    began = time.monotonic()
    damage, silent = damage_lines()
    kinds = {
        "scenarios": tried(trees(), TREES, lambda tree, _: read_tree(tree)),
        "files": tried(files(), FILES, read_file),
        "command lines": tried(command_lines(), COMMANDS, is_told),
    }
    wrong = {name: said for name, (_, _, said) in kinds.items() if said}
    lines = [
        "# Faults, each told and none silent",
        "",
        *damage,
        "",
        "| broken | tried | refused in lines | sound after all | wrong |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {count} | {no} | {count - no} | {int(name in wrong)} |"
            for name, (count, no, _) in kinds.items()
        ),
        "",
        f"{time.monotonic() - began:,.0f} s; Python {platform.python_version()}, model {model_fingerprint()}.",
        *(f"\n## {name}\n\n```\n{said}\n```" for name, said in wrong.items()),
    ]
    path = folder / "faults.md"
    with whole_file(path) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path)
    return silent + len(wrong)
