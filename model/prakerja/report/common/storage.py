"""What is kept on this machine, in words: where, how much of each kind, and how much there may be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from prakerja.report.common.words import Words
from prakerja.scenario.problems import visible


def storage_text(folder: Path, contents: Mapping[str, tuple[int, int]], limit: float, lang: str = "en") -> str:
    """Return in lines how many there are of each kind, and their size.

    Parameters
    ----------
    folder
        Where they are.
    contents
        By kind, how many and their bytes, as of `prakerja.study.runs.kept`.
    limit
        The most bytes of what is kept; the arrays of runs that go on come on top.

    Examples
    --------
    >>> print(storage_text(Path("here"), {"block": (2, 74_000_000), "futures": (0, 0)}, 5e9))
    Kept in here: 74.0 MB of at most 5,000.0 MB (PRAKERJA_CACHE_GB)
      blocks of runs that were stopped        2         74.0 MB
      arrays of runs that go on               0          0.0 MB
    """
    words = Words(lang)
    kept = sum(size for kind, (_, size) in contents.items() if kind != "futures")
    most = f"{_megabytes(limit, words)} (PRAKERJA_CACHE_GB)"
    lines = [words("storage.folder", folder=visible(str(folder)), size=_megabytes(kept, words), limit=most)]
    for kind, (count, size) in contents.items():
        lines.append(f"  {words(f'storage.{kind}'):<35}{words.number(count):>6}{_megabytes(size, words):>16}")
    return "\n".join(lines)


def cleared_text(size: int, lang: str = "en") -> str:
    """Return in a line how many bytes were freed."""
    words = Words(lang)
    return words("storage.cleared", size=_megabytes(size, words))


def _megabytes(size: float, words: Words) -> str:
    return f"{words.number(size / 1e6, 1)} MB"
