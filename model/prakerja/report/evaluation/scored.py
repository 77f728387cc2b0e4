"""Hindcasts in words: the sentence, the table, what so few figures prove, how to read it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from scipy import stats

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, shown_name
from prakerja.report.common.words import Words
from prakerja.study.evaluation.hindcast import Hindcast
from prakerja.study.evaluation.scoreboard import HORIZONS
from prakerja.study.runs.answers import LEVELS
from prakerja.study.runs.quantities import OBSERVED

Row = Mapping[str, Any]
"""A row of a hindcast's summary."""

_LEANS = 0.2
"""From this mean bias on, forecasts are said to lean to one side."""

_NARROW = 0.6
"""What 90 % bands of half the right width would hold of normal errors, about."""


def hindcast_nodes(found: Hindcast, words: Words) -> Iterator[Node]:
    """Put hindcasts into words."""
    day, row = asked(found)
    about, futures = (
        words("hind.of", name=shown_name(found.scenario)),
        words("head.futures", n=words.number(found.draws)),
    )
    yield heading(found.scenario, found.seed, words, futures, about=about)
    yield Sentence(_sentence(day, row, words))
    yield _tabled(found, words)
    yield Note("proof", words("hind.proof"), tuple(_proof(row, words)))
    yield Note("exported", words("hind.exported"), (_exported(found, words),))
    yield Note("event", words("hind.event"), (_event(row, words),))
    yield Note("reading", words("hind.reading"), (words("hind.how"), words("hind.rules")))
    unfinished = ", ".join(words.day(origin.as_of) for origin in found.origins if not origin.converged)
    if unfinished:
        yield Note("caution", words("hind.caution"), (words("hind.unfinished", days=unfinished),))
    yield Data("provenance", lambda: found.provenance)
    for by in ("as_of", "quantity", "horizon"):
        yield Data(f"by_{by}", partial(found.summary, by))
    yield Data("all", lambda: _table(found, "")[""])
    yield Data("scores", lambda: found.scores)


def verdict(row: Row) -> str:
    """Name what a comparison with the naive says: a key of the words' table.

    Examples
    --------
    >>> [verdict({"naive": 0.5, "high": high}) for high in (0.9, 1.2, math.nan)]
    ['clear', 'maybe', 'one_day']
    >>> verdict({"naive": 1.1, "high": 2.0}), verdict({"naive": math.nan, "high": math.nan})
    ('no', 'none')
    """
    if math.isnan(row["naive"]):
        return "none"
    if row["naive"] >= 1:
        return "no"
    if math.isnan(row["high"]):
        return "one_day"
    return "clear" if row["high"] < 1 else "maybe"


def asked(found: Hindcast) -> tuple[date | None, Row]:
    """Return the day that the sentence is about, the scenario's own, and its row; all in one if it is missing."""
    rows, own = _table(found, "as_of"), found.scenario.as_of
    if own in rows or len(rows) == 1:
        day = own if own in rows else next(iter(rows))
        return day, rows[day]
    return None, _table(found, "")[""]


def began(day: date | None, words: Words) -> str:
    """Say from when was forecast."""
    return words("hind.from_day", day=words.day(day, long=True)) if day else words("hind.from_all")


def inside(row: Row) -> int:
    """Count the figures that the 90 % bands held."""
    return round(row["within_90"] * row["figures"])


def _table(found: Hindcast, by: str) -> dict[Any, Row]:
    rows: dict[Any, Any] = found.summary(by).to_dict("index")
    return rows


def _sentence(day: date | None, row: Row, words: Words) -> str:
    held = words("hind.held", held=words.number(inside(row)), n=words.number(row["figures"]))
    case = verdict(row)
    said = {"share": words.percent(row["naive"]) if case != "none" else "", "span": _span(row, words)}
    return f"{began(day, words)} {words(f'hind.{case}', **said)} {held}"


