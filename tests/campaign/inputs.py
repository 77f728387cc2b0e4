"""Ten thousand broken inputs of every kind, through the functions that the commands call: what of it went wrong.

Each kind is a strategy of hypothesis and a check, which says whether the input was refused, as it must be if it cannot
be read. Every input is watched (`tests.campaign.told`): in one line a problem, exit code 2, nothing left behind, under
2 s and 500 MB. What is not is made as small as it still is not, and printed.
"""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from prakerja.scenario import InputError
from prakerja.study import Preferences
from tests.campaign.broken import files, read_file, read_tree, trees
from tests.campaign.lines import check_line, check_line_by_process, command_lines
from tests.campaign.places import PLACES, check_place
from tests.campaign.posteriors import changes, check_posterior
from tests.campaign.told import SECONDS, Watch, check_lines, check_told, run
from tests.campaign.written import figure_files, preference_files, put, quota_files, scenario_files

SMALL = str(Path("scenarios/small.toml").resolve())
TO_BEGIN = 4.0
"""Processor seconds that a process may take to load Python and its libraries, on a machine that others use."""
Check = Callable[[Any, Path], bool]


@dataclass(frozen=True)
class Tried:
    """What a kind of input came to.

    Attributes
    ----------
    kind
        What was tried.
    tries, refused
        How many inputs, and how many of them were refused in lines; the others were sound after all.
    slowest, largest
        Processor seconds and megabytes of the input that took most.
    wrong
        The smallest input that was not told as it must be; empty where there was none.
    """

    kind: str
    tries: int
    refused: int
    slowest: float
    largest: float
    wrong: str


def check_scenario(text: str, folder: Path) -> bool:
    """Check a scenario by its command."""
    return check_told(run(["check", str(put(folder, "fuzzed.toml", text))], folder), (0, 2))


def check_figures(text: str, folder: Path) -> bool:
    """Check figures by their command."""
    return check_told(run(["observe", str(put(folder, "fuzzed.csv", text))], folder), (0, 2))


def check_preferences(text: str, folder: Path) -> bool:
    """Read preferences; of what is refused there, a fifth is refused by the command as well, which costs more."""
    path = put(folder, "fuzzed.toml", text)
    try:
        Preferences.read(path)
    except InputError as error:
        check_lines(str(error))
        return bool(len(text) % 5) or check_told(run(["compare", SMALL, SMALL, "--prefer", str(path)], folder))
    return False


KINDS: dict[str, tuple[st.SearchStrategy[Any], Check, int]] = {
    "command lines, by a process of their own": (command_lines(), check_line_by_process, 150),
    "preferences by a grammar": (preference_files(), check_preferences, 1500),
    "scenario files by a grammar": (scenario_files, check_scenario, 1200),
    "command lines of every verb": (command_lines(), check_line, 1200),
    "scenarios with other values, keys, distributions": (trees(), lambda tree, _: read_tree(tree), 2000),
    "quota rules by a grammar": (quota_files, check_scenario, 1000),
    "figures by a grammar": (figure_files(), check_figures, 1500),
    "files with other bytes": (files(), read_file, 2000),
    "paths that are no files, for every command": (st.sampled_from(PLACES), check_place, len(PLACES)),
    "posteriors of another structure": (changes(), check_posterior, 400),
}
"""What is drawn, what checks it, and how many are tried."""


def in_words(error: BaseException) -> str:
    """Return what hypothesis found: of several kinds of failure, each."""
    inside = getattr(error, "exceptions", ())
    if inside:
        return "\n\n".join(map(in_words, inside))
    at = traceback.extract_tb(error.__traceback__)[-1:]
    where = [f"{Path(frame.filename).name}, line {frame.lineno}" for frame in at]
    return "\n".join([f"{type(error).__name__}: {error}", *where, *getattr(error, "__notes__", ())])


def tried(kind: str, count: int | None = None) -> Tried:
    """Try the inputs of a kind."""
    inputs, check, most = KINDS[kind]
    _warm_up()
    done, watch = [0, 0], Watch(TO_BEGIN + SECONDS if "process" in kind else SECONDS)

    @seed(2020)
    @settings(
        max_examples=count or most, derandomize=False, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(given_one=inputs)
    def is_told(given_one: Any) -> None:
        with TemporaryDirectory() as folder:
            place = Path(folder)
            refused = watch.on(place, lambda: check(given_one, place))
        done[:] = done[0] + 1, done[1] + refused

    try:
        is_told()
        wrong = ""
    except Exception as error:  # whatever it is, it is what the campaign looks for
        wrong = in_words(error)
    return Tried(kind, *done, watch.slowest, watch.largest, wrong)


def _warm_up() -> None:
    """Import all that a command may need, which is no part of what an input costs."""
    for module in (
        "prakerja.study",
        "prakerja.report",
        "prakerja.explorer",
        "pandas",
        "xarray",
        "numba",
        "matplotlib.pyplot",
    ):
        importlib.import_module(module)
    with TemporaryDirectory() as folder:
        run(["compare", SMALL, SMALL, "--prefer", "none.toml"], Path(folder))
