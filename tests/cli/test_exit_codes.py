"""What the shell is told, by a real process: 0 when done, 2 for a mistake, 130 when stopped, 3 when a disk is full."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from prakerja import __version__

SMALL = "scenarios/small.toml"


def prakerja(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'prakerja'; from prakerja.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, words)], capture_output=True, text=True, timeout=120, env=os.environ | environment
    )


def test_version_is_that_of_the_package_and_of_its_citation() -> None:
    done = prakerja("--version")
    assert (done.returncode, done.stdout) == (0, f"prakerja {__version__}\n")
    assert f'version = "{__version__}"' in Path("pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in Path("CITATION.cff").read_text(encoding="utf-8")
    newest = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", Path("CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[0]
    assert newest == __version__


@pytest.mark.parametrize("words", [("check", SMALL), ("diff", SMALL, SMALL), ("--help",), ("forecast", "--help")])
def test_what_is_done_gives_0(words: tuple[str, ...]) -> None:
    assert prakerja(*words).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Usage"),
        (("forecat",), "forecast"),
        (("forecast", SMALL, "--pior"), "--pior"),
        (("forecast", SMALL, "--draws", "0"), "--draws"),
        (("forecast", "scenarios/none.toml"), "no such file"),
        (("forecast", SMALL, "--set", "policy.quota.place=400"), "policy.quota.place"),
        (("check", "tests/scenarios/broken.toml"), "broken.toml"),
        (("observe",), "--template"),
    ],
)
def test_a_mistake_gives_2_and_is_named_without_a_traceback(words: tuple[str, ...], said: str) -> None:
    done = prakerja(*words)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


_WAITS = """
import sys, time
import prakerja.scenario
from prakerja.cli import main
prakerja.scenario.load = lambda *_: (print("reading", flush=True), time.sleep(60))
sys.argv = ["prakerja", "check", "scenarios/small.toml"]
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
def test_ctrl_c_gives_130_and_no_traceback() -> None:
    """Once it says that it reads, it is running, and waits."""
    running = subprocess.Popen(
        [sys.executable, "-c", _WAITS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores Ctrl-C
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "reading\n"
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no disk that is always full")
def test_what_cannot_be_written_gives_3_and_a_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "prakerja", "check", SMALL]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (3, "(output): No space left on device\n")


_FILLS = """
import sys
import prakerja.scenario
from prakerja.cli import main
def load(*_):
    raise MemoryError("Unable to allocate 3.00 TiB")
prakerja.scenario.load = load
sys.argv = ["prakerja", "check", "scenarios/small.toml"]
main()
"""


def test_memory_that_ends_gives_3_and_a_line() -> None:
    done = subprocess.run([sys.executable, "-c", _FILLS], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (
        3, "(memory): Unable to allocate 3.00 TiB; fewer --draws or --workers need less\n",
    )  # fmt: skip


def test_shells_complete_commands_and_options() -> None:
    def complete(words: str) -> set[str]:
        asked = {"_PRAKERJA_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        return set(prakerja(**asked).stdout.split())

    assert complete("prakerja obs") == {"observe"}
    assert complete("prakerja forecast --obs") == {"--observations"}


def test_a_terminal_without_unicode_gets_question_marks(tmp_path: Path) -> None:
    """In the language C without UTF-8, the answer is told all the same."""
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "prakerja", "forecast", "scenarios/small.toml", "--prior", "--draws", "2"]
    words += ["--out", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=plain, timeout=240)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "?" in done.stdout
