"""The page behind an address of this machine: who may see it, and what it may ask."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from socket import create_server, socket
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from prakerja.explorer.engines import Answer
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.save import save_setting
from prakerja.explorer.setting import changes_of
from prakerja.explorer.told import frame_of, view_of
from prakerja.explorer.workers import Workers
from prakerja.report import LANGUAGES, Words
from prakerja.scenario import InputError, Problem

HERE = "127.0.0.1"
"""The only address that is listened on."""

PAGES, SLOTS, LONGEST = 32, 9, 20_000
"""Pages open at once, settings one of them can have counted at once, bytes of a message."""

_TYPES = {"page.html": "text/html", "page.js": "text/javascript", "page.css": "text/css"}
_LOCAL = "http://127.0.0.1:* http://localhost:*"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {above}"
)


class Served:
    """An explorer at an address, with a key that is made anew for every run.

    Parameters
    ----------
    lang
        The language of a page that asks for none.
    folder
        Where settings are saved; beside the plan's file unless given.
    """

    def __init__(self, explorer: Explorer, workers: Workers, lang: str = "en", folder: Path | None = None) -> None:
        Words(lang)
        self.explorer, self.workers, self.lang, self.folder = explorer, workers, lang, folder
        self.key, self.port = secrets.token_urlsafe(32), 0
        self.pages: set[Live] = set()

    @property
    def address(self) -> str:
        """Where the page is, its key included."""
        return f"http://{HERE}:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """The name under which a browser keeps the key: cookies do not tell ports apart."""
        return f"prakerja-{self.port}"

    def listen(self, port: int = 0) -> HTTPServer:
        """Begin to listen on a port, any that is free unless given, in the event loop that runs.

        Raises
        ------
        InputError
            If the port is taken.
        """
        listening = socket_on(port)
        self.port = listening.getsockname()[1]
        routes: list[Any] = [(r"/live", Live, {"served": self}), (r"/(|page\.js|page\.css)", Page, {"served": self})]
        server = HTTPServer(
            Application(routes, websocket_max_message_size=LONGEST), max_body_size=0, max_header_size=LONGEST
        )
        server.add_socket(listening)
        return server

    async def numbers(self, setting: dict[str, float], exact: bool) -> Answer:
        """Return what a setting comes to, counted by the workers."""
        pieces = self.explorer.pieces(setting, exact, self.workers.count)
        return self.explorer.numbers(setting, exact, await self.workers.run(pieces))

    async def save(self, said: dict[str, Any], words: Words) -> dict[str, Any]:
        """Write a setting as a scenario file, and say where."""
        explorer = self.explorer
        setting = explorer.read(said["setting"])
        changes = changes_of(explorer.controls, setting)
        title = f"{explorer.plan.title}: {', '.join(setting) or 'the plan'}"
        file = save_setting(explorer.plan, changes, str(said.get("name", "")), title, self.folder)
        return {"saved": words("explore.saved", file=str(file))}


def socket_on(port: int) -> socket:
    """Return a socket that listens on a port of this machine.

    Raises
    ------
    InputError
        If the port is taken.
    """
    try:
        listening = create_server((HERE, port))
    except OSError as error:
        raise InputError("explore", [Problem("--port", str(port), f"cannot be used: {error.strerror}")]) from None
    listening.setblocking(False)
    return listening


class _Guarded(RequestHandler):
    """Answers only to this machine's own name, to pages of its own, and to whoever has the key."""

    def initialize(self, served: Served) -> None:
        self.served = served

    def prepare(self) -> None:
        host, own = self.request.host, {f"{name}:{self.served.port}" for name in (HERE, "localhost")}
        origin = self.request.headers.get("Origin")
        if host not in own or (origin is not None and origin != f"http://{host}"):
            raise HTTPError(403, reason="Foreign host or origin")
        kept = "" if self.framed else self.get_cookie(self.served.cookie, "")
        given = self.get_query_argument("key", None) or kept or ""
        if not hmac.compare_digest(given.encode(), self.served.key.encode()):
            raise HTTPError(403, reason="The key is missing or of another run")

    @property
    def framed(self) -> bool:
        """Whether another page, such as a notebook, shows this one inside itself: it has to have the key itself."""
        return self.request.headers.get("Sec-Fetch-Dest") == "iframe"

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}. Open the address that prakerja explore printed.\n")


