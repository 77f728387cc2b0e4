"""What comes with the model: scenarios, policies, preferences and figures, called by their names from anywhere."""

from __future__ import annotations

import difflib
from pathlib import Path

_PACKED = Path(__file__).resolve().parents[1] / "scenarios"
"""Where they lie in an installed package; a clone has them at its top."""

FOLDER = _PACKED if _PACKED.is_dir() else _PACKED.parents[2] / "scenarios"
"""The folder tree of all that is shipped."""

PREFERENCES = "preferences"
"""Its one folder whose files are no scenarios."""


def scenarios() -> dict[str, Path]:
    """Return the file of every shipped scenario by its name, such as ``policies/over-select``.

    Examples
    --------
    >>> [name for name in scenarios() if "select" in name]
    ['policies/over-select']
    """
    return {name: file for name, file in _files().items() if not name.startswith(f"{PREFERENCES}/")}


def preferences() -> dict[str, Path]:
    """Return the file of every shipped view of what is wanted of a policy, such as ``preferences/labour``."""
    return {name: file for name, file in _files().items() if name.startswith(f"{PREFERENCES}/")}


def _files() -> dict[str, Path]:
    files = sorted(FOLDER.rglob("*.toml"), key=lambda file: (len(file.parts), file))
    return {file.relative_to(FOLDER).with_suffix("").as_posix(): file for file in files}


def named(name: str, known: dict[str, Path]) -> Path | None:
    """Return the file of this name among those that are shipped; the folder may be left out.

    Examples
    --------
    >>> named("over-select", scenarios()) == named("policies/over-select", scenarios())
    True
    """
    return known.get(name) or next((file for file in known.values() if file.stem == name), None)


def file_of(name: str | Path, known: dict[str, Path]) -> Path:
    """Return the file that is meant: one that is there, or else the shipped one of this name, or else what was said."""
    path = Path(name)
    file = None if path.suffix == ".toml" else named(path.as_posix(), known)
    return path if file is None or (path.exists() and not path.is_dir()) else file


def nearest_to(name: str | Path, known: dict[str, Path]) -> str:
    """Return which shipped ones may have been meant, as the end of a sentence; empty if a file was meant.

    Examples
    --------
    >>> nearest_to("scenarios/prakerja-2020.toml", scenarios()), nearest_to("over-selct", scenarios())
    ('; shipped, and called by name: prakerja-2020', '; shipped, and called by name: over-select')
    """
    stems = [file.stem for file in known.values()]
    near = difflib.get_close_matches(Path(name).name.removesuffix(".toml"), stems, n=3, cutoff=0.6)
    if near:
        return f"; shipped, and called by name: {', '.join(near)}"
    return "" if Path(name).suffix else "; `prakerja scenarios` lists what is shipped, and called by name"


def name_of(file: Path) -> str | None:
    """Return the name of a file that is shipped; None for any other."""
    file = file.resolve()
    return file.relative_to(FOLDER).with_suffix("").as_posix() if file.is_relative_to(FOLDER) else None
