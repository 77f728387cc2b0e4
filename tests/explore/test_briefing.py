"""A view becomes a briefing: what it is of, the process that writes it, its files, and nothing left of one given up."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from prakerja.explorer import documents
from prakerja.explorer.exploration import Exploration
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.order import Order, order_of
from prakerja.report import Words
from prakerja.scenario import load
from tests.explore.conftest import SMALL
from tests.explore.test_serving import LOOK, closed, code, parts, talk, wait_for

BRIEF = LOOK | {"do": "brief", "slot": "brief", "setting": {"recycling": "1"}, "kept": [{"recycling": "1"}]}


def ordered(explorer: Explorer, folder: Path, *settings: dict[str, object]) -> Order:
    return order_of(explorer, [explorer.read(one) for one in settings], folder, ("html",), Words("en"))


def test_the_plan_is_told_in_the_world_that_is_set_with_every_policy_of_the_view(tmp_path: Path) -> None:
    explorer = Explorer.of("small", prior=True, seed=7, moving=20, exact=24)
    driver = explorer.controls[-1]
    number = explorer.read({driver.key: driver.low})[driver.key]
    seen = {"quota": 400, driver.key: driver.low}
    order = ordered(explorer, tmp_path, seen, {"quota": 400}, {"recycling": 1, driver.key: driver.high}, {})
    assert order.plan.values() == explorer.plan.replace({driver.key: number}).values()
    assert order.plan.title.startswith("Kartu Prakerja 2020 at a thousandth of its size; ")
    assert [policy.title for policy in order.policies] == [
        "Places a wave 800 → 400", "Give revoked places again no → yes",
    ]  # fmt: skip
    for policy, changes in zip(order.policies, ({"quota": 400}, {"recycling": 1}), strict=True):
        expected = explorer.scenario(explorer.read(changes | {driver.key: driver.low}))
        assert policy.values() == expected.values()
    words = shlex.split(order.command)
    files = [word for word in words if word.endswith(".toml")]
    settings = [words[words.index("--set") + 1]]
    again = [load(file, settings) for file in files]
    assert [one.values() for one in again] == [one.values() for one in (order.plan, *order.policies)]
    assert words[-7:] == ["--draws", "24", "--seed", "7", "--prior", "--lang", "en"]


def test_a_plan_without_a_file_is_told_too_without_a_command(tmp_path: Path) -> None:
    explorer = Explorer.of(load(SMALL).replace({"policy.quota.places": 500}), prior=True, moving=2, exact=2)
    order = ordered(explorer, tmp_path, {"quota": 400})
    assert (order.command, len(order.policies)) == ("", 1)
    assert not list(tmp_path.iterdir())


def until_made(served: Exploration, said: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for a briefing, and return all that is told of it."""
    address, key = parts(served)

    async def ask() -> list[dict[str, Any]]:
        url = f"{address.replace('http', 'ws')}/live?key={key}"
        live = await websocket_connect(HTTPRequest(url, headers={"Origin": address}))
        await live.write_message(json.dumps(said))
        told = []
        while not told or "far" in told[-1]:
            message = await asyncio.wait_for(live.read_message(), 120)
            assert message is not None
            told.append(json.loads(message))
        await closed(live)
        return told

    return asyncio.run(ask())


@pytest.mark.slow
def test_a_briefing_is_written_and_handed_out_to_whoever_has_the_key(served: Exploration) -> None:
    *far, made = until_made(served, BRIEF)
    assert [said["far"] for said in (far[0], far[-1])] == [
        "The briefing is being counted: 0 %", "The briefing is being written …",
    ]  # fmt: skip
    folder = Path(made["made"].removeprefix("Written into ").removesuffix(":"))
    assert folder.parent == (served.explorer.plan.own_folder or Path()).resolve()
    assert {file.name for file in folder.iterdir()} == {"brief-en.html", "policy-1.toml"}
    (file,) = made["files"]
    assert code(served, f"/{file['at']}") == 403
    assert code(served, f"/{file['at']}?key={parts(served)[1]}") == 200
    for other in ("made/9/brief-en.html", f"{file['at'][:-13]}policy-1.toml", f"{file['at'][:-13]}../page.js"):
        assert code(served, f"/{other}?key={parts(served)[1]}") == 404
    page = (folder / "brief-en.html").read_text(encoding="utf-8")
    assert "Give revoked places again no → yes" in page
    plan = served.explorer.look({}).by_target["effective"].mean()  # with dice, in the same futures
    assert Words("en").people(float(plan)) in re.sub(r"<[^>]*>", "", page)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the process that writes says, in its place."""
    lines: list[dict[str, Any]] = []

    async def said(order: Order) -> AsyncGenerator[dict[str, Any], None]:
        for line in lines:
            for name in line.get("files", []):
                (order.folder / name).write_text("a briefing", encoding="utf-8")
            yield line

    monkeypatch.setattr(documents, "_said", said)
    return lines


def folders(served: Exploration) -> set[Path]:
    return set((served.explorer.plan.own_folder or Path()).glob("brief-*"))


def test_an_error_is_told_on_the_page_and_nothing_is_left(served: Exploration, told: list[dict[str, Any]]) -> None:
    before = folders(served)
    told += [{"counted": 0.5}, {"problems": [["--format", "pdf", "needs the extra"]]}]
    assert until_made(served, BRIEF)[-1]["problems"] == ["--format pdf needs the extra"]
    told[1:] = []  # a process that dies has said nothing more
    assert until_made(served, BRIEF)[-1]["problems"][0].startswith("It could not be counted")
    assert folders(served) == before
    wrong = {"setting": {"last_wave": "2020-11-05", "quta": "1"}}
    assert until_made(served, BRIEF | wrong)[-1]["problems"] == ["quta unknown lever did you mean quota?"]


def test_every_briefing_has_a_folder_of_its_own(served: Exploration, told: list[dict[str, Any]]) -> None:
    before = folders(served)
    told += [{"drawing": True}, {"files": ["brief-en.html"]}]
    first, second = (until_made(served, BRIEF)[-1] for _ in range(2))
    assert first["files"] != second["files"]
    assert len(folders(served) - before) == 2


def writers() -> list[str]:
    commands = (file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline") if file.exists())
    return [command.decode() for command in commands if b"prakerja.explorer.writer" in command]


def test_a_page_that_is_closed_gives_its_briefing_up(served: Exploration) -> None:
    before, address, key = folders(served), *parts(served)

    async def ask() -> None:
        url = f"{address.replace('http', 'ws')}/live?key={key}"
        live = await websocket_connect(HTTPRequest(url, headers={"Origin": address}))
        await live.write_message(json.dumps(BRIEF))
        end = time.monotonic() + 20
        while not writers() and time.monotonic() < end:
            await asyncio.sleep(0.01)
        assert writers()
        await closed(live)

    asyncio.run(ask())
    assert wait_for(lambda: not writers())
    assert wait_for(lambda: folders(served) == before)
    assert talk(served, LOOK)[0] is not None
