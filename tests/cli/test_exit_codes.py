"""What the shell is told, by a real process: 0 when done, 2 for a mistake of the user's, 130 when stopped."""

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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes by name")
def test_ctrl_c_gives_130_and_no_traceback(tmp_path: Path) -> None:
    """It reads a pipe that nobody fills: once the pipe is open at both ends, it is running and waits."""
    pipe = tmp_path / "figures.csv"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-m", "prakerja", "observe", str(pipe)], stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores Ctrl-C
    )  # fmt: skip
    with pipe.open("w"):
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said


def test_shells_complete_commands_and_options() -> None:
    def complete(words: str) -> set[str]:
        asked = {"_PRAKERJA_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        return set(prakerja(**asked).stdout.split())

    assert complete("prakerja obs") == {"observe"}
    assert complete("prakerja forecast --obs") == {"--observations"}
