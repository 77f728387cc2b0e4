"""Who may see the page, what it may ask, and what becomes of its work when it is closed; without a browser."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from prakerja.explorer.exploration import Exploration
from prakerja.explorer.exploring import explore
from prakerja.scenario import InputError, load

LOOK = {"do": "look", "slot": "now", "turn": 1, "setting": {"quota": "400"}, "exact": False, "lang": "en"}


def parts(served: Exploration) -> tuple[str, str]:
    """Return the address without its key, and the key."""
    address, _, key = served.address.partition("/?key=")
    return address, key


def code(served: Exploration, path: str, **headers: str) -> int:
    async def fetch() -> int:
        request = HTTPRequest(parts(served)[0] + path, headers=headers, follow_redirects=False)
        return (await AsyncHTTPClient().fetch(request, raise_error=False)).code

    return asyncio.run(fetch())


async def closed(live: WebSocketClientConnection, told: bool = False) -> None:
    """Close a page's socket and wait until that is told, unless it was: an event loop that ends before leaves it open.

    How long the other side takes depends on what else the machine does, and the warning comes in a later test.
    """
    live.close()
    while not told and await live.read_message() is not None:
        pass


def talk(served: Exploration, *said: Any, **headers: str) -> list[dict[str, Any] | None]:
    """Say things to the page's socket, each after the answer to the last, and return the answers."""
    address, key = parts(served)
    headers = {"Origin": address} | headers

    async def speak() -> list[dict[str, Any] | None]:
        live = await websocket_connect(HTTPRequest(f"{address.replace('http', 'ws')}/live?key={key}", headers=headers))
        answers = []
        for one in said:
            await live.write_message(one if isinstance(one, str | bytes) else json.dumps(one))
            answer = await live.read_message()
            answers.append(answer and json.loads(answer))
        await closed(live, told=answers[-1] is None)
        return answers

    return asyncio.run(speak())


def test_it_listens_on_this_machine_only(served: Exploration) -> None:
    port = int(parts(served)[0].rpartition(":")[2])
    listening = [line.split()[1] for file in ("/proc/net/tcp", "/proc/net/tcp6")
                 for line in Path(file).read_text().splitlines() if line.split()[3] == "0A"]  # fmt: skip
    assert [place for place in listening if place.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css", "/live"])
def test_without_the_key_or_from_elsewhere_nothing_is_shown(served: Exploration, path: str) -> None:
    address, key = parts(served)
    keyed = f"{path}?key={key}"
    assert code(served, path) == code(served, f"{path}?key={key[:-1]}") == code(served, f"{path}?key=%C3%A9") == 403
    assert code(served, keyed, Host="evil.example") == code(served, keyed, Host="evil.example:80") == 403
    assert code(served, keyed, Host=address[7:].replace("127.0.0.1", "127.0.0.1.evil.example")) == 403
    assert code(served, keyed, Origin="http://evil.example") == code(served, keyed, Origin="null") == 403
    assert code(served, path, Cookie=f"prakerja-1={key}") == 403


def test_the_key_moves_from_the_address_into_a_cookie_that_scripts_cannot_read(served: Exploration) -> None:
    address, key = parts(served)

    async def fetch(**headers: str) -> Any:
        return await AsyncHTTPClient().fetch(
            HTTPRequest(f"{address}/?key={key}", headers=headers, follow_redirects=False), raise_error=False
        )

    first, framed = asyncio.run(fetch()), asyncio.run(fetch(**{"Sec-Fetch-Dest": "iframe"}))
    assert (first.code, first.headers["Location"]) == (302, "/")
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert code(served, "/", Cookie=cookie.split(";")[0]) == 200
    assert code(served, "/", Cookie=cookie.split(";")[0], **{"Sec-Fetch-Dest": "iframe"}) == 403
    assert framed.code == 200
    assert key in framed.body.decode()
    assert "frame-ancestors http://127.0.0.1:* http://localhost:*" in framed.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/page/page.js", "/../server.py", "/%2e%2e/server.py", "/server.py", "/page.html", "//"]
)
def test_no_other_file_is_reached(served: Exploration, path: str) -> None:
    assert code(served, f"{path}?key={parts(served)[1]}") == 404


