"""The pool that pages share: quick looks first, nobody's work when nobody waits, a killed process is replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest

from prakerja.explorer.engines import Piece, pieces_of
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.workers import Workers
from prakerja.scenario import draw_world


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.close()


def children() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


@pytest.fixture(scope="module")
def pieces(explorer: Explorer) -> list[Piece]:
    world = draw_world(explorer.plan, 500, seed=7)
    return pieces_of(explorer.plan, world, 7, exact=True, workers=1)


def test_work_that_nobody_waits_for_any_more_is_never_begun(workers: Workers, pieces: list[Piece]) -> None:
    async def leave() -> tuple[int, int]:
        waits = asyncio.ensure_future(workers.run(pieces))
        await asyncio.sleep(0)
        assert workers.busy == (1, len(pieces) - 1)
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        assert workers.busy[1] == 0
        return (await workers.run(pieces[:1]))[0].cut.shape[0], workers.busy[0]

    assert asyncio.run(leave()) == (len(pieces[0].world), 0)


def test_a_quick_look_goes_before_what_was_asked_earlier_with_dice(workers: Workers, pieces: list[Piece]) -> None:
    quick = pieces_of(pieces[0].scenario, pieces[0].world.part(0, 3), 7, exact=False, workers=3)
    order = []

    async def ask(name: str, work: list[Piece]) -> None:
        await workers.run(work)
        order.append(name)

    async def both() -> None:
        first, second = (asyncio.ensure_future(ask("dice", work)) for work in (pieces[:2], pieces[2:4]))
        await asyncio.sleep(0)
        await asyncio.gather(first, second, ask("quick", quick))

    asyncio.run(both())
    assert order == ["quick", "dice", "dice"]


def test_two_who_ask_with_dice_share_what_there_is(workers: Workers, pieces: list[Piece]) -> None:
    order = []

    async def ask(name: str, work: list[Piece]) -> None:
        await workers.run(work)
        order.append(name)

    async def both() -> None:
        first = asyncio.ensure_future(ask("six", pieces[:6]))
        await asyncio.sleep(0)
        await asyncio.gather(first, ask("one", pieces[6:7]))

    asyncio.run(both())
    assert order == ["one", "six"]


def test_in_a_crowd_no_dice_are_begun_until_it_is_over(
    workers: Workers, pieces: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One looks, and two wait for the one process as another comes: who asks with dice meanwhile has them later."""
    monkeypatch.setattr("prakerja.explorer.workers._CALM", 1.0)
    quick = pieces_of(pieces[0].scenario, pieces[0].world.part(0, 3), 7, exact=False, workers=1)

    async def crowd() -> tuple[int, int]:
        looks = [asyncio.ensure_future(workers.run(quick)) for _ in range(4)]
        dice = asyncio.ensure_future(workers.run(pieces[:1]))
        await asyncio.gather(*looks)
        waits = workers.busy[1]
        assert workers.crowded
        await dice
        return waits, len(dice.result()[0].cut)

    assert not workers.crowded
    assert asyncio.run(crowd()) == (1, len(pieces[0].world))
    assert not workers.crowded


def test_what_waits_for_the_end_of_a_crowd_and_is_given_up_is_forgotten(
    workers: Workers, pieces: list[Piece], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prakerja.explorer.workers._CALM", 60.0)
    monkeypatch.setattr(workers, "_crowd_ends", 0.0)
    quick = pieces_of(pieces[0].scenario, pieces[0].world.part(0, 3), 7, exact=False, workers=1)

    async def crowd() -> None:
        looks = [asyncio.ensure_future(workers.run(quick)) for _ in range(4)]
        dice = asyncio.ensure_future(workers.run(pieces))
        await asyncio.gather(*looks)
        dice.cancel()
        with pytest.raises(asyncio.CancelledError):
            await dice

    asyncio.run(crowd())
    assert not workers._waiting
    monkeypatch.setattr(workers, "_crowd_ends", 0.0)


def test_a_process_that_was_killed_is_replaced(pieces: list[Piece]) -> None:
    others = children()
    pool = Workers(1, warm=pieces[:1])
    (pid,) = children() - others
    os.kill(pid, signal.SIGKILL)
    assert len(asyncio.run(pool.run(pieces[:2]))) == 2
    assert pid not in children()
    pool.close()
