"""Reads scenario files: TOML, with `extends` and settings from the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from prakerja.scenario import shipped
from prakerja.scenario.fields import may_be_absent
from prakerja.scenario.paths import drop, put, split
from prakerja.scenario.problems import InputError, Problem, found
from prakerja.scenario.read import read_text, toml
from prakerja.scenario.scenario import Scenario, build, root_of

_OWN_PROSE = ("title", "purpose", "source")
_CHOOSES = ("dist", "rule")
_NO_TABLE = "none"


def load(path: str | Path, settings: Iterable[str] = ()) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    path
        A TOML file, or the name of a shipped scenario, such as ``"prakerja-2020"`` or ``"over-select"``: a file that
        is there goes before a name. Its ``extends = "other.toml"`` is read first and merged table by table, by key;
        the other file must lie in the same folder tree (the outermost folder called ``scenarios``, else the file's
        own folder). ``extends = "prakerja-2020"``, without ``.toml``, names a shipped one. What its
        ``without = ["policy.waves.6"]`` names is taken out of the other first.
    settings
        Changes such as ``"world.purchase.probability=0.93"``, values as in TOML; ``"world.change=none"`` takes
        an optional table away.

    Raises
    ------
    InputError
        With every problem found.

    Examples
    --------
    >>> load("prakerja-2020", ["policy.quota.places=400_000"]).policy.quota.places
    400000
    """
    path, settings = shipped.file_of(path, shipped.scenarios()), list(settings)
    folder = _real(path).parent
    tree, wrong = _merged(path, root_of(folder), seen=())
    rests_on = shipped.name_of(path) or tree.get("shipped")
    wrong += [problem for setting in settings if (problem := _set(tree, setting))]
    tree["name"] = f"{path.stem} with {', '.join(settings)}" if settings else path.stem
    tree["shipped"] = rests_on
    return build(tree, where=str(path), wrong=wrong, folder=folder)


def extended(scenario: Scenario) -> Scenario | None:
    """Return the scenario that a scenario's file extends; None where there is no such file, or it extends none.

    Examples
    --------
    >>> extended(load("scenarios/small.toml")).name
    'prakerja-2020'
    """
    file = scenario.own_folder and scenario.own_folder / f"{scenario.name}.toml"
    if file is None or not file.is_file() or (other := _read(file).get("extends")) is None:
        return None
    target = _target(file, other, root_of(file.parent), (file.resolve(),))
    return load(target) if isinstance(target, Path) else None


def _merged(path: Path, root: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Any], list[Problem]]:
    """Return a file's tree laid over those it extends, and what the file itself lacks."""
    tree = _read(path)
    wrong = [Problem(key, "", "is missing: text of at least 3 characters") for key in _OWN_PROSE if key not in tree]
    if "name" in tree:
        wrong.append(Problem("name", found(tree["name"]), "is the name of the file: leave it out"))
    if "shipped" in tree:
        wrong.append(Problem("shipped", found(tree.pop("shipped")), "is seen from extends: leave it out"))
    without = tree.pop("without", [])
    if not isinstance(without, list):
        wrong.append(Problem("without", found(without), "must be a list of dotted paths"))
        without = []
    if "extends" not in tree:
        if without:
            wrong.append(Problem("without", found(without), "needs extends: it takes away what another file has"))
        # Reading the tree will say that its title is missing, but not so for one that would inherit it.
        return tree, [problem for problem in wrong if problem.path in ("name", "shipped", "without")]
    other = tree.pop("extends")
    target = _target(path, other, root, (*seen, _real(path)))
    if isinstance(target, Problem):
        raise InputError(str(path), [*wrong, target])
    by_name = shipped.name_of(target)
    under, below = _merged(target, shipped.FOLDER if by_name else root, (*seen, _real(path)))
    if below:
        raise InputError(str(target), below)
    under.pop("expects", None)  # said of the other against what that one extends
    wrong += [problem for path in without if (problem := drop(under, path))]
    if by_name:
        under["shipped"] = by_name
    return _deep_merge(under, tree), wrong


def _target(path: Path, other: object, root: Path, seen: tuple[Path, ...]) -> Path | Problem:
    if isinstance(other, str) and (file := shipped.named(other, shipped.scenarios())):
        return file if file.resolve() not in seen else Problem("extends", found(other), "extends itself in a circle")
    if not isinstance(other, str) or not other.endswith(".toml") or "\0" in other:
        near = shipped.nearest_to(other, shipped.scenarios()) if isinstance(other, str) else ""
        return Problem("extends", found(other), f"must name a .toml file, or a shipped scenario{near}")
    target = _real(_real(path).parent / other)
    if not target.is_relative_to(root):
        return Problem("extends", found(other), "must stay inside the scenario's own folder tree")
    if target in seen:
        return Problem("extends", found(other), "extends itself in a circle")
    if not os.path.isfile(target):  # noqa: PTH113  # which says no, too, of a name too long and of links in a circle
        return Problem("extends", found(other), "there is no such file")
    return target


def _real(path: Path) -> Path:
    """Return where links lead: those that lead in a circle, and a name that is none, to themselves."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a zero byte
        return path


def _read(path: Path) -> dict[str, Any]:
    try:
        return toml(read_text(path, near=lambda: shipped.nearest_to(path, shipped.scenarios())))
    except RecursionError:
        said = "is not TOML: nested too deeply"
    except ValueError as error:
        said = f"is not TOML: {error}"
    raise InputError(str(path), [Problem("(file)", "", said)])


def _deep_merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one tree over another: tables merge by key, but a named `dist` or `rule` replaces all."""
    merged = dict(under)
    for key, value in over.items():
        beneath = merged.get(key)
        if isinstance(value, dict) and isinstance(beneath, dict) and not any(key in value for key in _CHOOSES):
            merged[key] = _deep_merge(beneath, value)
        else:
            merged[key] = value
    return merged


def _set(tree: dict[str, Any], setting: str) -> Problem | None:
    path, equals, text = setting.partition("=")
    if not equals:
        return Problem(setting, "", "must read like world.purchase.probability=0.93")
    try:
        value = toml(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        value = text.strip()  # plain words need no quotes on a command line
    return put(tree, path.strip(), None if value == _NO_TABLE and _may_go(path) else value)


def _may_go(path: str) -> bool:
    try:
        return may_be_absent(Scenario, split(path))
    except ValueError:
        return False  # the path is no path, which is said when it is put
