"""The explorer served: at an address of this machine, by a thread of its own, as long as somebody wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from html import escape
from pathlib import Path
from threading import Thread
from typing import Any

from prakerja.explorer.explorer import Explorer
from prakerja.explorer.served import Served
from prakerja.explorer.server import listen
from prakerja.explorer.workers import Workers
from prakerja.report import Words
from prakerja.report.common.stated import stated

_HIGH = 900


class Exploration:
    """An explorer that is served until it is closed; a notebook shows its page.

    Attributes
    ----------
    explorer
        What is explored: `explorer.look({"quota": 400_000})` gives the numbers of a setting.
    address
        Where the page is, with the key that opens it.
    """

    def __init__(
        self,
        explorer: Explorer,
        port: int,
        lang: str,
        workers: int | None,
        folder: Path | None,
        formats: Sequence[str] = (),
    ) -> None:
        self.explorer = explorer
        explorer.look({}, exact=False)  # the plan, before there is a page, and a fork that inherits what was compiled
        warm = [piece for exact in (False, True) for piece in explorer.warm_up(exact)]
        self._workers = Workers(workers, warm)
        self._served, self._loop = Served(explorer, self._workers, lang, folder, formats), asyncio.new_event_loop()
        listening: Future[Any] = Future()
        self._thread = Thread(target=self._serve, args=(port, listening), daemon=True)
        self._thread.start()
        try:
            self._server = listening.result()
        except BaseException:
            self._workers.close()
            raise

    @property
    def address(self) -> str:
        """Where the page is, with the key that opens it."""
        return self._served.address

    @property
    def busy(self) -> tuple[int, int]:
        """How many pieces of work are being done, and how many wait."""
        return self._workers.busy

    def close(self) -> None:
        """Stop serving, and end the workers."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop)
            self._thread.join()
        self._workers.close()

    def wait(self) -> None:
        """Wait until somebody stops it, with Ctrl-C."""
        self._thread.join()

    def _repr_html_(self) -> str:
        """Return the page in a frame, for a notebook whose browser is on the same machine."""
        title = stated(self.explorer.plan.title, Words(self._served.lang))
        return (
            f'<iframe src="{escape(self.address)}" title="{escape(title)}" '
            f'style="width: 100%; height: {_HIGH}px; border: 1px solid #c9c9c9"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Exploration of {self.explorer.plan.name} at {self.address}"

    def __enter__(self) -> Exploration:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, port: int, listening: Future[Any]) -> None:
        asyncio.set_event_loop(self._loop)

        async def begin() -> Any:
            return listen(self._served, port)

        try:
            listening.set_result(self._loop.run_until_complete(begin()))
        except BaseException as error:
            listening.set_exception(error)
            return
        self._loop.run_forever()
        self._loop.run_until_complete(self._end())
        self._loop.close()

    def _stop(self) -> None:
        self._server.stop()
        for page in list(self._served.pages):
            page.close()
        self._loop.stop()

    async def _end(self) -> None:
        await self._server.close_all_connections()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
