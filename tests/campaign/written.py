"""Texts that hypothesis writes by a grammar: scenarios, quota rules and preferences in TOML, figures in CSV.

A key is one that is known, or nearly; a value one that TOML has, or nearly: numbers without end, days that are none,
texts that turn their direction, quotation marks that never close. Most are broken, a few are sound after all.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from prakerja.cli.observe import TEMPLATE
from prakerja.scenario import load
from prakerja.study.comparison.criteria import CRITERIA

HOSTILE = [
    "\x1b[2J\x1b]0;owned\x07", "\u202egnorw\u202c", "\u2066x", "$\\frac{$", "<script>alert(1)</script>", "x" * 5000, "",
    "=cmd|' /C calc'!A0", "@SUM(1)", "😀漢字", "../../../etc/passwd", "a\\u0000b", "%s%n{0}{x}", "'; drop", "\ufeff",
]  # fmt: skip
_NUMBERS = [
    "0", "-1", "1", "0.5", "1e999", "-inf", "nan", "inf", "9" * 4400, "5e-324", "1_000", "1__0", "0x1f", "٣٤", "４２",
    "1e", "+-1", "1.7976931348623157e308", "2020", "1,5", "18446744073709551616", "0.1.2", "١٫٥",
]  # fmt: skip
_DAYS = ["2020-05-01", "2020-02-30", "0001-01-01", "9999-12-31", "2020-13-01", "20-5-1", "2020-09-01T25:00:00", "12:00"]
_WORDS = ["true", "True", "none", "null", "[]", "{}", "[[", "{ dist = }", '"', "'''", '"""', "# only", "[1, [2, [3]]]"]
_DISTS = ["uniform", "lognormal", "normal", "beta", "gamma", "triangular", "loguniform", "other", "empirical"]
_ENDS = ["low", "high", "mode", "mean", "sd", "median", "p05", "p90", "p95", "by_day", "at_least"]

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
quoted = texts.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
numbers = st.sampled_from(_NUMBERS)
distributions = st.tuples(st.sampled_from(_DISTS), st.dictionaries(st.sampled_from(_ENDS), numbers, max_size=4)).map(
    lambda one: "{ " + ", ".join([f'dist = "{one[0]}"', *(f"{key} = {end}" for key, end in one[1].items())]) + " }"
)
values = st.one_of(
    numbers, quoted, distributions, st.sampled_from(_DAYS), st.sampled_from(_WORDS),
    st.lists(st.one_of(numbers, quoted), max_size=3).map(lambda of: f"[{', '.join(of)}]"),
)  # fmt: skip


def _paths(tree: Any, above: tuple[str, ...] = ()) -> list[str]:
    if not isinstance(tree, dict) or not tree:
        return []
    keys = [(*above, f'"{key}"' if " " in str(key) else str(key)) for key in tree]
    below = [path for key, part in zip(keys, tree.values(), strict=True) for path in _paths(part, key)]
    return [*map(".".join, keys), *below]


_SCENARIO = load("prakerja-2020").model_dump(exclude_none=True)
SCENARIO_KEYS = [path for path in _paths(_SCENARIO) if path not in ("name", "shipped")]
QUOTA_KEYS = [
    "rule", "places", "source", "recycle_from", "smallest", "unfilled", "longest_wait", "days_ahead",
    "first_paid_after", "most_in_training", "placez", "watch", "triggers",
]  # fmt: skip
QUOTA_RULES = [
    "fixed", "no more waves", "one big wave", "recycle revoked", "paced by backlog", "paced by completions",
    "cash by year end", "over-select", "fxed",
]  # fmt: skip
PROSE = 'title = "Made up"\npurpose = "To be tried."\nsource = "Made up."\n'


@st.composite
def lines(draw: st.DrawFn, keys: list[str], most: int = 5) -> str:
    """Lines of a table: keys, some of them spoilt, with values of any kind; now and then no such line at all."""
    written = []
    for _ in range(draw(st.integers(1, most))):
        key = draw(st.sampled_from(keys))
        how = draw(st.integers(0, 9))
        if how == 0:
            key = draw(
                st.sampled_from([key + "x", key[:-1], f"{key}.more", f'"{key}"', "é", "", f"{key}..a", "a." * 80])
            )
        line = f"{key} = {draw(values)}"
        written.append(
            draw(st.sampled_from([f"[{key}", f"[[{key}]]", f"{key}", key * 50, draw(texts)])) if how == 1 else line
        )
    return "\n".join(written) + "\n"


