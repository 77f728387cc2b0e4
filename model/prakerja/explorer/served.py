"""What is served: an explorer, the pool that counts for it, and the key that opens its page."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

from tornado.websocket import WebSocketHandler

from prakerja.explorer.documents import Documents, Tell, folder_of
from prakerja.explorer.engines import Answer
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.order import order_of
from prakerja.explorer.save import own_file, save_setting
from prakerja.explorer.setting import changes_of
from prakerja.explorer.shared import Shared
from prakerja.explorer.told import changed_of
from prakerja.explorer.workers import Workers
from prakerja.report import Words
from prakerja.report.briefing.formats import check_formats
from prakerja.report.common.stated import stated
from prakerja.scenario.scenario import MOST_TITLE

MOST_KEPT = 6
"""Settings that a page keeps side by side."""

HERE = "127.0.0.1"
"""The only address that is listened on."""


class Served:
    """An explorer at an address, with a key that is made anew for every run.

    Parameters
    ----------
    lang
        The language of a page that asks for none.
    folder
        Where settings are saved, if not where `save_setting` says, and briefings, if not where `folder_of` does.
    formats
        Of briefings: all that can be written, unless there are some.
    """

    def __init__(
        self,
        explorer: Explorer,
        workers: Workers,
        lang: str = "en",
        folder: Path | None = None,
        formats: Sequence[str] = (),
    ) -> None:
        Words(lang)
        self.formats, self.documents = tuple(check_formats(formats)) if formats else (), Documents()
        self.explorer, self.workers, self.lang, self.folder = explorer, workers, lang, folder
        self.key, self.port = secrets.token_urlsafe(32), 0
        self.pages: set[WebSocketHandler] = set()
        self._counting = Shared[Answer]()

    @property
    def address(self) -> str:
        """Where the page is, its key included."""
        return f"http://{HERE}:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """The name under which a browser keeps the key: cookies do not tell ports apart."""
        return f"prakerja-{self.port}"

    async def numbers(self, setting: dict[str, float], exact: bool, few: bool = False) -> Answer:
        """Return what a setting comes to, counted by the workers; once for all who wait for the same."""

        async def counted() -> Answer:
            pieces = self.explorer.pieces(setting, exact, self.workers.count, few)
            return self.explorer.numbers(setting, exact, await self.workers.run(pieces), few)

        return await self._counting.found((*setting.items(), exact, few), counted)

    def few(self, setting: dict[str, float], exact: bool) -> bool:
        """Return whether few draws have to do: many quick looks wait, and this one is not known."""
        return not exact and self.workers.crowded and not self.explorer.known(setting, exact)

    async def brief(self, said: dict[str, Any], words: Words, tell: Tell) -> dict[str, Any]:
        """Write a briefing of what is seen and kept, and say where it is."""
        explorer = self.explorer
        settings = [explorer.read(one) for one in (said["setting"], *_kept(said))]
        folder = folder_of(explorer.plan, self.folder)
        number = await self.documents.write(
            lambda own: order_of(explorer, settings, own, self.formats, words), folder, tell
        )
        files = self.documents.files(number)
        named = [{"name": file.name, "at": f"made/{number}/{file.name}"} for file in files]
        return {"made": words("explore.made", folder=str(files[0].parent)), "files": named}

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


def _kept(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the settings that a page keeps; nothing of what is none."""
    kept = said.get("kept")
    return [one for one in kept if isinstance(one, dict)][:MOST_KEPT] if isinstance(kept, list) else []
