"""The page in a real browser: levers, keys alone, both languages, two people at once, a closed page, no accident."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from prakerja.explorer.exploration import Exploration
from prakerja.explorer.order import Order
from prakerja.scenario import load

CHROMIUM = Path("/usr/bin/chromium")
SLOW = 20_000

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


@pytest.fixture(scope="module")
def browser(served: Exploration) -> Iterator[Browser]:  # the pool is forked before the browser has threads
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, served: Exploration) -> Iterator[Callable[..., Page]]:
    """Open the page in a browser of one's own; an error on the console or a request elsewhere fails the test."""
    opened: list[BrowserContext] = []
    accidents: list[str] = []

    def open_page(view: str = "", width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(SLOW)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: accidents.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: accidents.append(str(error)))
        own = served.address.partition("?")[0]
        page.on("request", lambda asked: None if asked.url.startswith(own) else accidents.append(asked.url))
        page.goto(served.address + view)
        counted(page)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert accidents == []


def counted(page: Page) -> None:
    """Wait until what is set has been counted with dice."""
    page.wait_for_selector("#answer[data-engine=exact]", timeout=SLOW)


def move(page: Page, lever: str, value: object) -> None:
    """Move a slider as a hand does: it moves, and has not been let go."""
    moves = "lever.value = value; lever.dispatchEvent(new InputEvent('input', { bubbles: true }));"
    page.locator(f"[id='lever-{lever}']").evaluate(f"(lever, value) => {{ {moves} }}", value)


def let_go(page: Page, lever: str) -> None:
    page.locator(f"[id='lever-{lever}']").dispatch_event("change")


def row(page: Page, number: int) -> list[str]:
    return page.locator(f"#table tbody tr:nth-child({number}) > *").all_inner_texts()


def test_a_lever_that_moves_shows_a_quick_look_and_dice_when_it_is_let_go(visit: Callable[..., Page]) -> None:
    page = visit()
    plan = row(page, 3)
    assert plan[-1] == "0"
    expect(page.locator("#difference")).to_have_text("This is the plan: no lever is moved.")
    move(page, "quota", 100)
    page.wait_for_selector("#answer[data-engine=quick]")
    expect(page.locator("#engine")).to_contain_text("20 futures in expectation")
    assert row(page, 3)[-1].startswith("-")
    expect(page.locator("#difference")).to_contain_text("fewer people are in effect")
    let_go(page, "quota")
    counted(page)
    expect(page.locator("#engine")).to_contain_text("24 futures with dice")
    expect(page.locator("#changed li")).to_have_text(["Places a wave: 800 → 100"])
    assert page.locator("#recipients svg path.ghost").count() == 3
    assert page.url.endswith("#lang=en&quota=100")
    page.locator("#back").click()
    counted(page)
    assert row(page, 3) == plan
    assert page.url.endswith("#lang=en")


def test_every_lever_can_be_moved_and_does_what_it_says(visit: Callable[..., Page], served: Exploration) -> None:
    page = visit()
    for control in served.explorer.controls:
        lever = page.locator(f"[id='lever-{control.key}']")
        if control.kind == "switch":
            lever.click()
        else:
            move(page, control.key, control.low)
            let_go(page, control.key)
    expect(page.locator("#changed li")).to_have_count(len(served.explorer.controls), timeout=SLOW)
    counted(page)


def test_the_keyboard_alone_does_everything(visit: Callable[..., Page]) -> None:
    page = visit()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if reached[-1] == "lever-quota":
            break
    assert "lever-recycling" in reached
    page.keyboard.press("ArrowLeft")
    expect(page.locator("label[for=lever-quota] + output")).to_have_text("780")
    assert page.locator("#lever-quota").get_attribute("aria-valuetext") == "780"
    page.keyboard.press("Home")
    expect(page.locator("#changed li")).to_have_text(["Places a wave: 800 → 0"], timeout=SLOW)
    counted(page)
    page.keyboard.press("Tab")  # on to the button that puts it back
    page.keyboard.press("Enter")
    expect(page.locator("#changed li")).to_have_count(0, timeout=SLOW)
    assert page.evaluate("document.activeElement.id") == "lever-quota"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#changed li")).to_have_text(["Give revoked places again: no → yes"], timeout=SLOW)


def test_both_languages_say_everything(visit: Callable[..., Page]) -> None:
    page = visit("#quota=400&last_wave=2020-11-05")
    english = set(page.locator("body").inner_text().splitlines())
    page.locator("#language").click()
    expect(page.locator("#levers-head")).to_have_text("Tuas")
    counted(page)
    assert page.locator("html").get_attribute("lang") == "id"
    expect(page.locator("#changed li").nth(1)).to_have_text(
        "Gelombang terakhir diumumkan paling lambat: 10 Des 2020 → 5 Nov 2020"
    )
    expect(page.locator("label[for=lever-last_wave] + output")).to_have_text("5 Nov 2020")
    expect(page.locator("label[for=lever-deadline] + output")).to_have_text("15 Des 2020")
    indonesian = set(page.locator("body").inner_text().splitlines())
    same = {line for line in english & indonesian if any(map(str.isalpha, line))}
    alike = {"Apr", "Jun", "Jul", "Sep", "Nov", "5 Nov 2020"}
    assert same <= alike