class Page(_Guarded):
    """The page, its script and its style: three files of the package, by name."""

    def get(self, name: str) -> None:
        """Send a file; the key goes from the address into a cookie, so that an address can be sent to others."""
        if not name and self.get_query_argument("key", None) and not self.framed:
            self.set_cookie(self.served.cookie, self.served.key, httponly=True, samesite="Lax")
            self.redirect("/")
            return
        name = name or "page.html"
        above = _LOCAL if self.framed else "'none'"
        self.set_header("Content-Security-Policy", _POLICY.format(above=above))
        self.set_header("Content-Type", f"{_TYPES[name]}; charset=utf-8")
        for header, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                              ("Cache-Control", "no-store")):  # fmt: skip
            self.set_header(header, value)
        text = files(__package__).joinpath("page", name).read_text(encoding="utf-8")
        key = f"?key={self.served.key}" if self.framed else ""
        self.finish(text.replace("{lang}", self.served.lang).replace("{key}", key) if name == "page.html" else text)


class Live(_Guarded, WebSocketHandler):
    """One page: what it asks is worked on until it asks anew in the same slot, or is closed."""

    def check_origin(self, origin: str) -> bool:
        """Return whether a page of this address asks."""
        return origin == f"http://{self.request.host}"

    def open(self, *_: str) -> None:
        """Take a page in, if there is room for one more."""
        self.work: dict[str, asyncio.Task[None]] = {}
        if len(self.served.pages) >= PAGES:
            self.write_message(json.dumps({"do": "full", "problems": [Words(self.served.lang)("explore.full")]}))
            self.close(4001, "full")
            return
        self.served.pages.add(self)

    def on_close(self) -> None:
        """Let go of everything the page still waited for."""
        self.served.pages.discard(self)
        for task in self.work.values():
            task.cancel()

    def on_message(self, message: str | bytes) -> None:
        """Begin what a page asks for; what is none of the questions there are ends the connection."""
        try:
            said = json.loads(message)
            slot, asked = str(said["slot"]), _ASKED[said["do"]]
            words = Words(said["lang"] if said["lang"] in LANGUAGES else self.served.lang)
            known = isinstance(said["setting"], dict) and (slot in self.work or len(self.work) < SLOTS)
        except (ValueError, TypeError, KeyError, RecursionError):
            known = False
        if not known:
            self.close(4000, "unknown question")
            return
        if slot in self.work:
            self.work[slot].cancel()
        self.work[slot] = asyncio.ensure_future(self._answer(asked, said, words))

    async def _answer(self, asked: Any, said: dict[str, Any], words: Words) -> None:
        try:
            answer = await asked(self.served, said, words)
        except InputError as error:
            answer = {"problems": _lines(error)}
        about = {key: said.get(key) for key in ("do", "slot", "turn")}
        with suppress(WebSocketClosedError):
            await self.write_message(json.dumps({**about, **answer}, ensure_ascii=False, allow_nan=False))


def _lines(error: InputError) -> list[str]:
    return [" ".join(filter(None, (problem.path, problem.found, problem.allowed))) for problem in error.problems]


async def _frame(served: Served, _: dict[str, Any], words: Words) -> dict[str, Any]:
    return {"frame": frame_of(served.explorer, words)}


async def _look(served: Served, said: dict[str, Any], words: Words) -> dict[str, Any]:
    exact = bool(said.get("exact"))
    setting = served.explorer.read(said["setting"])
    try:
        served.explorer.scenario(setting)
    except InputError as error:  # levers that contradict one another: they stay where they are
        return {"problems": _lines(error), "setting": said["setting"]}
    plan = await served.numbers({}, exact)
    return {"view": view_of(served.explorer, setting, await served.numbers(setting, exact), plan, words)}


async def _save(served: Served, said: dict[str, Any], words: Words) -> dict[str, Any]:
    return await served.save(said, words)


_ASKED = {"frame": _frame, "look": _look, "save": _save}
