"""Writes where rankings turn round, or the recommended policy fails: the picture, its numbers, and every box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from prakerja.report.common.words import Words
from prakerja.report.comparison.finding import headline
from prakerja.report.comparison.rules import told_flips
from prakerja.report.comparison.where import Where, policies_told, where_fails, where_turns
from prakerja.report.comparison.where_figure import axes_of, fails, turns, varying
from prakerja.report.figure_parts.files import FORMATS, own_settings, write_figures
from prakerja.study.comparison.box import Box
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.recommendation import Recommendation
from prakerja.study.runs.whole_file import write_table


def save_where(found: Comparison | Recommendation, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write the picture as SVG and PNG with what is drawn as CSV, and all boxes with their measures as CSV.

    Returns
    -------
    the files; none where no value of the world tells where anything happens
    """
    folder, words = Path(folder), Words(lang)
    where = where_fails(found, words) if isinstance(found, Recommendation) else where_turns(found, words)
    if not where.boxes and where.tree.bound is None:
        return []
    name, draw = ("fails", fails) if isinstance(found, Recommendation) else ("turns", turns)
    with own_settings():
        ax = draw(found, lang=lang)
        files = write_figures({folder / f"{name}.{kind}": ax for kind in FORMATS})
    files.append(write_table(futures_of(where), folder / f"{name}.csv", index=False))
    if where.boxes:
        files.append(write_table(box_table(found), folder / f"{name}-boxes.csv", index=False))
    return files


def futures_of(where: Where) -> pd.DataFrame:
    """Return what is drawn: in which futures it happens, and the two values of the world, a row a future."""
    world = varying(where.comparison)
    paths = axes_of(world, where.happens, where.boxes[0] if where.boxes else None)
    columns = {path: world[path] for path in paths}
    return pd.DataFrame({"draw": range(len(where.happens)), "happens": where.happens, **columns})


def box_table(found: Comparison | Recommendation) -> pd.DataFrame:
    """Return every box with its measures, a row a bound."""
    if isinstance(found, Recommendation):
        return pd.DataFrame(_bounds(found.fails, {"fails": found.policy}))
    flips = told_flips(found, headline(found), policies_told(found))
    said = ({"criterion": one.criterion, "ahead": one.ahead, "behind": one.behind} for one in flips)
    return pd.DataFrame([row for one, names in zip(flips, said, strict=True) for row in _bounds(one.rules, names)])


def _bounds(boxes: Iterable[Box], names: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for number, box in enumerate(boxes, start=1):
        for bound, p in zip(box.bounds, box.quasi_p, strict=True):
            limit = {"path": bound.path, "side": bound.side, "limit": bound.value, "quasi_p": p}
            measures = {"share": box.share, "density": box.density, "coverage": box.coverage}
            yield {**names, "box": number, **limit, **measures}
