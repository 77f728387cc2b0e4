"""Documents of views: each is written by a process of its own into a folder of its own, and handed out by its page."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import re
import shutil
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import prakerja
from prakerja.explorer.order import Order
from prakerja.scenario import InputError, Problem, Scenario, shipped

Tell = Callable[[dict[str, Any]], Awaitable[None]]
"""Is told how far something is."""

_LONGEST = 60


class Documents:
    """What has been written since the server began, by the number under which a page finds it."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)
        self._written: list[list[Path]] = []

    async def write(self, order_in: Callable[[Path], Order], folder: Path, tell: Tell) -> int:
        """Write a briefing into a new folder, and return its number; cancelled, nothing of it is left.

        Parameters
        ----------
        order_in
            Gives what is ordered, once it is known in which folder.
        tell
            Is told what the process says of how far it is.

        Raises
        ------
        InputError
            If the folder cannot be written, or as by `prakerja.report.brief`.
        """
        await tell({"counted": 0.0})
        async with self._one_at_a_time, _whole(folder) as own:
            files: list[str] = []
            async with aclosing(_said(order_in(own))) as lines:
                async for said in lines:
                    if "problems" in said:
                        raise InputError("brief", [Problem(*one) for one in said["problems"]])
                    files = said.get("files", files)
                    await tell(said)
            if not files:
                raise RuntimeError("the briefing was not written")
        self._written.append([own / name for name in files])
        return len(self._written) - 1

    def files(self, number: int) -> list[Path]:
        """Return the files of a document; none of one that there is not."""
        return self._written[number] if number < len(self._written) else []


def folder_of(plan: Scenario, folder: Path | None) -> Path:
    """Return the folder of a plan's briefings: in a given one, beside its file, or, if shipped, where one works."""
    own = plan.own_folder
    beside = Path.cwd() if own is None or own.is_relative_to(shipped.FOLDER) else own
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plan.name).strip("-.")[:_LONGEST]
    return (folder or beside).resolve() / f"brief-{name}"


@asynccontextmanager
async def _whole(folder: Path) -> AsyncIterator[Path]:
    """Make a folder that is not there yet, with a number behind its name if need be; it stays if all goes well."""
    own, number = folder, 1
    while True:
        try:
            own.mkdir(parents=True)
            break
        except FileExistsError:
            number += 1
            own = folder.with_name(f"{folder.name}-{number}")
        except OSError as error:
            raise InputError("brief", [Problem("--out", str(own), f"cannot be written: {error.strerror}")]) from None
    try:
        yield own
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise


async def _said(order: Order) -> AsyncGenerator[dict[str, Any], None]:
    """Begin the process, give what the lines it writes say, and end it when nobody waits any more."""
    root = str(Path(prakerja.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "prakerja.explorer.writer",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(pickle.dumps(order))
            await process.stdin.drain()
            process.stdin.close()
        async for line in process.stdout:
            with suppress(ValueError):  # what else a library may print
                yield json.loads(line)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
