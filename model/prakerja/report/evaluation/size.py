"""The size of the future's changes in words: what earlier days say of it, and what to write into a scenario."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, shown_name
from prakerja.report.common.words import Words
from prakerja.study.evaluation.lookback import SIZES
from prakerja.study.evaluation.size_of_change import PRIOR, SizeOfChange

_AT_THE_END = 0.1
"""From this part at the smallest or largest size that is asked, the answer is cut off there."""


def size_nodes(found: SizeOfChange, words: Words) -> Iterator[Node]:
    """Put what was learnt of the size into words."""
    futures = words("head.futures", n=words.number(found.draws))
    about = words("size.of", name=shown_name(found.scenario), day=words.day(found.scenario.as_of, year=True))
    yield heading(found.scenario, found.seed, words, futures, about=about)
    yield Sentence(sentence(found, words))
    columns = {
        "size": words("size.size"),
        "prior": words("size.prior"),
        "posterior": words("size.posterior"),
        "density": words("size.density"),
    }
    yield Table("answer", columns, tuple(_rows(found, words)), "<>>>")
    yield Note("days", words("size.days"), tuple(_days(found, words)))
    yield Note("state", words("size.state"), (words("size.write", under="[world.change]"), found.stated))
    yield Note("reading", words("hind.reading"), (words("size.how"), words("size.counts")))
    cautions = tuple(_cautions(found, words))
    if cautions:
        yield Note("caution", words("hind.caution"), cautions)
    yield Data("provenance", lambda: found.provenance)
    yield Data("sizes", found.to_dataframe)
    yield Data("learnt", lambda: {"p05": found.learnt.p05, "p95": found.learnt.p95})


def sentence(found: SizeOfChange, words: Words) -> str:
    """Say how large changes are, beside what was believed."""
    low, high = float(found.learnt.p05 or 0), float(found.learnt.p95 or 0)
    side = "larger" if low > 1 else "smaller" if high < 1 else "as_stated"
    return words(
        f"size.{side}",
        size=words.plainly(float(np.sqrt(low * high))),
        span=f"{words.plainly(low)}–{words.plainly(high)}",
        before=f"{words.plainly(PRIOR[0])}–{words.plainly(PRIOR[1])}",
        days=words.listed([words.day(one.as_of) for one in found.lookbacks]),
    )


def _rows(found: SizeOfChange, words: Words) -> Iterator[tuple[Cell, ...]]:
    told = found.told - found.told.max()
    for size, before, after, log_density in zip(SIZES, found.prior, found.posterior, told, strict=True):
        cells = (Cell(words.percent(before), before), Cell(words.percent(after), after))
        yield Cell(words.plainly(size), size), *cells, Cell(words.number(log_density, 1), log_density)


def _days(found: SizeOfChange, words: Words) -> Iterator[str]:
    for one in found.lookbacks:
        best = words.plainly(SIZES[int(np.argmax(one.density))])
        counted = words.number(one.counted, 1)
        yield words("size.day", day=words.day(one.as_of), n=words.number(one.figures), counted=counted, best=best)


def _cautions(found: SizeOfChange, words: Words) -> Iterator[str]:
    unfinished = [words.day(one.as_of) for one in found.lookbacks if not one.converged]
    if unfinished:
        yield words("hind.unfinished", days=words.listed(unfinished))
    if max(found.posterior[0], found.posterior[-1]) > _AT_THE_END:
        yield words("size.cut", low=words.plainly(SIZES[0]), high=words.plainly(SIZES[-1]))
    if found.counted < 1:
        yield words("size.little")
