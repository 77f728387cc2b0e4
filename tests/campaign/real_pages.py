"""Real pages in one chromium, a browser of its own each, whose levers are moved at a person's pace."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.campaign.visitor import HELD, PAUSE

CHROMIUM = Path("/usr/bin/chromium")
_PATIENT = 120_000

MOVE = """([which, part, held]) => {
  const levers = [...document.querySelectorAll("#levers .lever input")], lever = levers[which % levers.length];
  if (lever.type === "checkbox") lever.checked = !lever.checked;
  else lever.value = Number(lever.min) + part * (lever.max - lever.min);
  lever.dispatchEvent(new InputEvent("input", { bubbles: true }));
  setTimeout(() => lever.dispatchEvent(new Event("change", { bubbles: true })), held);
}"""
"""Move some lever to some place, and let it go a little later."""

TAKEN = "performance.getEntriesByName('quick').map((look) => look.duration / 1000)"
WAITS = "pending.some((one) => !one.exact)"


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start a browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        await browser.close()


async def look_around(browser: Browser, address: str, number: int, seconds: float) -> list[float]:
    """Open the page, move levers for so long, close it; return seconds from moves to the frames after."""
    context, pace = await browser.new_context(bypass_csp=True), random.Random(-1 - number)
    context.set_default_timeout(_PATIENT)
    page: Page = await context.new_page()
    ends = time.perf_counter() + seconds
    await page.goto(address)
    await page.wait_for_selector("#levers .lever input")
    while time.perf_counter() < ends:
        await page.evaluate(MOVE, [pace.randrange(100), pace.random(), 1000 * HELD])
        await asyncio.sleep(pace.uniform(*PAUSE))
    while await page.evaluate(WAITS) and time.perf_counter() < ends + _PATIENT / 1000:
        await asyncio.sleep(0.2)
    taken: list[float] = await page.evaluate(TAKEN)
    await context.close()
    return taken
