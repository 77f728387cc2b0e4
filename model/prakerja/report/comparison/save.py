"""Writes the figures of a comparison as files, each with the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from prakerja.report.common.words import Words
from prakerja.report.comparison.decision import decision, decision_table
from prakerja.report.comparison.differences import differences
from prakerja.report.comparison.fans import backlog_ribbons, fans
from prakerja.report.comparison.finding import main_criteria
from prakerja.report.comparison.pareto import pair_of, pareto
from prakerja.report.comparison.provinces import coverage, provinces
from prakerja.report.figure_parts.figure import Plot
from prakerja.report.figure_parts.files import FORMATS, own_settings, write_figures
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.runs.whole_file import write_table

COMPARISON_FIGURES: Mapping[str, Plot] = {
    "decision": decision,
    "differences": differences,
    "fans": fans,
    "backlog": backlog_ribbons,
    "pareto": pareto,
    "provinces": provinces,
}
"""The figures of a comparison, by name."""


def save_comparison_figures(comparison: Comparison, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write every figure as SVG and PNG, all of them or none, and what is drawn in each as CSV.

    Parameters
    ----------
    folder
        Where to; it is made if it is not there.
    lang
        ``"en"`` or ``"id"``.

    Returns
    -------
    the files
    """
    folder = Path(folder)
    with own_settings():
        drawn = {name: draw(comparison, lang=lang) for name, draw in COMPARISON_FIGURES.items()}
        write_figures({folder / f"{name}.{kind}": ax for name, ax in drawn.items() for kind in FORMATS})
    files = []
    for name in drawn:
        files += [folder / f"{name}.{kind}" for kind in FORMATS]
        files.append(write_table(numbers(comparison, name, lang), folder / f"{name}.csv", index=False))
    return files


def numbers(comparison: Comparison, figure: str, lang: str = "en") -> pd.DataFrame:
    """Return the numbers that are drawn in a figure."""
    if figure == "decision":
        return decision_table(comparison, Words(lang))
    if figure == "provinces":
        return coverage(comparison)
    if figure in ("fans", "backlog"):
        return _by_day(comparison, "backlog" if figure == "backlog" else "paid_once")
    table = comparison.to_dataframe()
    names = pair_of(comparison) if figure == "pareto" else main_criteria(comparison)
    return table[table["criterion"].isin(names)]


def _by_day(comparison: Comparison, series: str) -> pd.DataFrame:
    """Return the quantiles of a quantity by policy and day."""
    kept = comparison.data.sel(series=series)
    table = kept["by_day"].to_series().unstack("quantile")
    table.columns = pd.Index([f"p{100 * float(level):g}" for level in table.columns])
    table.insert(0, "expected", kept["expected"].to_series())
    return table.reindex(comparison.names, level="policy").reset_index().assign(quantity=series)