def test_a_view_that_was_sent_is_seen_as_it_was(visit: Callable[..., Page]) -> None:
    page = visit()
    move(page, "every", 14)
    let_go(page, "every")
    page.locator("#lever-recycling").click()
    expect(page.locator("#changed li")).to_have_count(2, timeout=SLOW)
    counted(page)
    page.locator("#keep").click()
    page.wait_for_selector("#kept tbody tr")
    page.locator("#back").click()
    counted(page)
    view = page.url.partition("#")[2]
    other = visit("#" + view)
    other.wait_for_selector("#kept tbody tr")
    assert other.url.partition("#")[2] == view
    kept = page.locator("#kept").inner_text()
    expect(other.locator("#kept")).to_have_text(kept, use_inner_text=True, timeout=SLOW)  # once it has been counted
    other.get_by_role("button", name="Show").click()
    expect(other.locator("#changed li")).to_have_count(2, timeout=SLOW)
    other.get_by_role("button", name="Remove").click()
    expect(other.locator("#beside")).to_be_hidden()


def test_an_address_that_is_no_view_is_told_and_harms_nothing(visit: Callable[..., Page]) -> None:
    page = visit()
    page.evaluate("location.hash = '#quta=5&quota=<img src=x onerror=alert(1)>&lang=xx'")
    expect(page.locator("#problems")).to_contain_text("unknown lever did you mean quota?", timeout=SLOW)
    assert page.locator("img").count() == 0
    expect(page.locator("#difference")).to_have_text("This is the plan: no lever is moved.")
    move(page, "quota", 400)
    expect(page.locator("#problems")).to_be_empty(timeout=SLOW)


def test_a_setting_is_saved_as_a_scenario(visit: Callable[..., Page], served: Exploration) -> None:
    page = visit("#quota=600")
    page.locator("#save-name").fill("from-the-page")
    page.locator("#save").click()
    expect(page.locator("#saved")).to_contain_text("from-the-page.toml")
    said = page.locator("#saved").inner_text()
    assert (
        load(said.removeprefix("Saved: ").partition(". As a document: prakerja brief ")[0]).policy.quota.places == 600
    )
    page.locator("#save").click()
    expect(page.locator("#saved")).to_contain_text("is there already")


def test_a_briefing_of_what_is_seen_is_written_and_can_be_kept(
    visit: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def said(order: Order) -> AsyncGenerator[dict[str, object], None]:
        (order.folder / "brief-id.html").write_text(order.policies[0].title, encoding="utf-8")
        yield {"counted": 1.0}
        yield {"files": ["brief-id.html"]}

    monkeypatch.setattr("prakerja.explorer.documents._said", said)  # test_briefing.py has the process itself
    page = visit("#lang=id&quota=400")
    page.locator("#brief").click()
    expect(page.locator("#far")).to_contain_text("Ditulis ke", timeout=SLOW)
    with page.expect_download() as kept:
        page.locator("#made a").click()
    assert kept.value.suggested_filename == "brief-id.html"
    assert kept.value.path().read_text(encoding="utf-8") == "Kuota per gelombang 800 → 400"
    expect(page.locator("#brief")).to_be_enabled()


def test_two_people_at_once_see_each_their_own(visit: Callable[..., Page]) -> None:
    one, other = visit(), visit("#lang=id")
    move(one, "quota", 200)
    move(other, "quota", 1200)
    let_go(one, "quota")
    let_go(other, "quota")
    expect(one.locator("#changed li")).to_have_text(["Places a wave: 800 → 200"], timeout=SLOW)
    expect(other.locator("#changed li")).to_have_text(["Kuota per gelombang: 800 → 1.200"], timeout=SLOW)
    counted(one)
    counted(other)
    assert row(one, 1)[0] == "5,600 selected"
    assert row(other, 1)[0] == "5.600 terpilih"
    assert row(one, 1)[2] != row(other, 1)[2]


def test_a_closed_page_frees_its_work(visit: Callable[..., Page], served: Exploration) -> None:
    page = visit()
    look = "ask({ do: 'look', slot: `kept-${n}`, turn: 0, setting: { window: String(n + 20) }, exact: true })"
    for number in range(6):
        page.evaluate(f"n => {look}", number)
    while served.busy[1] < 2:
        time.sleep(0.001)
    page.close()
    end = time.monotonic() + 5
    while served.busy != (0, 0) and time.monotonic() < end:
        time.sleep(0.01)
    assert served.busy == (0, 0)


def test_a_notebook_shows_the_page_in_a_frame(browser: Browser, served: Exploration, tmp_path: Path) -> None:
    (tmp_path / "notebook.html").write_text(f"<!doctype html><title>n</title>{served._repr_html_()}", encoding="utf-8")
    shows = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), shows) as notebook:
        Thread(target=notebook.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://localhost:{notebook.server_port}/notebook.html")  # another site than the page's own
        frame = page.frame_locator("iframe")
        expect(frame.locator("#answer")).to_have_attribute("data-engine", "exact", timeout=SLOW)
        page.close()
        notebook.shutdown()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("lang", ["en", "id"])
def test_nothing_is_hidden_or_cut_and_axe_finds_nothing(visit: Callable[..., Page], width: int, lang: str) -> None:
    page = visit(f"#lang={lang}&quota=400&kept=recycling%3D1", width)
    page.wait_for_selector("#kept tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for figure in ("recipients", "money"):
        box = page.locator(f"#{figure} svg").bounding_box()
        assert box is not None
        assert 300 < box["width"] <= width
        assert box["height"] > 150
        for text in page.locator(f"#{figure} svg text").all():
            inner = text.bounding_box()
            assert inner is not None
            assert box["x"] - 1 <= inner["x"]
            assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
