"""Every verb that works, as one small call of it: a real process in a folder of its own, and what it came to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

MODEL = str(Path("model").resolve())
PATIENCE = 900.0
"""Seconds of the clock after which a call is taken for one that hangs; a machine that others use is slow."""

CALLS: dict[str, list[str]] = {
    "forecast": ["forecast", "small", "--prior", "--draws=260", "--workers=2"],
    "compare": ["compare", "small", "half.toml", "--prior", "--draws=260", "--workers=2"],
    "stress": ["stress", "small", "half.toml", "--under=partner-outage", "--prior", "--draws=100", "--workers=2"],
    "optimise": [
        "optimise", "small", "--search=policy.quota.places=400:1200", "--goal=owed", "--prior", "--draws=60",
        "--search-draws=16", "--rounds=1", "--workers=2",
    ],
    "brief": ["brief", "small", "--compare=half.toml", "--prior", "--draws=100", "--workers=2"],
    "drivers": ["drivers", "small", "--prior", "--draws=64", "--workers=2"],
    "live": ["live", "small", "--scale=1:10", "--out=out/live.nc"],
    "follow": ["follow", "small", "--scale=1:10", "--picture=out/story.svg"],
    "calibrate": ["calibrate", "hindcasts/2020-05-19", "--quick", "--out=out/posterior.nc", "--workers=2"],
    "hindcast": ["hindcast", "--as-of=2020-05-19", "--as-of=2020-06-27", "--quick", "--draws=20"],
    "since": ["since", "2020-05-19", "2020-06-27", "--quick", "--draws=20"],
}  # fmt: skip
"""Small enough for seconds, of several blocks where blocks are kept."""

ALONE = ("live", "follow")
"""Verbs for which no processes work."""

_HALF = 'extends = "small"\ntitle = "Half"\npurpose = "To be tried."\nsource = "Made up."\npolicy.quota.places = 400\n'
_RUN = "import sys; sys.argv[0] = 'prakerja'; from prakerja.cli import main; main()"


@dataclass(frozen=True)
class Answer:
    """What a call came to: its exit code (minus the signal that ended it), what it answered, what it said beside."""

    code: int
    answer: str
    words: str


@dataclass
class Running:
    """A call that works, with all processes it begins, in a session of its own."""

    process: subprocess.Popen[str]

    def end(self, patience: float = PATIENCE) -> Answer:
        """Wait for its end; what hangs is killed, and has the code of that."""
        try:
            answer, words = self.process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            with_all(self.process.pid, signal.SIGKILL)
            answer, words = self.process.communicate()
            words += "\nhangs"
        return Answer(self.process.returncode, answer, words)


@dataclass(frozen=True)
class Place:
    """A folder to call from, with the cache of results in it.

    Attributes
    ----------
    folder
        The working folder.
    environment
        What is other than here.
    model
        The folder of the package.
    before
        What Python does before the program begins.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    model: str = MODEL
    before: str = ""

    @property
    def cache(self) -> Path:
        """Where blocks and posteriors are kept."""
        return self.folder / ".prakerja"

    @property
    def out(self) -> Path:
        """Where results are written."""
        return self.folder / "out"

    def begin(
        self, words: list[str], limit: Callable[[], None] | None = None, stdout: int = subprocess.PIPE
    ) -> Running:
        """Begin a call, as a user's shell does that is not in the background; a limit is set in its process."""

        def ready() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            if limit:
                limit()

        environment = {key: value for key, value in os.environ.items() if not key.startswith("PRAKERJA_")}
        environment |= {"PYTHONPATH": self.model, "COLUMNS": "100", **self.environment}
        command = [sys.executable, "-c", self.before + _RUN] if self.before else [sys.executable, "-m", "prakerja"]
        return Running(
            subprocess.Popen(
                [*command, *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=stdout,
                stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="surrogateescape", start_new_session=True,
                preexec_fn=ready,
            )
        )  # fmt: skip

    def call(self, words: list[str]) -> Answer:
        """Make a call and wait for its end."""
        return self.begin(words).end()


@contextmanager
def place(**how: object) -> Iterator[Place]:
    """Return an empty place, with the policy that calls name; it goes with all that was left in it."""
    with TemporaryDirectory(prefix="campaign-") as folder:
        yield furnished(Path(folder), **how)


def furnished(folder: Path, **how: object) -> Place:
    """Return a place in a folder that is there."""
    made = Place(folder, **how)  # type: ignore[arg-type]  # as they are stated there
    (folder / "half.toml").write_text(_HALF)
    made.cache.mkdir(exist_ok=True)
    (made.cache / ".stays").touch()  # so that the program does not remove the folder that is watched
    return made


def cleared(where: Place) -> None:
    """Remove what was kept and written, as for a user who begins anew."""
    shutil.rmtree(where.out, ignore_errors=True)
    for file in where.cache.iterdir():
        if file.name != ".stays":
            file.unlink()


def with_all(leader: int, sent: signal.Signals) -> None:
    """Send a signal to a process and all that it began, as a terminal does."""
    try:
        os.killpg(leader, sent)
    except ProcessLookupError:
        return


def session(leader: int) -> list[int]:
    """Return the living processes of a session, zombies left out."""
    alive = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            if int(fields[3]) == leader and fields[0] not in "ZX":
                alive.append(int(entry.name))
    return alive