def _span(row: Row, words: Words) -> str:
    if math.isnan(row["low"]):
        return ""
    high = words.percent(row["high"]) if math.isfinite(row["high"]) else "∞"
    return f"{words.number(100 * row['low'])}–{high}"


def _tabled(found: Hindcast, words: Words) -> Table:
    columns = {
        "group": words("hind.start"),
        "figures": words("hind.figures"),
        "naive": words("hind.naive"),
        "prior": words("hind.prior"),
        "bands": words("hind.bands"),
    }
    return Table("answer", columns, tuple(_rows(found, words)))


def _rows(found: Hindcast, words: Words) -> Iterator[tuple[Cell, ...]]:
    def title(key: str) -> tuple[Cell, ...]:
        return Cell(words(key)), *(Cell("") for _ in range(4))

    for day, row in _table(found, "as_of").items():
        yield _row(Cell(words.day(day), day), row, words)
    if len(found.origins) > 1:
        yield _row(Cell(words("hind.all"), "all"), _table(found, "")[""], words)
    yield title("hind.by_quantity")
    for quantity, row in _table(found, "quantity").items():
        if row["compared"]:
            yield _row(Cell(words(f"line.{OBSERVED[quantity]}"), quantity), row, words)
    yield title("hind.by_horizon")
    for end, row in _table(found, "horizon").items():
        yield _row(Cell(_horizon(end, words), end), row, words)


def _horizon(end: int, words: Words) -> str:
    if end == 0:
        return words("hind.over", n=str(HORIZONS[-1]))
    before = [other for other in HORIZONS if other < end]
    return (
        words("hind.between", first=str(before[-1] + 1), last=str(end)) if before else words("hind.up_to", n=str(end))
    )


def _row(group: Cell, row: Row, words: Words) -> tuple[Cell, ...]:
    naive = prior = Cell("–")
    if row["compared"]:
        span = f" ({_span(row, words)})" if _span(row, words) else ""
        naive = Cell(words.percent(row["naive"]) + span, {key: row[key] for key in ("naive", "low", "high")})
        prior = Cell(words.percent(row["prior"]), row["prior"])
    within = {level: row[f"within_{level}"] for level in LEVELS}
    held = ", ".join(words.number(100 * share) for share in within.values())
    lean = "high" if row["bias"] > _LEANS else "low" if row["bias"] < -_LEANS else "even"
    count = words("hind.count", n=words.number(row["figures"]), days=words.number(row["days"]))
    figures = Cell(count, {key: row[key] for key in ("figures", "days")})
    return group, figures, naive, prior, Cell(f"{held} %; {words(f'hind.{lean}')}", {**within, "bias": row["bias"]})


def _proof(row: Row, words: Words) -> Iterator[str]:
    """Say what so few figures can prove: how often bands of another width would do as these did, day by day."""
    days = int(row["days"])
    yield words("hind.worth", n=words.number(row["figures"]), days=words.days(days))
    held = round(row["within_90"] * days)
    if row["within_90"] >= _NARROW:
        chance = float(stats.binom.sf(held - 1, days, _NARROW))
        yield words("hind.as_well", narrow=words.percent(_NARROW), chance=words.percent(chance))
    else:
        yield words("hind.as_badly", chance=_small(float(stats.binom.cdf(held, days, 0.9)), words))


def _small(chance: float, words: Words) -> str:
    return words.percent(chance) if chance >= 0.005 else f"< {words.percent(0.01)}"


def _exported(found: Hindcast, words: Words) -> str:
    row = _table(found, "")[""]
    held = ", ".join(words.number(100 * row[f"exported_{level}"]) for level in LEVELS)
    return words("hind.held_line", held=held)


def _event(row: Row, words: Words) -> str:
    if math.isnan(row["brier"]):
        return words("hind.no_event")
    return words("hind.brier", score=words.number(row["brier"], 2), share=words.percent(row["quickened"]))