def test_a_socket_of_a_foreign_page_is_refused(served: Exploration) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        with pytest.raises(HTTPClientError, match="403"):
            talk(served, LOOK, Origin=origin)


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{", "[" * 10_000, b"\xff", "null", '{"do": "look"}', json.dumps(LOOK | {"do": "__class__"}),
     json.dumps(LOOK | {"setting": ["quota"]}), json.dumps(LOOK | {"turn": float("nan")}),
     json.dumps(LOOK | {"turn": float("inf")}), json.dumps(LOOK | {"do": ["look"]}), "x" * 30_000],
)  # fmt: skip
def test_what_is_no_question_ends_the_connection_and_nothing_else(served: Exploration, said: str | bytes) -> None:
    assert talk(served, said) == [None]
    (answer,) = talk(served, LOOK)
    assert answer is not None
    assert answer["view"]["setting"] == {"quota": "400"}


def test_what_is_no_setting_is_said_and_the_page_goes_on(served: Exploration) -> None:
    wrong = [{"quota": "1e9"}, {"__import__('os').system('x')": "1"}, {"last_wave": "<b>"}]
    *refused, fine = talk(served, *(LOOK | {"setting": one} for one in wrong), LOOK)
    assert ["problems" in answer for answer in refused if answer] == [True] * 3
    assert fine is not None
    assert fine["view"]["changed"] == ["Places a wave: 800 → 400"]


def test_a_fault_of_the_program_is_told_here_and_does_not_end_the_page(
    served: Exploration, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("prakerja.explorer.live.frame_of", lambda *_: 1 / 0)
    failed, fine = talk(served, LOOK | {"do": "frame"}, LOOK)
    assert failed is not None
    assert failed["problems"] == ["It could not be counted; why is said where prakerja explore was started."]
    assert "ZeroDivisionError" in caplog.text
    assert fine is not None
    assert fine["view"]


def test_a_page_cannot_ask_for_more_at_once_than_it_shows(served: Exploration) -> None:
    asked = [LOOK | {"slot": f"kept-{number}"} for number in range(10)]
    *answers, last = talk(served, *asked)
    assert all(answers)
    assert last is None


def test_saving_writes_beside_the_plan_and_nowhere_else(served: Exploration) -> None:
    folder = served.explorer.plan.own_folder
    assert folder is not None
    before = {file.name for file in folder.rglob("*")}
    save = LOOK | {"do": "save", "name": "half-the-places"}
    names = [save, save, *(save | {"name": name} for name in ("../up", "/elsewhere/x", "a.toml", None, ["a"]))]
    saved, *refused = talk(served, *names)
    assert {file.name for file in folder.rglob("*")} - before == {"half-the-places.toml"}
    assert saved is not None
    file = folder.resolve() / "half-the-places.toml"
    told = f"Saved: {file}. As a document: prakerja brief {folder / 'small.toml'} --compare {file}"
    assert saved["saved"] == told
    assert all(answer and "problems" in answer for answer in refused)
    half = load(folder / "half-the-places.toml")
    assert half.policy.quota.places == 400
    assert half.title == f"{served.explorer.plan.title}: Places a wave: 800 → 400"


def wait_for(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    return is_so()


def asking(served: Exploration, then: Callable[[WebSocketClientConnection], Coroutine[Any, Any, None]]) -> None:
    """Ask for much that is not known yet, with dice, and go on once it is begun."""
    address, key = parts(served)

    async def ask() -> None:
        url = f"{address.replace('http', 'ws')}/live?key={key}"
        live = await websocket_connect(HTTPRequest(url, headers={"Origin": address}))
        for number in range(6):
            said = LOOK | {"slot": f"kept-{number}", "setting": {"quota": str(20 * (number + 31))}, "exact": True}
            await live.write_message(json.dumps(said))
        while served.busy[1] < 2:
            await asyncio.sleep(0.001)
        await then(live)

    asyncio.run(ask())


def test_a_closed_page_frees_its_work(served: Exploration) -> None:
    asking(served, closed)
    assert wait_for(lambda: served.busy[1] == 0, seconds=2)  # what waited is gone at once
    assert wait_for(lambda: served.busy == (0, 0))


def test_a_port_that_is_taken_is_said_before_anything_is_learnt(served: Exploration) -> None:
    port = int(parts(served)[0].rpartition(":")[2])
    with pytest.raises(InputError, match=re.compile(rf"--port\s+{port}\s+cannot be used")):
        explore("scenarios/there-is-no-such-file.toml", port=port)


def test_a_notebook_shows_the_page_in_a_frame_and_closing_ends_everything() -> None:
    with explore("scenarios/small.toml", prior=True, draws=2, workers=1) as exploration:
        shown = exploration._repr_html_()
        assert shown.startswith(f'<iframe src="{exploration.address}"')
        assert code(exploration, "/", Cookie=f"prakerja-{parts(exploration)[0][17:]}={parts(exploration)[1]}") == 200
    with pytest.raises(ConnectionRefusedError):
        code(exploration, "/")
