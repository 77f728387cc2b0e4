"""What a page may ask: its frame, a look, to save; each is worked on until what is asked anew takes its place."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from prakerja.explorer.documents import Tell
from prakerja.explorer.guarded import Guarded
from prakerja.explorer.served import Served
from prakerja.explorer.told import frame_of, view_of
from prakerja.explorer.turns import Turns
from prakerja.report import LANGUAGES, Words
from prakerja.scenario import InputError
from prakerja.scenario.problems import visible

PAGES, SLOTS = 64, 9
"""Pages open at once, and settings that one of them can have counted at once."""

UNREAD = 2_000_000
"""Characters that wait for a page to read them, some twenty looks, before it is let go of: it may never read again."""


@dataclass(frozen=True)
class Asked:
    """What a page asks: of whom, in which of its places, in which words; and whom to tell how far the answer is."""

    served: Served
    turns: Turns
    said: dict[str, Any]
    words: Words
    tell: Tell


class Live(Guarded, WebSocketHandler):
    """One page: what it asks waits in a slot, and is let go of when the page is closed."""

    def check_origin(self, origin: str) -> bool:
        """Return that any page may ask which `prepare` has not refused: it knows the one origin there is."""
        return True

    def open(self, *_: str) -> None:
        """Take a page in, if there is room for one more."""
        self.turns: dict[str, Turns] = {}
        self.unread = 0
        if len(self.served.pages) >= PAGES:
            self.write_message(json.dumps({"do": "full", "problems": [Words(self.served.lang)("explore.full")]}))
            self.close(4001, "full")
            return
        self.served.pages.add(self)

    def on_close(self) -> None:
        """Let go of everything the page still waited for."""
        self.served.pages.discard(self)
        for turns in self.turns.values():
            turns.close()

    def on_message(self, message: str | bytes) -> None:
        """Begin what a page asks for; what is none of the questions there are ends the connection."""
        if self not in self.served.pages:  # it has been let go of, and may go on asking
            return
        try:
            said = json.loads(message)
            slot, asked = str(said["slot"]), _ASKED[said["do"]]
            words = Words(said["lang"] if said["lang"] in LANGUAGES else self.served.lang)
            about = {"do": str(said["do"]), "slot": slot, "turn": int(said.get("turn", 0))}
            known = isinstance(said["setting"], dict) and (slot in self.turns or len(self.turns) < SLOTS)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            known = False
        if not known:
            self._let_go(4000, "unknown question")
            return
        turns = self.turns.setdefault(slot, Turns())
        question = Asked(self.served, turns, said, words, lambda how_far: self._send(about | how_far))
        turns.take(self._answer(asked, question, about), bool(said.get("exact")))

    async def _answer(self, asked: Any, question: Asked, about: dict[str, Any]) -> None:
        try:
            answer = await asked(question)
        except InputError as error:
            answer = {"problems": _lines(error)}
        except Exception:  # a fault of the program: the page goes on, and the traceback is where it was started
            logging.getLogger(__name__).exception("a page asked for %s", question.said)
            answer = {"problems": [question.words("explore.failed")], "setting": question.said["setting"]}
        await self._send(about | answer)

    async def _send(self, answer: dict[str, Any]) -> None:
        said = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        text = said.encode(errors="backslashreplace").decode()  # half a character, which the name of a slot may have
        if self.unread > UNREAD:
            self._let_go(4002, "nothing is read")
            return
        self.unread += len(text)
        try:
            with suppress(WebSocketClosedError):
                await self.write_message(text)
        finally:
            self.unread -= len(text)

    def _let_go(self, code: int, why: str) -> None:
        self.on_close()
        self.close(code, why)


def _lines(error: InputError) -> list[str]:
    return [
        visible(" ".join(filter(None, (problem.path, problem.found, problem.allowed)))) for problem in error.problems
    ]


async def _frame(asked: Asked) -> dict[str, Any]:
    return {"frame": frame_of(asked.served.explorer, asked.words)}


async def _look(asked: Asked) -> dict[str, Any]:
    served, said = asked.served, asked.said
    exact = bool(said.get("exact"))
    setting = served.explorer.read(said["setting"])
    async with asked.turns.turn():
        try:
            served.explorer.scenario(setting)
        except InputError as error:  # levers that contradict one another: they stay where they are
            return {"problems": _lines(error), "setting": said["setting"]}
        few = served.few(setting, exact)
        plan = await served.numbers({}, exact, few)
        numbers = await served.numbers(setting, exact, few)
    await asyncio.sleep(0)  # whoever waits is begun before this one is put into words
    return {"view": view_of(served.explorer, setting, numbers, plan, asked.words)}


async def _save(asked: Asked) -> dict[str, Any]:
    return await asked.served.save(asked.said, asked.words)


async def _brief(asked: Asked) -> dict[str, Any]:
    words = asked.words

    async def tell(far: dict[str, Any]) -> None:
        if "counted" in far:
            await asked.tell({"far": words("explore.briefing", share=words.percent(far["counted"]))})
        elif "drawing" in far:
            await asked.tell({"far": words("explore.drawing")})

    return await asked.served.brief(asked.said, words, tell)


_ASKED = {"frame": _frame, "look": _look, "save": _save, "brief": _brief}
