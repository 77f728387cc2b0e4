"""What a briefing was made from, as a table: enough to make it again."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.briefing.briefing import Briefing
from prakerja.report.common.document import Cell, Table
from prakerja.report.common.heading import origin
from prakerja.report.common.words import Words

_VERSIONS = ("prakerja", "python", "numpy", "scipy", "simpy", "xarray")


def made_table(briefing: Briefing, words: Words) -> Table:
    """Return the provenance: hashes, the day of the figures, seed, versions, the command."""
    rows = tuple((Cell(words(f"brief_made.{name}"), name), Cell(said)) for name, said in _made(briefing, words))
    return Table("provenance", {"what": "", "value": ""}, rows, "<<")


def _made(briefing: Briefing, words: Words) -> Iterator[tuple[str, str]]:
    made_of = briefing.provenance
    yield "scenario", made_of["scenario"]
    yield "scenario_hash", made_of["scenario_hash"]
    yield "as_of", words.day(briefing.scenario.as_of, year=True, long=True)
    yield "origin", origin(made_of, words)
    for name in ("observations", "posterior"):
        if name in made_of:
            yield name, str(made_of[name])
    for name, fingerprint in made_of.get("compared", {}).items():
        if name != made_of["scenario"]:
            yield "compared", f"{name} ({fingerprint})"
    if "preferences" in made_of:
        yield "preferences", made_of["preferences"]
    yield "draws", words.number(made_of["draws"])
    yield "seed", str(made_of["seed"])
    yield "model", made_of["model"]
    yield "versions", ", ".join(f"{name} {made_of[name]}" for name in _VERSIONS if name in made_of)
    if briefing.command:
        yield "command", briefing.command
