"""One who looks at the page and moves levers at a person's pace: what `page.js` asks, over the same HTTP and socket."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PAUSE = (3.0, 5.0)
"""Seconds from one move to the next, each as likely."""

HELD = 0.1
"""Seconds for which a lever is held: a look when it moves, dice when it is let go."""

BACK = 0.1
"""How often somebody goes back to the plan instead."""

Setting = dict[str, str]


@dataclass
class Seen:
    """What visitors saw: seconds from a move to its look, from letting go to dice, and what was never answered."""

    looks: list[float] = field(default_factory=list)
    dice: list[float] = field(default_factory=list)
    moves: int = 0
    unanswered: int = 0
    contradictions: int = 0
    shown: int = 0
    fewer: int = 0
    turned_away: int = 0


class Visitor:
    """A page without its picture.

    Parameters
    ----------
    address
        Of the page, key included.
    number
        Of the visitor: the seed of what they move.
    seen
        Where what they saw is put down.
    """

    def __init__(self, address: str, number: int, seen: Seen) -> None:
        self.address, self.seen, self.random = address, seen, random.Random(number)
        self.setting: Setting = {}
        self._turn = self._shown = 0
        self._pending: list[tuple[int, bool, float]] = []
        self._frame: Mapping[str, Any] = {}

    async def visit(self, seconds: float) -> None:
        """Open the page, move levers for so long, and close it."""
        live = await self._open()
        reading = asyncio.ensure_future(self._read(live))
        ends = time.perf_counter() + seconds
        await asyncio.sleep(self.random.uniform(0, PAUSE[1]))
        while time.perf_counter() < ends and not reading.done():
            await self._move(live)
            await asyncio.sleep(self.random.uniform(*PAUSE) - HELD)
        self.seen.turned_away += reading.done()
        self.seen.unanswered += sum(not exact for _, exact, _ in self._pending)
        live.close()
        await reading

    async def _open(self) -> WebSocketClientConnection:
        """Get the page, its script and its style as a browser does, then its socket, then its frame."""
        own, _, keyed = self.address.partition("/?")
        client = AsyncHTTPClient()
        first = await client.fetch(HTTPRequest(f"{own}/?{keyed}", follow_redirects=False), raise_error=False)
        cookie = first.headers["Set-Cookie"].split(";")[0]
        for path in ("/", "/page.js", "/page.css"):
            await client.fetch(own + path, headers={"Cookie": cookie})
        url = own.replace("http", "ws", 1) + "/live"
        live = await websocket_connect(HTTPRequest(url, headers={"Origin": own, "Cookie": cookie}))
        await live.write_message(json.dumps({"do": "frame", "slot": "frame", "setting": {}, "lang": "en"}))
        answer = await live.read_message()
        if answer is None or "frame" not in (said := json.loads(answer)):
            raise ConnectionError(f"no frame: {answer!r}")
        self._frame = said["frame"]
        await self._look(live, exact=True)
        return live

    async def _move(self, live: WebSocketClientConnection) -> None:
        """Move a lever to somewhere else, and let it go."""
        lever = self.random.choice(self._frame["controls"])
        if self.setting and self.random.random() < BACK:
            self.setting = {}
        else:
            steps = max(1, round((lever["high"] - lever["low"]) / lever["step"]))
            number = min(lever["high"], lever["low"] + self.random.randint(0, steps) * lever["step"])
            said = str(date.fromordinal(round(number))) if lever["kind"] == "date" else f"{number:.10g}"
            self.setting = self.setting | {lever["key"]: said}
        self.seen.moves += 1
        await self._look(live, exact=False)
        await asyncio.sleep(HELD)
        await self._look(live, exact=True)

    async def _look(self, live: WebSocketClientConnection, exact: bool) -> None:
        self._turn += 1
        self._pending.append((self._turn, exact, time.perf_counter()))
        said = {"do": "look", "slot": "now", "turn": self._turn, "setting": self.setting, "exact": exact, "lang": "en"}
        with suppress(Exception):  # a socket that is closed is told by who reads it
            await live.write_message(json.dumps(said))

    async def _read(self, live: WebSocketClientConnection) -> None:
        """Put down what is answered, by the rules by which the page shows it, until the socket is closed."""
        while (answer := await live.read_message()) is not None:
            said = json.loads(answer)
            if said["turn"] <= self._shown:
                continue
            self._shown = said["turn"]
            until = [one for one in self._pending if one[0] <= self._shown]
            self._pending = [one for one in self._pending if one[0] > self._shown]
            now = time.perf_counter()
            self.seen.looks += [now - since for _, exact, since in until if not exact]
            if "view" not in said:
                self.seen.contradictions += 1
                self.setting = {}
            elif said["view"]["exact"]:
                self.seen.dice.append(now - until[-1][2])
            else:
                self.seen.shown += 1
                self.seen.fewer += "as many people look at once" in said["view"]["engine"]
