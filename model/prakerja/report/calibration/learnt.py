"""What a calibration came to, in words: what narrowed, what taught it, what nothing is known about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from prakerja.report.common.causes import cause
from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading
from prakerja.report.common.words import Words
from prakerja.study import Posterior

_ROWS = 10
_NAMES = 4


def posterior_nodes(posterior: Posterior, words: Words) -> Iterator[Node]:
    """Put a posterior into words."""
    figures = words("head.calibrated", n=words.number(posterior.figures))
    yield heading(posterior.scenario, posterior.seed, words, figures)
    yield Sentence(_sentence(posterior, words))
    yield _table(posterior, words)
    yield Note("taught", words("learnt.taught"), tuple(_taught(posterior, words)))
    if posterior.ages:
        yield Note("ages", words("learnt.ages"), tuple(_ages(posterior, words)))
    yield Note("untouched", words("learnt.untouched"), (_named(posterior.untouched, words),))
    yield Note("left_out", words("learnt.left_out"), (_left_out(posterior, words),))
    yield Note("sampled", words("learnt.sampled"), (_sampled(posterior, words),))
    yield Data("provenance", lambda: posterior.provenance)
    yield Data("values", posterior.learnt)
    yield Data("statements", posterior.statements)
    yield Data("figures", posterior.fits)
    yield Data("untouched", lambda: posterior.untouched)
    yield Data("quality", lambda: posterior.quality)


def _sentence(posterior: Posterior, words: Words) -> str:
    table = posterior.learnt()
    if not len(table):
        return words("learnt.nothing")
    first = table.iloc[0]
    return words(
        "learnt.sentence",
        figures=words.number(posterior.figures),
        touched=words.number(len(table)),
        uncertain=words.number(len(table) + len(posterior.untouched)),
        most=cause(str(table.index[0]), words),
        narrowed=words.percent(first["narrowed"]),
    )


def _table(posterior: Posterior, words: Words) -> Table:
    columns = {
        "value": words("learnt.value"),
        "narrowed": words("learnt.narrowed"),
        "median": words("learnt.median"),
        "range": words("learnt.range"),
        "before": words("learnt.before"),
    }
    shown = posterior.learnt().head(_ROWS)
    return Table("answer", columns, tuple(_row(str(path), row, words) for path, row in shown.to_dict("index").items()))


def _row(path: str, row: Mapping[Any, Any], words: Words) -> tuple[Cell, ...]:
    after, before = (row["p5"], row["p95"]), (row["prior_p5"], row["prior_p95"])
    return (
        Cell(cause(path, words), path),
        Cell(words.percent(row["narrowed"]), row["narrowed"]),
        Cell(words.plainly(row["p50"]), row["p50"]),
        Cell("–".join(map(words.plainly, after)), after),
        Cell("–".join(map(words.plainly, before)), before),
    )


def _taught(posterior: Posterior, words: Words) -> Iterator[str]:
    table = posterior.taught()
    table = table[table["by_sd"].abs() > 0.1].sort_values("by_sd", key=abs, ascending=False).head(3)
    named = {reading.name: words(f"series.{reading.quantity}", wave=reading.wave) for reading in posterior.readings}
    for _, row in table.iterrows():
        name = words("learnt.taught_line", series=named[row["series"]], value=cause(row["moves_most"], words))
        yield f"{name} ({words.number(row['by_sd'], 1)} sd)"


def _ages(posterior: Posterior, words: Words) -> Iterator[str]:
    for name, row in posterior.statements().iterrows():
        day, source = str(name).split(", ", 1)
        yield words(
            "learnt.age_line",
            day=words.day(date.fromisoformat(day)),
            source=source,
            n=words.number(row["figures"]),
            age=words.days(round(row["p50"])),
            low=words.number(row["p5"]),
            high=words.number(row["p95"]),
        )
    yield words("learnt.alike")


def _named(paths: list[str], words: Words) -> str:
    named = [cause(path, words) for path in paths[:_NAMES]]
    more = len(paths) - len(named)
    said = ", ".join(named)
    return words("learnt.and_more", names=said, n=words.number(more)) if more > 0 else said or words("learnt.none")


def _left_out(posterior: Posterior, words: Words) -> str:
    reasons = Counter(row.quantity for row, _ in posterior.left_out)
    names = ", ".join(name for name, _ in reasons.most_common(3))
    return words("learnt.left_out_line", n=words.number(len(posterior.left_out)), names=names)


def _sampled(posterior: Posterior, words: Words) -> str:
    quality = posterior.quality
    return words(
        "learnt.sampler",
        n=words.number(quality.unknowns),
        rhat=words.number(quality.rhat, 2),
        ess=words.number(quality.ess),
        sweeps=words.number(quality.sweeps),
        verdict=words("learnt.converged" if quality.converged else "learnt.not_converged"),
    )
