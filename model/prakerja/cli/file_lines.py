"""The files a command wrote, in as few lines as tell them: by folder, and by name with all its endings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from prakerja.scenario.problems import visible

_WIDTH, _INDENT = 100, 2
_BETWEEN = " · "
_AT_END = _BETWEEN.strip()
_NO_BREAK = "\N{NO-BREAK SPACE}"


def file_lines(files: Sequence[Path]) -> Iterator[str]:
    """Tell files: one alone by its path, several of a folder below the folder's.

    Examples
    --------
    >>> list(file_lines([Path("out/a.svg"), Path("out/a.csv"), Path("out/b.nc"), Path("c.txt")]))
    ['out/', '  a.svg .csv · b.nc', 'c.txt']
    """
    for folder in dict.fromkeys(file.parent for file in files):
        names: dict[str, list[str]] = {}
        for file in files:
            if file.parent == folder:
                names.setdefault(file.stem, []).append(file.suffix)
        if len(names) == 1 and len(*names.values()) == 1:
            ((stem, (ending,)),) = names.items()
            yield visible(str(folder / f"{stem}{ending}"))
            continue
        yield visible(f"{folder}/")
        told = [visible(stem + " ".join(endings)).replace(" ", _NO_BREAK) for stem, endings in names.items()]
        room = _WIDTH - 2 * _INDENT
        for line in textwrap.wrap(_BETWEEN.join(told), room, break_on_hyphens=False, break_long_words=False):
            yield " " * _INDENT + line.removeprefix(_AT_END).removesuffix(_AT_END).strip().replace(_NO_BREAK, " ")
