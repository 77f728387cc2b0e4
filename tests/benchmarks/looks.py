"""How long a look takes while a lever moves, in a real browser: `python -m tests.benchmarks.looks`.

From the input to the frame after its picture; beside it what a look costs the processor, since machines are shared.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from prakerja.explorer.exploration import Exploration
from prakerja.explorer.explorer import Explorer
from tests.benchmarks.measure import NATIONAL

CHROMIUM = "/usr/bin/chromium"
MOVES, SECONDS, EVERY_MS = 60, 6, 16
_TICKS = os.sysconf("SC_CLK_TCK")

MOVE = """({ quota, days }) => {
  setting.window = String(days);
  const lever = document.getElementById("lever-quota");
  lever.value = quota;
  lever.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
"""Move the lever of the places; another lever stands where no look has been taken yet."""

DRAG = f"""async ({{ seconds, every }}) => {{
  const began = performance.now(), move = {MOVE};
  for (let now = 0; now < 1000 * seconds; now = performance.now() - began) {{
    const sweep = Math.floor(now / 1000), part = now / 1000 - sweep;
    move({{ quota: 1e5 + 14e5 * (sweep % 2 ? 1 - part : part), days: 31 + sweep }});
    await new Promise((go) => setTimeout(go, every));
  }}
}}"""
"""Drag the lever back and forth, a second each way; no setting comes twice."""

TAKEN = "performance.getEntriesByName('quick').map((look) => look.duration)"
STILL = "!pending.length && moved === null"


def one_by_one(page: Page) -> None:
    """Move, and again when the picture is there; the lever is never let go."""
    for number in range(MOVES):
        page.evaluate(MOVE, {"quota": 20_000 * (number % 30 + 5), "days": 15 + number // 30})
        page.wait_for_function(f"performance.getEntriesByName('quick').length > {number}")


def back_and_forth(page: Page) -> None:
    """Drag the lever for some seconds."""
    page.evaluate(DRAG, {"seconds": SECONDS, "every": EVERY_MS})
    page.wait_for_function(STILL)


def measured(page: Page, act: Callable[[Page], None]) -> Mapping[str, float]:
    """Return how long looks took, what each cost the processor, and how many cores others had."""
    page.wait_for_function(STILL)
    page.evaluate("performance.clearMeasures()")
    before, all_before, began = spent(), machine(), time.perf_counter()
    act(page)
    wall = time.perf_counter() - began
    mine = {who: seconds - before[who] for who, seconds in spent().items()}
    taken = np.array(page.evaluate(TAKEN))
    return {
        "looks": len(taken),
        "median, ms": float(np.median(taken)),
        "95 % within, ms": float(np.quantile(taken, 0.95)),
        **{f"{who}, ms of the processor a look": 1000 * seconds / len(taken) for who, seconds in mine.items()},
        "cores that others had": (machine() - all_before - sum(mine.values())) / wall,
    }


def spent() -> dict[str, float]:
    """Return the processor seconds of this process, of its workers, and of the browser."""
    above = {int(stat.parent.name): _fields(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    found = dict.fromkeys(("server", "workers", "browser"), 0.0)
    for process, (_, _, seconds) in above.items():
        line = [process]
        while (parent := above.get(line[-1], ("", 0, 0.0))[1]) in above and line[-1] != os.getpid():
            line.append(parent)
        if line[-1] == os.getpid():
            child = above[line[-2]][0] if len(line) > 1 else ""
            found["server" if not child else "workers" if child.startswith("python") else "browser"] += seconds
    return found


def machine() -> float:
    """Return the processor seconds that anybody on this machine has had."""
    user, nice, system, _, _, irq, soft, *_ = map(int, Path("/proc/stat").read_text("ascii").split()[1:9])
    return (user + nice + system + irq + soft) / _TICKS


def _fields(stat: Path) -> tuple[str, int, float]:
    """Return the name of a process, its parent, and its seconds; nothing of one that has ended."""
    try:
        name, _, rest = stat.read_text("utf-8").partition(" (")[2].rpartition(") ")
    except (FileNotFoundError, ProcessLookupError):
        return "", 0, 0.0
    fields = rest.split()
    return name, int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS


def main() -> None:
    """Measure both ways to move a lever, and print what was found."""
    served = Exploration(Explorer.of(NATIONAL, prior=True), port=0, lang="en", workers=2, folder=None)
    with served, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM).new_page(bypass_csp=True)
        page.goto(served.address)
        page.wait_for_selector("#answer[data-engine=exact]", timeout=60_000)
        for act in (one_by_one, back_and_forth):
            print(act.__name__.replace("_", " "))
            for what, found in measured(page, act).items():
                print(f"  {what}: {found:.2f}" if "cores" in what else f"  {what}: {found:.0f}")


if __name__ == "__main__":
    main()
