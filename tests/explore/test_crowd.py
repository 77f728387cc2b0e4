"""Many at once: what is the same is counted once, a look costs less in a crowd, and who never reads is let go of."""

from __future__ import annotations

import asyncio

import pytest

from prakerja.explorer.engines import simulate_piece
from prakerja.explorer.explorer import FEW, Explorer
from prakerja.explorer.shared import Shared
from prakerja.explorer.told import view_of
from prakerja.report import Words
from tests.campaign.asker import Asker
from tests.explore.conftest import SMALL
from tests.explore.test_serving import LOOK, Exploration, talk, wait_for


def test_what_several_wait_for_is_done_once_and_let_go_of_by_the_last() -> None:
    begun: list[str] = []

    async def work() -> int:
        begun.append("begun")
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            begun.append("let go of")
            raise
        return 7

    async def ask() -> None:
        shared = Shared[int]()
        first, *others = (asyncio.ensure_future(shared.found("same", work)) for _ in range(3))
        await asyncio.sleep(0)
        first.cancel()
        assert await asyncio.gather(*others) == [7, 7]
        assert begun == ["begun"]
        both = [asyncio.ensure_future(shared.found("same", work)) for _ in range(2)]
        await asyncio.sleep(0)
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        await asyncio.sleep(0)
        assert begun == ["begun", "begun", "let go of"]
        assert not shared._begun

    asyncio.run(ask())


def test_a_look_in_a_crowd_is_the_first_futures_of_the_whole_one_and_says_so() -> None:
    explorer = Explorer.of(SMALL, prior=True, seed=7, moving=FEW + 10, exact=2)
    setting = explorer.read({"quota": 400})
    few = {}
    for key, moved in (("plan", {}), ("moved", setting)):
        (piece,) = explorer.pieces(moved, exact=False, workers=2, few=True)
        assert len(piece.world) == FEW
        few[key] = explorer.numbers(moved, False, [simulate_piece(piece)], few=True)
    first = explorer.look({"quota": 400}, exact=False).by_year_end["paid_once"][:FEW]
    assert few["moved"].by_year_end["paid_once"].tolist() == pytest.approx(first.tolist(), rel=1e-6)
    words = Words("en")
    told = view_of(explorer, setting, few["moved"], few["plan"], words)["engine"]
    assert told == (
        f"Quick look: {FEW} futures in expectation, without dice; not {FEW + 10}, as many people look at once"
    )
    whole = view_of(explorer, setting, explorer.look(setting, False), explorer.look({}, False), words)["engine"]
    assert whole == f"Quick look: {FEW + 10} futures in expectation, without dice"


def test_who_never_reads_is_let_go_of_and_holds_nobody(served: Exploration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prakerja.explorer.live.UNREAD", 200_000)
    pages = served._served.pages
    asker = Asker(served.address)
    assert wait_for(lambda: len(pages) == 1)
    (answer,) = talk(served, LOOK)
    assert answer is not None
    assert answer["view"]["setting"] == {"quota": "400"}
    assert wait_for(lambda: not (pages and asker.ask({"quota": "400"}, exact=False)), seconds=60)
    assert wait_for(lambda: not pages)
    asker.close()
