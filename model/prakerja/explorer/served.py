"""What is served: an explorer, the pool that counts for it, and the key that opens its page."""

from __future__ import annotations

import secrets
import shlex
from pathlib import Path
from textwrap import shorten
from typing import Any

from tornado.websocket import WebSocketHandler

from prakerja.explorer.engines import Answer
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.save import own_file, save_setting
from prakerja.explorer.setting import changes_of
from prakerja.explorer.told import changed_of
from prakerja.explorer.workers import Workers
from prakerja.report import Words
from prakerja.report.common.stated import stated
from prakerja.scenario.scenario import MOST_TITLE

HERE = "127.0.0.1"
"""The only address that is listened on."""


class Served:
    """An explorer at an address, with a key that is made anew for every run.

    Parameters
    ----------
    lang
        The language of a page that asks for none.
    folder
        Where settings are saved, if not where `save_setting` says.
    """

    def __init__(self, explorer: Explorer, workers: Workers, lang: str = "en", folder: Path | None = None) -> None:
        Words(lang)
        self.explorer, self.workers, self.lang, self.folder = explorer, workers, lang, folder
        self.key, self.port = secrets.token_urlsafe(32), 0
        self.pages: set[WebSocketHandler] = set()

    @property
    def address(self) -> str:
        """Where the page is, its key included."""
        return f"http://{HERE}:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """The name under which a browser keeps the key: cookies do not tell ports apart."""
        return f"prakerja-{self.port}"

    async def numbers(self, setting: dict[str, float], exact: bool) -> Answer:
        """Return what a setting comes to, counted by the workers."""
        pieces = self.explorer.pieces(setting, exact, self.workers.count)
        return self.explorer.numbers(setting, exact, await self.workers.run(pieces))

    async def save(self, said: dict[str, Any], words: Words) -> dict[str, Any]:
        """Write a setting as a scenario file, and say where."""
        explorer = self.explorer
        setting = explorer.read(said["setting"])
        changes = changes_of(explorer.controls, setting)
        changed = "; ".join(changed_of(explorer, setting, words))
        title = shorten(
            f"{stated(explorer.plan.title, words)}: {changed}".removesuffix(": "), MOST_TITLE, placeholder=" …"
        )
        file = save_setting(explorer.plan, changes, str(said.get("name", "")), title, self.folder)
        plan = shlex.quote(str(own_file(explorer.plan)))
        return {"saved": words("explore.saved", file=shlex.quote(str(file)), plan=plan)}
