"""Sound scenarios and files of which hypothesis changed some values, keys or bytes: each refused in lines, and soon.

Whatever comes: it is sound after all, or `InputError` (exit code 2) says
what is wrong, a line each; within five seconds, without a traceback, a warning, or a file that was not there before.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from prakerja.scenario import InputError, load, load_observations
from prakerja.scenario.problems import HIDDEN
from prakerja.scenario.scenario import build
from prakerja.study import Preferences

SMALL = Path("scenarios/small.toml").resolve()
SECONDS = 5.0
"""For one input on a machine that others use; alone, none takes more than a second."""

_SOUND = load(SMALL).model_dump(exclude_none=True)
_ODD = ["\x1b[2J", "\u202egnorw", "$\\frac{$", "<script>", "x" * 5000, "", "😀", "../..", "a\0b", "\udc80"]
_TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(_ODD))
_NUMBERS = st.one_of(
    st.integers(), st.floats(), st.sampled_from([10**400, -1, 0, 5e-324, 1.7e308, float("nan"), float("inf")])
)
_VALUES = st.recursive(
    st.one_of(_TEXTS, _NUMBERS, st.booleans(), st.none(), st.dates()),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(_TEXTS, below, max_size=3)),
    max_leaves=6,
)
_DISTRIBUTIONS = st.fixed_dictionaries(
    {"dist": st.sampled_from(["uniform", "lognormal", "normal", "beta", "gamma", "triangular", "loguniform", "other"])},
    optional={key: _NUMBERS for key in ("low", "high", "mode", "mean", "sd", "median", "p05", "p90", "p95")},
)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a scenario of which up to four values or keys are others."""
    tree = _copy(_SOUND)
    for _ in range(draw(st.integers(1, 4))):
        table: Any = tree
        while True:
            key = draw(st.sampled_from(sorted(map(str, table)))) if table else draw(_TEXTS)
            if not isinstance(table.get(key), dict) or not table[key] or draw(st.integers(0, 3)) == 0:
                break
            table = table[key]
        match draw(st.integers(0, 3)):
            case 0:
                table.pop(key, None)
            case 1:
                table[draw(_TEXTS)] = draw(_VALUES)
            case 2:
                table[key] = draw(_DISTRIBUTIONS)
            case _:
                table[key] = draw(_VALUES)
    return tree


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a file that some were put into, taken out of, or turned over in."""
    whole = bytearray(draw(st.sampled_from(_FILES)))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(whole) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                del whole[at : at + draw(st.integers(1, 200))]
            case 1:
                whole[at:at] = draw(st.binary(max_size=20))
            case 2:
                whole[at:at] = draw(st.sampled_from(_INSERTED))
            case _:
                whole[at] ^= 1 << draw(st.integers(0, 7))
        if not whole:
            break
    return bytes(whole)


_INSERTED = [b"[" * 3000, b"a." * 3000, b'"', b"\n\n", b"9" * 5000, b",,,", b"="]
_FILES = [
    SMALL.read_bytes(),
    *(path.read_bytes() for path in sorted(Path("scenarios/preferences").glob("*.toml"))),
    Path("scenarios/data/observations.csv").read_bytes()[:4000],
]


def refused(read: Callable[[], object]) -> bool:
    """Read what may be broken; return whether it was refused, as it must be if it cannot be read."""
    began = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read()
            wrong = ""
        except InputError as error:
            wrong = str(error)
    assert time.monotonic() - began < SECONDS
    if wrong:
        first, *lines = wrong.splitlines()
        assert len(lines) >= 1
        assert f" {len(lines)} problem" in first
        assert not any(HIDDEN.search(line) for line in (first, *lines))
    return bool(wrong)


def read_tree(tree: dict[str, Any]) -> bool:
    """Build a scenario of a tree."""
    return refused(lambda: build({**tree, "name": "fuzzed"}, where="fuzzed.toml"))


def read_file(content: bytes, folder: Path) -> bool:
    """Read a file in all the ways there are."""
    path = folder / "fuzzed.toml"
    path.write_bytes(content)
    found = [refused(lambda read=read: read(path)) for read in (load, load_observations, Preferences.read)]
    path.unlink()
    return all(found)


def _copy(tree: Any) -> Any:
    return {key: _copy(below) for key, below in tree.items()} if isinstance(tree, dict) else tree
