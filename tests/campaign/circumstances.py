"""Circumstances in which a call must come to the same: languages, clocks, ways to begin a process, another version.

Also many calls at once in one folder, and memory that ends.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache, partial
from pathlib import Path

from tests.campaign.calls import CALLS, MODEL, Place, furnished, place, with_all
from tests.campaign.kills import Fault
from tests.campaign.outcome import undisturbed, wrong_end, wrong_files, wrong_rest, wrong_words

LOCALES = ("tr_TR", "ar_EG")
ASCII = "no UTF-8"
ELSEWHERE: dict[str, dict[str, str]] = {
    "UTC+14": {"TZ": "Pacific/Kiritimati"},
    ASCII: {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
"""What an environment says otherwise, besides the languages that can be made here."""

CHANGED = {
    "forecast": ("study/runs/quantities.py", ', minus=("revoked",))', ")", 4),
    "compare": ("study/comparison/criteria.py", '_at_year_end("owed")', '_at_year_end("paid_out")', 2),
    "stress": ("policy/rules.py", "view, rule), 0, rule.places)", "view, rule), 0, rule.places // 2)", 2),
}
"""What another version does otherwise: by the call it is tried with, the file, a text in it, the text in its place, and
the pieces that this version keeps before it is killed.
"""
TOGETHER = 8


def ways() -> dict[str, dict[str, str]]:
    """Return environments by what is other in them: languages of this machine, or made for this, and clocks."""
    made = _locales()
    spoken = {name: {"LC_ALL": f"{name}.UTF-8", "LANG": f"{name}.UTF-8", "LOCPATH": made} for name in LOCALES if made}
    return spoken | ELSEWHERE


@cache
def _locales() -> str:
    """Make the languages; return their folder, or nothing where that cannot be done."""
    folder = tempfile.mkdtemp(prefix="campaign-locales-")
    try:
        for name in LOCALES:
            command = ["localedef", "-i", name, "-f", "UTF-8", f"{folder}/{name}.UTF-8"]
            subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return folder


def elsewhere(name: str, way: str) -> Fault:
    """Call in another environment, twice: what was kept in one must serve in another."""
    fault = Fault(f"another language or clock: {way}", tries=1)
    with place(environment=ways()[way]) as where:
        fault.wrong = _same(name, where, way)
    return fault


def begun_as(name: str, way: str) -> Fault:
    """Call with processes that begin in a given way."""
    fault = Fault("processes that are forked, spawned, or begun by a server", tries=1)
    with place(before=f"import multiprocessing as m; m.set_start_method('{way}'); ") as where:
        fault.wrong = _same(name, where, way)
    return fault


def odd_times(name: str, seed: int) -> Fault:
    """Kill a call, and let the clock have been another when it kept what it kept: long ago, or in the future."""
    fault = Fault("kept on a day long ago, or in the future")
    for when in (0, 4_000_000_000):
        with place() as where:
            _cut_short(where, name, random.Random(f"{name} {seed} {when}"))
            for file in where.cache.iterdir():
                os.utime(file, (when, when))
            fault.wrong += [f"{name}, kept on day {when}: {one}" for one in wrong_end(name, where)]
        fault.tries += 1
    return fault


def two_versions(name: str, seed: int) -> Fault:
    """Kill this version, and let another go on in the same folder: it must come to what it comes to alone.

    The other is a copy of the package with one text of one file replaced.
    """
    fault, (file, now, then, pieces) = Fault("two versions with one cache", tries=1), CHANGED[name]
    with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
        model = Path(folder, "model")
        shutil.copytree(MODEL, model, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(Path(MODEL).parent / "scenarios", Path(folder, "scenarios"))
        text = (model / "prakerja" / file).read_text()
        assert text.count(now) == 1, f"{now!r} stands in {file} {text.count(now)} times"
        (model / "prakerja" / file).write_text(text.replace(now, then))
        for name_of in ("alone", "after"):
            Path(folder, name_of).mkdir()
        alone = furnished(Path(folder, "alone"), model=str(model)).call(CALLS[name])
        mine = furnished(Path(folder, "after"))
        _cut_short(mine, name, random.Random(f"{name} {file} {seed}"), pieces)
        shutil.rmtree(mine.out, ignore_errors=True)
        other = Place(mine.folder, model=str(model)).call(CALLS[name])
        if (alone.code, other.code) != (0, 0) or alone.answer != other.answer:
            fault.wrong.append(f"{name}, {file}: {alone.words or other.words or 'another answer than alone'}")
        if alone.answer == undisturbed(name).answer:
            fault.wrong.append(f"{name}, {file}: the other version is no other")
    return fault


def together(name: str) -> Fault:
    """Make the same call many times at once in one folder."""
    fault = Fault(f"{TOGETHER} processes in one folder at once", tries=1)
    with place() as where:
        running = [where.begin(CALLS[name]) for _ in range(TOGETHER)]
        for number, done in enumerate([one.end() for one in running]):
            wrong = wrong_words(done, (0,))
            wrong += ["answers otherwise"] * (done.code == 0 and done.answer != undisturbed(name).answer)
            fault.wrong += [f"{name}, call {number}: {one}" for one in wrong]
        fault.wrong += [f"{name}, {TOGETHER} at once: {one}" for one in wrong_files(name, where, complete=True)]
    return fault


def out_of_memory(name: str, megabytes: int) -> Fault:
    """Let a call have no more memory than so much of addresses, which each of its processes may have."""
    fault = Fault("limit of memory reached", tries=1)
    with place() as where:
        bound = megabytes * 2**20
        running = where.begin(CALLS[name], limit=partial(resource.setrlimit, resource.RLIMIT_AS, (bound, bound)))
        done = running.end()
        wrong = wrong_words(done, (0, 3, 130)) + wrong_rest(running.process.pid)
        with_all(running.process.pid, signal.SIGKILL)
        wrong += wrong_files(name, where, complete=done.code == 0)
        if done.code != 0:
            wrong += wrong_end(name, where)
        fault.wrong = [f"{name}, {megabytes} MB: {one}" for one in wrong]
    return fault


def _cut_short(where: Place, name: str, dice: random.Random, pieces: int = 1) -> None:
    """Kill a call a little later than it has kept so many pieces."""
    running = where.begin(CALLS[name])
    while running.process.poll() is None and sum(file.suffix == ".npz" for file in where.cache.iterdir()) < pieces:
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 0.2))
    with_all(running.process.pid, signal.SIGKILL)
    running.end()


def _same(name: str, where: Place, way: str) -> list[str]:
    done, answer = where.call(CALLS[name]), undisturbed(name).answer
    if way == ASCII:
        answer = answer.encode("ascii", "replace").decode()
    wrong = wrong_words(done, (0,)) + wrong_files(name, where, complete=True)
    wrong += ["answers otherwise"] * (done.code == 0 and done.answer != answer)
    return [f"{name}, {way}: {one}" for one in wrong]
