"""Command lines that cannot be, of every verb: options in any order, numbers without end, digits of other scripts.

What a verb takes is asked of the command line itself, so that a new verb or option is tried without a word here. Of the
options drawn at least one cannot be, so that nothing may be simulated, and nothing written.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, get_type_hints

import typer
from hypothesis import strategies as st

from prakerja.cli import app
from tests.campaign.told import check_told, run, run_process

SMALL = str(Path("scenarios/small.toml").resolve())
LEFT_OUT = {"explore", "cache", "scenarios", "schema", "new"}
"""Verbs that take next to nothing, or wait for a browser; `explore` is tried by its options alone."""

NO_NUMBERS = ["many", "", "1.5", "1e3", "-1", "0x10", "9" * 4400, "½", "٣.٥", "NaN", "--", "1 2", "\x1b[2J"]
NO_TEXTS: dict[str, list[str]] = {
    "--as-of": ["may", "2020-13-01", "1999-01-01", "", "2020-02-30", "9999-12-31", "\u202e2020-05-01"],
    "--set": ["a", "=", "policy.quota.places=-1", "policy.quota.placez=1", "a.b.c=1", "policy=3", "title=\x1b", "\0=1",
              "policy.quota.places=" + "9" * 4400, "world.joining.fresh=٣", "a" * 5000 + "=1",
              "title='" + "x" * 5000 + "'"],
    "--lang": ["fr", "", "EN", "\u202eid", "٣"],
    "--scale": ["1", "1:0", "0:1", "1000:1000000000000000000000", "a:b", "1:-5", "½:1", ":", "1:1:1"],
    "--criteria": ["", "onwed", "owed,,", "owed,\x1b", "<b>"],
    "--from": ["", "today", "AS-OF"],
    "--format": ["", "doc", "html,exe", "HTML\x07"],
    "--search": ["", "policy.quota.places", "policy.quota.places=1:", "policy.quota.places=9:1", "a=1:2", "=1:2",
                 "policy.quota.places=nan:1", "policy.quota.places=1:1e999", "title=1:2"],
    "--minimise": ["", "onwed", "\x1b[2J"],
    "--maximise": ["", "onwed", "<b>"],
    "--subject-to": ["", "owed", "owed >= much", "owed >= 5 with 900 %", "owed <= nan", "\u202e", "owed <= 1e999"],
    "--outcome": ["", "onwed", "\x1b[2J"],
    "--criterion": ["", "onwed", "\x1b[2J"],
}  # fmt: skip
"""Words that an option cannot have, by its name; an option that is not here must have a file."""
NO_FILES = ["none.toml", "/", "/dev/zero", "", "x" * 300, "a\nb", "no\x1bne", "\u202elmot", "~/none", "-"]
NO_FOLDERS = ["/proc/x", "/dev/null/x", "/dev/full/x", "x" * 300]


@functools.cache
def verbs() -> dict[str, Any]:
    """Return the commands by name, as the library of the command line has them."""
    found: Any = typer.main.get_command(app)
    return {name: verb for name, verb in found.commands.items() if name not in LEFT_OUT}


@functools.cache
def _hints(verb: str) -> dict[str, Any]:
    (callback,) = (one.callback for one in app.registered_commands if one.name == verb or one.callback.__name__ == verb)
    return get_type_hints(callback)


def _wrong(verb: str, option: Any) -> list[str]:
    """Return values that an option cannot have."""
    name, kind = option.opts[0], str(_hints(verb)[option.name])
    if option.is_flag:
        return []
    if name in NO_TEXTS:
        return NO_TEXTS[name]
    if "Path" in kind:
        return NO_FOLDERS if name in ("--out", "--hub", "--picture") else NO_FILES
    return NO_NUMBERS if "int" in kind else []


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """Draw a verb, what it needs, and one to four options in any order, of which the last drawn cannot be."""
    known = verbs()
    name = draw(st.sampled_from(sorted(known)))
    options = [one for one in known[name].params if one.param_type_name == "option" and one.name in _hints(name)]
    spoilt = [one for one in options if _wrong(name, one)]
    words: list[list[str]] = []
    for option in draw(st.lists(st.sampled_from(options), max_size=3)) if options else []:
        if option.is_flag and option.name != "template":  # which is answered whatever else is said
            words.append([draw(st.sampled_from([*option.opts, *option.secondary_opts]))])
    how = draw(st.integers(0, 5)) if spoilt else 0
    if how == 0:
        words.append(
            [draw(st.sampled_from(["--nonsense", "--draw=s", "-x", "--lang", "---", "--прior", "--seed\u202e"])), "1"]
        )
    if how != 0:
        option = draw(st.sampled_from(spoilt))
        value = draw(st.sampled_from(_wrong(name, option)))
        words.append([f"{option.opts[0]}={value}"] if draw(st.booleans()) else [option.opts[0], value])
    return [name, *(word for part in draw(st.permutations([*words, *_needed(known[name])])) for word in part)]


def _needed(verb: Any) -> list[list[str]]:
    """Return what a verb cannot do without."""
    needed: list[list[str]] = []
    for one in verb.params:
        if one.param_type_name == "argument" and one.required:
            needed.append(["2020-09-04", "2020-09-19"] if one.name == "as_of" else [SMALL])
    return needed


def check_line(words: list[str], folder: Path) -> bool:
    """Run a command line that cannot be."""
    return check_told(run(words, folder))


def check_line_by_process(words: list[str], folder: Path) -> bool:
    """Run it as a shell does, which takes no zero byte."""
    return check_told(run_process([word.replace("\0", "") for word in words if len(word) < 100_000], folder))
