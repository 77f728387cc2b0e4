"""What a briefing of a view is ordered with: the plan in the world that is set, and the policies of the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

from prakerja.explorer.explorer import Explorer
from prakerja.explorer.save import own_file, save_setting
from prakerja.explorer.setting import Setting, changes_of
from prakerja.explorer.told import changed_of
from prakerja.report import Words
from prakerja.report.briefing.command import command_of
from prakerja.report.common.stated import stated
from prakerja.scenario import InputError, Scenario
from prakerja.scenario.scenario import MOST_TITLE


@dataclass(frozen=True)
class Order:
    """A briefing that a process of its own shall write.

    Attributes
    ----------
    plan, policies
        What is told of, and what it is compared with.
    how
        Draws, seed and world, as for `prakerja.report.brief`.
    command
        What makes it again; nothing where the plan has no file.
    formats
        In which it is written; in all that can be, if there are none.
    folder, lang
        Where it is written, and in which language.
    """

    plan: Scenario
    policies: tuple[Scenario, ...]
    how: Mapping[str, Any]
    command: str
    formats: tuple[str, ...]
    folder: Path
    lang: str


def order_of(
    explorer: Explorer, settings: Sequence[Setting], folder: Path, formats: tuple[str, ...], words: Words
) -> Order:
    """Order a briefing of the plan, and of what is decided otherwise in some settings of levers.

    The first setting is the one that is seen: the values of the world that are set in it hold for all. Settings that
    decide the same are one policy. Each is saved in the folder, so that the briefing can be made again.

    Raises
    ------
    InputError
        If the levers of a setting contradict one another.
    """
    worlds, changes = explorer.worlds, _world(explorer, settings[0])
    world = {key: number for key, number in settings[0].items() if key in changes}
    decided = [{key: number for key, number in one.items() if key not in explorer.believed} for one in settings]
    policies = [one for place, one in enumerate(decided) if one and one not in decided[:place]]
    titles = [shorten(_title(explorer, one, words), MOST_TITLE, placeholder=" …") for one in policies]
    plan = explorer.plan
    if world:
        said = f"{stated(plan.title, words)}; {_title(explorer, world, words)}"
        plan = plan.replace(changes | {"title": shorten(said, MOST_TITLE, placeholder=" …")}, name=plan.name)
    made = tuple(
        plan.replace(changes_of(explorer.controls, one) | {"title": title}, name=f"policy-{number}")
        for number, (one, title) in enumerate(zip(policies, titles, strict=True), 1)
    )
    files = _saved(explorer, policies, titles, folder)
    learnt = {"posterior": worlds.posterior, "prior": worlds.origin.get("nothing_learnt") == "prior"}
    how = {"draws": explorer.exact, "seed": explorer.seed, "observations": explorer.asked.get("observations")} | learnt
    command = "" if files is None else _command(explorer, changes, files, words.lang)
    return Order(plan, made, how, command, formats, folder, words.lang)


def _world(explorer: Explorer, setting: Setting) -> dict[str, Any]:
    """Return what a setting changes of what nobody decides, by path, which is the key of such a lever."""
    return {key: number for key, number in setting.items() if key in explorer.believed}


def _title(explorer: Explorer, setting: Setting, words: Words) -> str:
    """Say what is set, without colons: what follows one is an explanation, and left out where there is no room."""
    return "; ".join(changed_of(explorer, setting, words)).replace(": ", " ")


def _saved(
    explorer: Explorer, policies: Sequence[Setting], titles: Sequence[str], folder: Path
) -> tuple[Path, list[Path]] | None:
    """Save policies beside the briefing; return the plan's file and theirs, nothing if it has none to extend."""
    try:
        return own_file(explorer.plan), [
            save_setting(explorer.plan, changes_of(explorer.controls, one), f"policy-{number}", title, folder)
            for number, (one, title) in enumerate(zip(policies, titles, strict=True), 1)
        ]
    except InputError:
        return None


def _command(explorer: Explorer, changes: Mapping[str, Any], files: tuple[Path, list[Path]], lang: str) -> str:
    plan, policies = files
    asked = {f"--{key.replace('_', '-')}": value for key, value in explorer.asked.items()}
    if not all(value is None or isinstance(value, bool | str | Path) for value in asked.values()):
        return ""  # figures or a posterior that were given as such, not as files
    said = {"--compare": policies, "--set": [f"{path}={number:.12g}" for path, number in changes.items()]}
    return command_of(plan, said | {"--draws": explorer.exact, "--seed": explorer.seed, **asked, "--lang": lang})