scenario_files = lines(SCENARIO_KEYS).map(lambda text: f'extends = "prakerja-2020"\n{PROSE}{text}')
_rules = st.one_of(st.sampled_from(QUOTA_RULES).map(lambda rule: f'"{rule}"'), values)
quota_files = st.tuples(_rules, lines(QUOTA_KEYS)).map(
    lambda one: f'extends = "prakerja-2020"\n{PROSE}[policy.quota]\nrule = {one[0]}\n{one[1]}'
)

_AMOUNTS = [
    "5T",
    "4.5M",
    "150k",
    "1e9",
    "-3",
    "0",
    "nan",
    "٥",
    "1e400",
    "5 T",
    "5X",
    "",
    "9" * 400,
    "0x10",
    "Rp5T",
    "5,0",
]
_criteria = st.sampled_from([*CRITERIA, "onwed", "paid", "", "<b>", "\u202eowed"])
requirements = st.tuples(
    _criteria, st.sampled_from([">=", "<=", "<", "=", "≥", ">==", ""]), st.sampled_from(_AMOUNTS),
    st.sampled_from(["", " with 90 %", " with 900 %", " with nan %", " with ٩٠ %", " with 90", " with 0 %", " always"]),
).map(lambda one: f'"{one[0]} {one[1]} {one[2]}{one[3]}"')  # fmt: skip


@st.composite
def preference_files(draw: st.DrawFn) -> str:
    """Write preferences of which some lines are sound, and some are anything."""
    require = ", ".join(draw(st.lists(requirements, max_size=3)))
    written = ['title = "Made up"', 'source = "Made up."', f"require = [{require}]"]
    if draw(st.booleans()):
        written.append(f"order = [{', '.join(draw(st.lists(_criteria.map(lambda one: f'{one!r}'), max_size=3)))}]")
    if draw(st.booleans()):
        written.append(draw(lines(["title", "source", "require", "order", "point", "points"], 2)))
    if draw(st.booleans()):
        written.append("[point]")
        points = st.one_of(st.sampled_from(_AMOUNTS).map(lambda one: f'"{one}"'), values)
        written += [f'"{draw(_criteria)}" = {draw(points)}' for _ in range(draw(st.integers(1, 3)))]
    return "\n".join(written) + "\n"


_HEADER, _ROW = (next(csv.reader([line])) for line in TEMPLATE.splitlines())
_CELLS = st.one_of(
    texts, numbers, st.sampled_from(_DAYS), st.sampled_from(["persons", "rupiah", "high", "derived", "7"])
)


@st.composite
def figure_files(draw: st.DrawFn) -> str:
    """Write a table of figures of which some cells are anything; now and then a header or a row that is none."""
    rows = [list(_ROW) for _ in range(draw(st.integers(1, 3)))]
    for row in rows:
        for _ in range(draw(st.integers(0, 3))):
            row[draw(st.integers(0, len(row) - 1))] = draw(_CELLS)
    how, header = draw(st.integers(0, 12)), list(_HEADER)
    if how == 0:
        header[draw(st.integers(0, len(header) - 1))] = draw(texts)
    elif how == 1:
        rows[0] = rows[0][: draw(st.integers(0, len(_ROW) - 1))]
    elif how == 2:
        rows[0] += draw(st.lists(texts, min_size=1, max_size=3))
    written = io.StringIO()
    csv.writer(written, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows([header, *rows])
    return written.getvalue() + draw(st.sampled_from(["", "", "", '"', "\0", ",,,\n", "\n\n"]))


def as_bytes(text: str) -> bytes:
    """Return a text as a file has it; half a pair of surrogates becomes bytes that are no text."""
    return text.encode("utf-8", "surrogatepass")


def put(folder: Path, name: str, text: str) -> Path:
    """Write a text into a folder."""
    path = folder / name
    path.write_bytes(as_bytes(text))
    return path
