"""What a briefing was made from, as a table: enough to make it again."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.briefing.material import Material
from prakerja.report.common.document import Cell, Table
from prakerja.report.common.heading import origin
from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words

_VERSIONS = ("prakerja", "python", "numpy", "scipy", "simpy", "xarray")


def made_table(briefing: Material, words: Words) -> Table:
    """Return the provenance: hashes, the day of the figures, seed, versions, the command."""
    rows = tuple((Cell(words(f"brief_made.{name}"), name), said) for name, said in _made(briefing, words))
    return Table("provenance", {"what": "", "value": ""}, rows, "<<")


def _made(briefing: Material, words: Words) -> Iterator[tuple[str, Cell]]:
    made_of, as_of = briefing.provenance, briefing.scenario.as_of
    yield "scenario", Cell(made_of["scenario"])
    yield "scenario_hash", Cell(made_of["scenario_hash"])
    yield "as_of", Cell(words.day(as_of, year=True, long=True), as_of)
    yield "origin", Cell(origin(made_of, words))
    if "posterior" in made_of:
        yield "posterior", Cell(str(made_of["posterior"]))
    for name, fingerprint in made_of.get("compared", {}).items():
        if name != made_of["scenario"]:
            yield "compared", Cell(f"{name} ({fingerprint})")
    if "preferences" in made_of:
        yield "preferences", Cell(stated(made_of["preferences"], words), made_of["preferences"])
    yield "draws", Cell(words.number(made_of["draws"]), made_of["draws"])
    yield "seed", Cell(str(made_of["seed"]), made_of["seed"])
    yield "model", Cell(made_of["model"])
    yield "versions", Cell(", ".join(f"{name} {made_of[name]}" for name in _VERSIONS if name in made_of))
    if briefing.command:
        yield "command", Cell(briefing.command)
