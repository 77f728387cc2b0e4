"""Paths that are no files, for every option that takes one: pipes, devices, folders, links in a circle, other trees."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from tests.campaign.told import check_told, run

SMALL = str(Path("scenarios/small.toml").resolve())
PROSE = 'title = "Made up"\npurpose = "To be tried."\nsource = "Made up."\n'

_READ: dict[str, list[str]] = {
    "check": ["check", "{}"],
    "forecast": ["forecast", "{}", "--prior"],
    "observations": ["forecast", SMALL, "--observations", "{}"],
    "posterior": ["forecast", SMALL, "--posterior", "{}"],
    "observe": ["observe", "{}"],
    "observe for": ["observe", "fuzzed.csv", "--scenario", "{}"],
    "baseline": ["compare", "{}", SMALL, "--prior"],
    "policy": ["compare", SMALL, "{}", "--prior"],
    "prefer": ["compare", SMALL, SMALL, "--prior", "--prefer", "{}"],
    "brief with": ["brief", SMALL, "--prior", "--compare", "{}"],
    "brief for": ["brief", SMALL, "--prior", "--prefer", "{}"],
    "stress under": ["stress", SMALL, SMALL, "--prior", "--under", "{}"],
    "optimise": ["optimise", "{}", "--search", "policy.quota.places=1:9", "--minimise", "owed", "--prior"],
    "drivers": ["drivers", SMALL, "--posterior", "{}"],
    "hindcast": ["hindcast", "{}"],
    "since": ["since", "2020-09-04", "2020-09-19", "--observations", "{}"],
    "follow": ["follow", "{}"],
    "live": ["live", "{}"],
    "diff": ["diff", SMALL, "{}"],
    "explore": ["explore", "{}", "--no-browser"],
    "extends": ["check", "fuzzed-extends.toml"],
}  # fmt: skip
"""Commands that read a file, by what they ask of it."""
_WRITTEN: dict[str, list[str]] = {
    "hub": ["forecast", SMALL, "--prior", "--draws", "2", "--hub", "{}"],
    "live out": ["live", SMALL, "--out", "{}"],
    "picture": ["follow", SMALL, "--picture", "{}.svg"],
    "calibrate out": ["calibrate", SMALL, "--out", "{}.nc"],
}
"""Commands that write one."""

NOWHERE = [
    "pipe", "folder", "circle", "link-to-pipe", "link-to-device", "link-to-nothing", "socket", "/dev/zero", "/dev/full",
    "/dev/random", "/dev/tty", "/proc/self/mem", "/proc/self/environ", "/", "", "x" * 300, "a/" * 3000, "none",
    "a\x1b[2Jb", "\u202eb", "a\nb", "\udc80", "folder/", "none/none", "~root", "file:///etc/passwd", "http://127.0.0.1/",
    "\\\\host\\share", "CON", "-", "*",
]  # fmt: skip
OUTSIDE = ["../outside.toml", "/etc/passwd", "link-outside.toml", "sub/../../outside.toml", "pipe.toml", "circle.toml",
           "/dev/zero", "fuzzed-extends.toml", "\u202e.toml", "a\\u0000.toml", "http://127.0.0.1/a.toml"]  # fmt: skip

PLACES = [
    *((name, place) for name in _READ if name != "extends" for place in NOWHERE),
    *(("extends", place) for place in [*OUTSIDE, *NOWHERE]),
    *((name, place) for name in _WRITTEN for place in ("pipe", "folder", "/proc/self/x", "none" * 99)),
]
"""Every command with every place: few enough to try them all."""


def check_place(asked: tuple[str, str], folder: Path) -> bool:
    """Name such a place to a command; it must be as it was afterwards."""
    sort, place = asked
    inside = folder / "fuzzed" / "scenarios"
    made(inside)
    if sort == "extends":
        text = f'extends = "{place}"\n{PROSE}'
        (inside / "fuzzed-extends.toml").write_text(text, encoding="utf-8", errors="surrogatepass")
    words = [word.format(place) if "{}" in word else word for word in {**_READ, **_WRITTEN}[sort]]
    before = _what(inside)
    refused = check_told(run(words, inside))
    assert _what(inside) == before, f"{before} became {_what(inside)}"
    return refused


def made(folder: Path) -> None:
    """Make a folder with everything in it that is no file."""
    folder.mkdir(parents=True)
    (folder.parent / "fuzzed-outside.toml").write_text(PROSE)
    (folder / "fuzzed.csv").write_text("no table\n")
    for name in ("pipe", "pipe.toml", "pipe.svg", "pipe.nc"):
        os.mkfifo(folder / name)
    for name in ("folder", "folder.svg", "folder.nc", "sub"):
        (folder / name).mkdir()
    links = {
        "circle": "circle", "circle.toml": "circle.toml", "circle.svg": "circle.svg", "circle.nc": "circle.nc",
        "link-to-pipe": "pipe", "link-to-device": "/dev/zero", "link-to-nothing": "nothing",
        "link-outside.toml": "../fuzzed-outside.toml",
    }  # fmt: skip
    for name, leads in links.items():
        (folder / name).symlink_to(leads)
    with suppress(OSError), socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "socket"))


def _what(folder: Path) -> dict[str, int]:
    """Return what there is by its kind; an empty folder for results may be made."""
    return {path.name: path.lstat().st_mode for path in folder.iterdir() if path.name != "out"}
