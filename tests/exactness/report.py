"""The report: one page and two figures of what the proof of exactness found."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path

import matplotlib as mpl

from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.exactness.figures import fault_figure, limit_figure
from tests.exactness.results import LEVEL, Caught, Compared, Fell, Result

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
table { border-collapse: collapse; font-size: 13px; width: 100% }
th { text-align: left; border-bottom: 1px solid #888; font-weight: 600 } td { border-bottom: 1px solid #e4e4e4 }
td, th { padding: .15rem .6rem .15rem 0; vertical-align: top } .number { text-align: right; white-space: nowrap }
.no { color: #b3261e; font-weight: 600 } img { max-width: 100% } footer, .how { color: #666; font-size: 13px }
"""
_NAMES = {"mean": "means", "variance": "variances", "distribution": "distributions (KS)",
          "covariance": "cross-covariances", "neighbours": "covariances with the next future",
          "energy": "joint law (energy)"}  # fmt: skip


def write(found: Sequence[Result], folder: Path, failed: Sequence[str] = ()) -> Path:
    """Write ``index.html`` and its figures; what no test told is left out, and the page says how much there is.

    Parameters
    ----------
    failed
        The names of tests that failed, also of those that never came to tell anything.
    """
    compared = sorted((one for one in found if isinstance(one, Compared)), key=lambda one: one.world)
    caught = [one for one in found if isinstance(one, Caught)]
    fell = [one for one in found if isinstance(one, Fell)]
    body = [_verdict(compared, caught, fell, failed)]
    if fell:
        body += ["<h2>From dice to the fluid limit</h2>", _picture(limit_figure(fell), folder, "limit"), _limits(fell)]
    if compared or caught:
        body.append("<h2>Two engines, one law</h2>")
        body.append(_picture(fault_figure(compared, caught), folder, "faults"))
    if compared:
        body += [_WITHOUT, _worlds(compared)]
    if caught:
        body += ["<h2>Faults put into one engine on purpose</h2>", _faults(caught)]
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>Exactness</title><style>{_STYLE}</style>"
    page = folder / "index.html"
    with whole_file(page) as beside:
        beside.write_text("\n".join([head, *body, _footer()]) + "\n", encoding="utf-8")
    return page


def _verdict(
    compared: Sequence[Compared], caught: Sequence[Caught], fell: Sequence[Fell], failed: Sequence[str]
) -> str:
    wrong = [f"{one.world}: {_NAMES[one.test]}" for one in compared if not one.passed]
    wrong += [one.fault for one in caught if not one.passed] + [one.world for one in fell if not one.passed]
    wrong += [f"failed: {name}" for name in failed]
    worlds, comparisons = len({one.world for one in compared}), sum(one.comparisons for one in compared)
    said = (
        "<h1>The programme's counts and the twin's persons have the same law</h1>"
        if not wrong
        else f"<h1 class=no>Not as it must be: {escape('; '.join(wrong))}</h1>"
    )
    many = f"{comparisons:,} comparisons in {worlds} worlds, {len(caught)} faults, {len(fell)} limits"
    return f"{said}<p>{many}. Family-wise level {LEVEL:g} for the tests of a kind in one world.</p>"


_WITHOUT = """<p>Without a fault, in each world: the most surprising of all comparisons of a kind. A statistic is z of a
difference of means, of mean squared distances, of mean products; the greatest distance between two distributions; the
energy distance. Its p-value is corrected by Holm's method (means, variances and distributions together), or by
permutation. Futures: of the twin, one process a person, and of the programme, counts.</p>"""


def _worlds(compared: Iterable[Compared]) -> str:
    rows = (
        [one.world, _NAMES[one.test], f"{one.comparisons:,}", f"{one.persons:,} / {one.cohorts:,}",
         f"{one.statistic:.3g}", one.what, _p(one.p), "same" if one.passed else "DIFFERS"]
        for one in compared
    )  # fmt: skip
    heads = ["world", "test", "comparisons", "futures", "statistic", "of", "p", "verdict"]
    return _table(heads, rows, numbers={2, 3, 4, 6})


def _faults(caught: Iterable[Caught]) -> str:
    rows = (
        [one.fault, one.world, f"{one.persons:,} / {one.cohorts:,}",
         ", ".join(f"{many} {_NAMES[test]}" for test, many in one.tests.items()), one.what, one.test,
         f"{one.statistic:.3g}", _p(one.p), "found" if one.passed else "MISSED"]
        for one in caught
    )  # fmt: skip
    heads = ["fault", "world", "futures", "what differs", "most of all", "by its", "statistic", "p", "verdict"]
    return _table(heads, rows, numbers={2, 6, 7})


def _limits(fell: Iterable[Fell]) -> str:
    rows = (
        [one.world, f"{one.sizes[0]:,} to {one.sizes[-1]:,}",
         "; ".join(f"{mean:+.3g} ± {error:.2g}" for mean, error in zip(one.means, one.errors, strict=True)),
         f"{one.slope[0]:.3f} ± {one.slope[1]:.3f}" if one.slope else "–",
         f"{one.theory:g}" if one.theory is not None else "–", "as it must be" if one.passed else "NOT SO"]
        for one in fell
    )  # fmt: skip
    heads = ["world", "people", "dice − expectation, people, by size", "slope a head", "theory", "verdict"]
    return _table(heads, rows, numbers={1, 3, 4})


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: set[int]) -> str:
    def cell(place: int, said: str, tag: str) -> str:
        kind = "number" if place in numbers else "no" if said.isupper() else ""
        return f"<{tag}{f' class={kind}' if kind else ''}>{escape(said)}</{tag}>"

    lines = ["".join(cell(n, said, "td") for n, said in enumerate(row)) for row in rows]
    top = "".join(cell(n, said, "th") for n, said in enumerate(heads))
    return f"<table><tr>{top}</tr>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= LEVEL else f"{p:.0e}" if p > 0 else "0"


def _picture(figure: mpl.figure.Figure, folder: Path, name: str) -> str:
    with mpl.rc_context({"svg.hashsalt": "prakerja"}):
        for kind in ("svg", "png"):
            with whole_file(folder / f"{name}.{kind}") as beside:
                figure.savefig(beside, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return f'<p><img src="{name}.svg" alt="{name}"></p>'


def _footer() -> str:
    made_with = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "simpy"))
    return (
        f"<footer>make exactness · model {model_fingerprint()} · Python {platform.python_version()}, {made_with}; "
        "worlds, faults and tests are in tests/exactness, tests/person and tests/known; seeds are fixed.</footer>"
    )
