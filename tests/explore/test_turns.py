"""Where a page asks again and again: what is begun, what waits, and what is let go of."""

from __future__ import annotations

import asyncio

from prakerja.explorer.turns import Turns


def answered(*asked: tuple[str, bool]) -> list[str]:
    """Ask all at once, each before the first is through, and return what is answered, in order."""
    found: list[str] = []

    async def work(turns: Turns, name: str) -> None:
        async with turns.turn():
            for _ in range(5):
                await asyncio.sleep(0)
        found.append(name)

    async def ask() -> None:
        turns = Turns()
        for name, exact in asked:
            turns.take(work(turns, name), exact)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        for _ in range(100):
            await asyncio.sleep(0)

    asyncio.run(ask())
    return found


def test_a_quick_look_that_is_begun_is_finished_and_of_those_that_wait_the_newest_stays() -> None:
    assert answered(("1", False), ("2", False), ("3", False), ("4", False)) == ["1", "4"]


def test_dice_wait_for_the_quick_look_before_them() -> None:
    assert answered(("1", False), ("2", False), ("dice", True)) == ["1", "2", "dice"]


def test_dice_are_let_go_of_as_soon_as_anything_is_asked() -> None:
    assert answered(("dice", True), ("more dice", True)) == ["more dice"]
    assert answered(("dice", True), ("quick", False)) == ["quick"]
    assert answered(("1", False), ("dice", True), ("2", False)) == ["1", "2"]


def test_a_page_that_is_closed_lets_go_of_everything() -> None:
    async def close() -> int:
        turns, begun = Turns(), []

        async def work() -> None:
            async with turns.turn():
                begun.append(1)
                await asyncio.sleep(60)

        for exact in (False, False, True):
            turns.take(work(), exact)
            await asyncio.sleep(0)
        turns.close()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1  # this one
        return len(begun)

    assert asyncio.run(close()) == 1
