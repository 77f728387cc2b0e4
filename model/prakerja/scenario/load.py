"""Reads scenario files: TOML, with `extends` and settings from the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from prakerja.scenario.problems import InputError, Problem
from prakerja.scenario.scenario import Scenario, build

_OWN_PROSE = ("title", "purpose", "source")


def load(path: str | Path, settings: Iterable[str] = ()) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    path
        A TOML file. Its ``extends = "other.toml"`` is read first and merged table by table, by key; the other file
        must lie in the same folder tree (the outermost folder called ``scenarios``, else the file's own folder).
    settings
        Changes such as ``"world.purchase.probability=0.93"``, values as in TOML.

    Raises
    ------
    InputError
        With every problem found.
    """
    path = Path(path)
    tree = _merged(path, _root(path.resolve()), seen=())
    tree["name"] = path.stem
    settings = list(settings)
    for setting in settings:
        _set(tree, setting)
    if settings:
        tree["name"] = f"{path.stem} with {', '.join(settings)}"
    return build(tree, where=str(path))


def _root(path: Path) -> Path:
    named = [folder for folder in path.parents if folder.name == "scenarios"]
    return named[-1] if named else path.parent


def _merged(path: Path, root: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    tree = _read(path)
    other = tree.pop("extends", None)
    missing = [Problem(key, "", "is missing") for key in _OWN_PROSE if key not in tree]
    if missing:
        raise InputError(str(path), missing)
    if other is None:
        return tree
    here = path.resolve()
    target = (here.parent / str(other)).resolve()
    if not isinstance(other, str) or target.suffix != ".toml":
        raise InputError(str(path), [Problem("extends", str(other), "must name a .toml file")])
    if not target.is_relative_to(root):
        raise InputError(str(path), [Problem("extends", other, "must stay inside the scenario's own folder tree")])
    if target in (*seen, here):
        raise InputError(str(path), [Problem("extends", other, "extends itself in a circle")])
    return _deep_merge(_merged(target, root, (*seen, here)), tree)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(str(path), [Problem("(file)", "", "there is no such file")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), [Problem("(file)", "", f"cannot be read: {error}")]) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), [Problem("(file)", "", f"is not TOML: {error}")]) from None


def _deep_merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one tree over another: tables merge by key, a distribution or a lag is replaced whole."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        both_tables = isinstance(value, dict) and isinstance(below, dict)
        if both_tables and "dist" not in value and not (key == "quota" and "rule" in value):
            merged[key] = _deep_merge(below, value)  # type: ignore[arg-type]  # both are tables here
        else:
            merged[key] = value
    return merged


def _set(tree: dict[str, Any], setting: str) -> None:
    path, equals, text = setting.partition("=")
    keys = path.strip().split(".")
    if not equals or not all(keys):
        raise InputError("--set", [Problem(setting, "", "must read like world.purchase.probability=0.93")])
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text.strip()  # plain words need no quotes on a command line
    table = tree
    for step in keys[:-1]:
        below = table.setdefault(step, {})
        if not isinstance(below, dict):
            raise InputError("--set", [Problem(path.strip(), "", f"{step} is a value, not a table")])
        table = below
    table[keys[-1]] = value
