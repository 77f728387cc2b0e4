"""What may reach the page from elsewhere or in an address, tried on `prakerja explore` as a process of its own."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from prakerja.explorer.exploration import Exploration
from tests.campaign.kept_open import Opened, opened
from tests.explore.conftest import SMALL
from tests.explore.test_serving import closed, code, parts

LONGEST_ANSWER = 20.0
"""Seconds, on a machine that others load."""

SETTINGS = (
    '{"quota": "__import__(\'os\').system(\'touch evaluated\')"}',
    '{"quota": "${7*7}"}', '{"quota": "=1+1"}', '{"last_wave": "=HYPERLINK(\\"http://evil.example\\")"}',
    '{"quota": "1e400"}', '{"quota": 1e400}', '{"quota": NaN}', '{"quota": "nan"}', '{"quota": "-inf"}',
    '{"quota": ' + "9" * 4000 + "}", '{"quota": "' + "9" * 15_000 + '"}', '{"last_wave": 1e300}',
    '{"quota": true}', '{"quota": null}', '{"quota": []}', '{"quota": {"dist": "normal"}}', '{"quota": "0x10"}',
    '{"last_wave": "9999-99-99"}', '{"last_wave": "2020-11-05T00:00"}', '{"quota": "\\u0000\\u202e\\ud800"}',
    '{"__class__": "1"}', '{"policy.quota.places": "1"}', '{"\\ud800": "1"}', '{"\\n\\u202ea": "1"}', '{"": "1"}',
    json.dumps({f"unknown-{number}": "1" for number in range(700)}),
)  # fmt: skip
"""Settings as an address may state them: each is refused in lines."""

PATHS = (
    "/../server.py", "/..%2fserver.py", "/%2e%2e/%2e%2e/etc/passwd", "/page.js/../../server.py", "//etc/passwd",
    "/page.js%00", "/page.js/", "/etc/passwd", "/..\\server.py", "/made/0/../../page.js", "/made/0/%2fetc%2fpasswd",
    "/made/0/brief.html", "/made/-1/a", "/made/999999/a", "http://evil.example/page.js/x", "/live/", "/nothing",
)  # fmt: skip


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("process"), workers=1, scenario=SMALL, draws=4) as server:
        yield server
        assert server.said() == ""


def status(server: Opened, line: str, **headers: str) -> int:
    """Send a request as it stands, which a client of HTTP would tidy up first, and return the status."""
    host = server.address[7:].partition("/")[0]
    said = "".join(f"{name}: {value}\r\n" for name, value in ({"Host": host} | headers).items())
    with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=LONGEST_ANSWER) as plain:
        plain.sendall(f"{line} HTTP/1.1\r\n{said}Connection: close\r\n\r\n".encode())
        return int(plain.makefile("rb").readline().split()[1])


def test_the_process_listens_at_one_place_of_this_machine_only(explored: Opened) -> None:
    held = {str(file.readlink()) for file in Path(f"/proc/{explored.process.pid}/fd").iterdir()}
    lines = [line.split() for file in ("tcp", "tcp6", "udp", "udp6")
             for line in Path("/proc/net", file).read_text().splitlines()[1:]]  # fmt: skip
    own = [(line[1], line[3]) for line in lines if f"socket:[{line[9]}]" in held]
    port = int(explored.address.partition("/?")[0].rpartition(":")[2])
    assert own == [(f"0100007F:{port:04X}", "0A")]


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css", "/live", *PATHS])
def test_no_path_without_the_key_or_for_a_foreign_page(explored: Opened, path: str) -> None:
    keyed = f"GET {path}?{explored.address.partition('?')[2]}"
    assert status(explored, f"GET {path}") == status(explored, f"POST {path}") == 403
    assert status(explored, keyed, Host="evil.example") == status(explored, keyed, Origin="http://evil.example") == 403


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_outside(explored: Opened, path: str) -> None:
    assert status(explored, f"GET {path}?{explored.address.partition('?')[2]}") in (400, 403, 404)


def test_a_link_in_the_place_of_a_document_is_not_followed(served: Exploration, tmp_path: Path) -> None:
    whole, link = tmp_path / "whole.html", tmp_path / "link.html"
    whole.write_text("whole")
    link.symlink_to("/etc/passwd")
    written = served._served.documents._written
    written.append([whole, link])
    made, key = f"/made/{len(written) - 1}", parts(served)[1]
    assert code(served, f"{made}/whole.html?key={key}") == 200
    assert code(served, f"{made}/link.html?key={key}") == 404
    written.pop()


def test_nothing_of_an_address_is_evaluated_or_brings_the_page_down(explored: Opened) -> None:
    questions = [{"do": "look", "slot": "now", "turn": 1, "setting": "HERE", "lang": "en", "exact": exact}
                 for exact in (False, True)]  # fmt: skip
    said = [json.dumps(one).replace('"HERE"', text) for text in SETTINGS for one in questions]
    save = {"do": "save", "slot": "save", "turn": 1, "setting": {}, "lang": "en"}
    said += [json.dumps(questions[0] | {"slot": "\ud800", "setting": {"quta": "1"}})]
    said += [json.dumps(save | {"name": name}) for name in ("../up", "\ud800", "a" * 5000, {"a": 1}, "con\x00")]
    for answer in asyncio.run(answers(explored, said)):
        assert answer.get("problems"), answer
        assert not any(re.search(r"[\n\r\x00\u202e]", line) for line in answer["problems"]), answer
    (fine,) = asyncio.run(answers(explored, [json.dumps(questions[0] | {"setting": {"quota": "400"}})]))
    assert fine["view"]["setting"] == {"quota": "400"}
    assert explored.said() == ""
    assert not Path("evaluated").exists()


async def answers(server: Opened, said: list[str]) -> list[dict[str, Any]]:
    """Say things one after the other; each has to be answered."""
    own, _, keyed = server.address.partition("/?")
    live = await websocket_connect(HTTPRequest(f"{own.replace('http', 'ws')}/live?{keyed}", headers={"Origin": own}))
    found = []
    for one in said:
        await live.write_message(one)
        answer = await asyncio.wait_for(live.read_message(), LONGEST_ANSWER)
        assert answer is not None, f"ended by {one[:200]}"
        found.append(json.loads(answer))
    await closed(live)
    return found
