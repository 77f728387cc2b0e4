"""`prakerja explore` as people start it: it says where the page is, and ends with all its workers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def begin(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "prakerja", "explore", "scenarios/small.toml", "--prior", "--no-browser", *words]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores Ctrl-C
    )  # fmt: skip


def workers_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(child) for child in listed.split()]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_serves_until_it_is_ended_and_no_worker_outlives_it(end: signal.Signals) -> None:
    process = begin("--port", "0", "--draws", "2", "--workers", "1", "--lang", "id", "--view", "http://x/#quota=400")
    assert process.stdout is not None
    said = process.stdout.readline()
    (address,) = re.findall(r"^Buka (http://127\.0\.0\.1:\d+/\?key=\S+)#quota=400$", said)
    assert b"page.js" in urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(address).read()
    workers = workers_of(process.pid)
    assert len(workers) == 1
    os.kill(process.pid, end)
    _, wrong = process.communicate(timeout=20)
    assert (process.returncode, wrong) == (-end if end == signal.SIGKILL else 0, "")
    give_up = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def test_what_cannot_be_is_told_in_a_line() -> None:
    process = begin("--port", "0", "--as-of", "yesterday")
    _, wrong = process.communicate(timeout=60)
    assert process.returncode == 2
    assert re.search(r"as_of\s+yesterday\s+must be a date", wrong)
    assert "Traceback" not in wrong
