"""Many at one page for minutes: python -m tests.campaign.browsers FOLDER [CLIENTS] [MINUTES] [REAL].

`prakerja explore` runs as a process of its own. REAL clients are pages in a chromium, the others ask what the page's
script asks over the same socket; each moves a lever every 3 to 5 seconds, now and then back to the plan, and lets it
go, which asks for dice. Beside them are two that never read an answer, and one that is killed every few seconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaign.asker import Asker
from tests.campaign.crowd_report import Crowd, crowd_failures, crowd_lines
from tests.campaign.kept_open import Opened, machine_seconds, opened, seconds_below
from tests.campaign.real_pages import CHROMIUM, chromium, look_around
from tests.campaign.visitor import Visitor

CLIENTS, MINUTES, REAL, SLOW = 50, 10.0, 4, 2
EVERY = 5.0
"""Seconds from one sample of memory to the next, and from one that vanishes to the next."""

PATIENT = 90.0
"""Seconds within which all that the clients held must be free."""


async def crowd(server: Opened, clients: int, seconds: float, real: int) -> Crowd:
    """Let them all come, and return what was seen and held."""
    found = Crowd(clients, real, seconds, server.holding())
    began, spent, all_spent = time.perf_counter(), seconds_below(), machine_seconds()
    async with chromium() as browser:
        beside = [asyncio.ensure_future(work) for work in (_sample(server, found), _vanish(server.address, found))]
        slow = [asyncio.to_thread(_never_read, server.address, seconds, found) for _ in range(SLOW)]
        pages = [look_around(browser, server.address, number, seconds) for number in range(real)]
        visits = [Visitor(server.address, number, found.seen).visit(seconds) for number in range(clients - real)]
        looks, *_ = await asyncio.gather(asyncio.gather(*pages), asyncio.gather(*visits), *slow)
        found.frames = [look for one in looks for look in one]
        for work in beside:
            work.cancel()
        found.own = seconds_below() - spent - (server.holding().spent - found.before.spent)
        found.wall, found.machine = time.perf_counter() - began, machine_seconds() - all_spent
        found.last = server.holding()
    await _left(server, found)
    return found


async def _sample(server: Opened, found: Crowd) -> None:
    while True:
        await asyncio.sleep(EVERY)
        found.samples.append(server.holding())


async def _vanish(address: str, found: Crowd) -> None:
    """Ask for dice in six places, and be killed, again and again."""
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.campaign.asker", address, stdout=asyncio.subprocess.PIPE
        )
        try:
            assert process.stdout is not None
            await process.stdout.readline()
            await asyncio.sleep(1)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()
        found.vanished += 1
        await asyncio.sleep(EVERY)


def _never_read(address: str, seconds: float, found: Crowd) -> None:
    """Ask for another look twice a second and read none; come again when let go of."""
    ends, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        asker, began = Asker(address), time.perf_counter()
        while (here := time.perf_counter() < ends) and asker.ask({"window": str(7 + number % 53)}, exact=False):
            number += 1
            time.sleep(0.5)
        asker.close()
        if here:
            found.let_go.append(time.perf_counter() - began)


async def _left(server: Opened, found: Crowd) -> None:
    """Wait until what the clients held is free, and nobody works any more."""
    ends = time.perf_counter() + PATIENT
    while time.perf_counter() < ends:
        was = server.holding()
        await asyncio.sleep(2)
        found.after = server.holding()
        found.idle = found.after.spent - was.spent < 0.2
        if found.idle and found.after.counted == found.before.counted:
            return


def tried_crowd(folder: Path, clients: int = CLIENTS, minutes: float = MINUTES, real: int = REAL) -> int:
    """Let many look, write what was found into a folder, and return how many promises were not kept."""
    if not CHROMIUM.exists():
        real = 0
    with TemporaryDirectory() as own, opened(Path(own)) as server:
        found = asyncio.run(crowd(server, clients, 60 * minutes, real))
        found.said = server.said()
    failures = crowd_failures(found)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "browsers.md"
    path.write_text("\n".join([*crowd_lines(found), *failures]) + "\n", encoding="utf-8")
    print(path)
    return len(failures)


def main(folder: str, clients: str = str(CLIENTS), minutes: str = str(MINUTES), real: str = str(REAL)) -> int:
    """Run it; return 1 where a promise was not kept."""
    return int(tried_crowd(Path(folder), int(clients), float(minutes), int(real)) > 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
