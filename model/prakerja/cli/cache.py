"""The command about what is kept on this machine: how much, and away with it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from prakerja.cli import options


class CacheAction(StrEnum):
    """What to do with it."""

    show = "show"
    clear = "clear"


def cache(
    action: Annotated[CacheAction, typer.Argument(help="Say what there is, or remove it.")] = CacheAction.show,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
) -> None:
    """Say what is kept here, posteriors and blocks of stopped runs, or remove it; it is made again when it is needed.

    It is in `.prakerja` of the working folder, or where `PRAKERJA_CACHE` says, and has at most 10 GB, or as many as
    `PRAKERJA_CACHE_GB` says: the oldest goes first.

    **Example:** `prakerja cache clear`
    """
    from prakerja.report.common.storage import cleared_text, storage_text
    from prakerja.study.runs import kept

    folder, limit = kept.place(), kept.limit()
    before = kept.contents(folder)
    if action is CacheAction.clear:
        kept.clear(folder)
    now = kept.contents(folder)
    freed = sum(size for _, size in before.values()) - sum(size for _, size in now.values())
    if as_json:
        kinds = {kind: {"count": count, "bytes": size} for kind, (count, size) in now.items()}
        said = {"folder": str(folder), "limit_bytes": limit, "freed_bytes": freed, "kept": kinds}
        typer.echo(json.dumps(said, indent=2))
        return
    if action is CacheAction.clear:
        typer.echo(cleared_text(freed, lang))
    typer.echo(storage_text(folder, now, limit, lang))
