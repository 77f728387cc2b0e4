"""Writes the figures of a comparison as files, each with the numbers that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
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
from prakerja.report.figure_parts.files import FORMATS, in_bytes, own_settings
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.runs.spread import count_workers, spread_over
from prakerja.study.runs.whole_file import whole_file, write_table

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
    with comparison_figures(comparison, folder, lang, workers=1) as written:
        return written()


@contextmanager
def comparison_figures(
    comparison: Comparison, folder: str | Path, lang: str = "en", workers: int | None = None
) -> Iterator[Callable[[], list[Path]]]:
    """Draw the same in processes of their own while the block lasts; what is returned writes, and names the files.

    Parameters
    ----------
    workers
        How many; as many as there are cores and figures unless given. With one, all is drawn in this process.
    """
    folder = Path(folder)
    workers, hold = min(count_workers(workers, None), len(COMPARISON_FIGURES)), partial(_hold, comparison, lang)
    with spread_over(workers, begin=hold) as spread:
        drawn = spread(_drawn, COMPARISON_FIGURES)

        def written() -> list[Path]:
            figures = dict(zip(COMPARISON_FIGURES, drawn, strict=True))
            files = {folder / f"{name}.{kind}": figures[name][kind] for name in figures for kind in FORMATS}
            with ExitStack() as beside:
                for path, content in files.items():
                    beside.enter_context(whole_file(path)).write_bytes(content)
            tables = (write_table(numbers(comparison, name, lang), folder / f"{name}.csv", index=False)
                      for name in figures)  # fmt: skip
            return [folder / f"{table.stem}.{kind}" for table in tables for kind in (*FORMATS, "csv")]

        try:
            yield written
        finally:
            _held.clear()


_held: list[tuple[Comparison, str]] = []
"""What a process draws, and in which language."""


def _hold(comparison: Comparison, lang: str) -> None:
    _held[:] = [(comparison, lang)]


def _drawn(name: str) -> dict[str, bytes]:
    ((comparison, lang),) = _held
    with own_settings():
        return in_bytes(COMPARISON_FIGURES[name](comparison, lang=lang))


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
