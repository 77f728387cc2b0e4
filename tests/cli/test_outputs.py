"""What cannot be done is told in a line before the work: outputs in the way, options out of all bounds."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from pathlib import Path

import pytest

from prakerja.cli import main, options
from prakerja.scenario import load
from prakerja.scenario.problems import HIDDEN
from prakerja.study.runs.whole_file import whole_file

SMALL = "scenarios/small.toml"
THEN = "scenarios/hindcasts/2020-05-19.toml"
LONG = "x" * 300 + ".nc"


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """Run the command line in this process; return its exit code and what it says of a mistake."""
    monkeypatch.setattr(sys, "argv", ["prakerja", *map(str, words)])
    began = time.monotonic()
    try:
        main()
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    assert time.monotonic() - began < 10  # nothing is simulated, nothing learnt
    return code, capsys.readouterr().err


@pytest.mark.parametrize("where", ["folder.nc", "", "pipe.nc", LONG])
@pytest.mark.parametrize(
    "words",
    [
        ("forecast", SMALL, "--prior", "--hub"),
        ("live", SMALL, "--out"),
        ("calibrate", THEN, "--out"),
        ("follow", SMALL, "--picture"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_that_cannot_be_is_refused_before_the_work(
    words: tuple[str, ...], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """A folder, no name, a pipe (never a device: a fault would write it over), a name too long."""
    files = {name: Path(name).resolve() for name in words if name.endswith(".toml")}
    monkeypatch.chdir(tmp_path)
    Path("folder.nc").mkdir()
    os.mkfifo("pipe.nc")
    if words[0] == "follow":
        where = where.replace(".nc", ".svg")
        Path("folder.svg").mkdir()
        os.mkfifo("pipe.svg")
    code, said = run(monkeypatch, capsys, *(files.get(word, word) for word in words), where)
    assert code == 2
    assert len(said.splitlines()) == 2
    assert "must" in said or "cannot be written" in said
    assert Path("pipe.nc").is_fifo()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_folder_in_the_way_of_a_result_is_told_before_the_work(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "small" / "forecast.nc").mkdir(parents=True)
    code, said = run(monkeypatch, capsys, "forecast", SMALL, "--prior", "--out", tmp_path)
    assert code == 2
    assert str(tmp_path / "small" / "forecast.nc") in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("follow", SMALL, "--draw", "1000000000000"), "must be from 0 to 999999"),
        (("follow", SMALL, "--draw", "99999999"), "must be from 0 to 999999"),
        (("live", SMALL, "--draw", "99999999"), "must be from 0 to 999999"),
        (("live", SMALL, "--scale", "1000:1"), "people would live one by one: at most 1,000,000 can"),
        (("follow", "scenarios/prakerja-2020.toml"), "people would live one by one: at most 1,000,000 can"),
        (("live", SMALL, "--scale", "1:1" + 400 * "0"), "must read like 1:1000"),
        (("live", SMALL, "--scale", "1" + 5000 * "0" + ":1"), "must read like 1:1000"),
    ],
    ids=lambda given: given[0] + given[-1][:20] if isinstance(given, tuple) else "",
)
def test_what_would_never_end_is_refused(words: tuple[str, ...], said: str, monkeypatch, capsys) -> None:
    code, found = run(monkeypatch, capsys, *words)
    assert code == 2
    assert said in found


@pytest.mark.parametrize("ends", ["1:nan", "1:inf", "-inf:5", "0.1:0.2", "1:1.5"])
def test_the_ends_of_a_lever_are_numbers_of_its_kind(ends: str, monkeypatch, capsys) -> None:
    words = ("optimise", SMALL, "--prior", "--minimise", "owed", "--search")
    code, said = run(monkeypatch, capsys, *words, f"policy.quota.places={ends}")
    assert (code, "must be a whole number" in said) == (2, True)


def test_a_lever_is_named_once(monkeypatch, capsys) -> None:
    places = ("--search", "policy.quota.places=1:9")
    code, said = run(monkeypatch, capsys, "optimise", SMALL, "--prior", "--minimise", "owed", *places, *places)
    assert code == 2
    assert said.splitlines()[1:] == ["  search   policy.quota.places   must be named once"]


@pytest.mark.parametrize("address", ["ucx://127.0.0.1:1", "nothing://x"])
def test_a_cluster_that_is_none_is_told_in_a_line(address: str, monkeypatch, capsys, tmp_path: Path) -> None:
    """And it is not left as what the process asks from then on, such as for the lock of a file."""
    distributed = pytest.importorskip("distributed")
    made: list[object] = []
    begin = distributed.Client.__init__
    monkeypatch.setattr(
        distributed.Client, "__init__", lambda one, *a, **how: made.append(one) or begin(one, *a, **how)
    )
    words = ("forecast", SMALL, "--prior", "--out", tmp_path, "--cluster", address)
    code, said = run(monkeypatch, capsys, *words)
    assert code == 2
    assert "cannot be reached" in said
    assert len(made) == 1
    with pytest.raises(ValueError, match="No clients found"):
        distributed.default_client()


def test_a_long_name_has_a_folder_of_its_own() -> None:
    """Cut at 120 characters, with the scenario's hash, so that two long names stay two."""
    one, other = (load(SMALL, [f"policy.quota.places={n}", *["policy.quota.source=abc"] * 9]) for n in (400, 401))
    names = [options.file_name(scenario) for scenario in (one, other)]
    assert [len(name) for name in names] == [120, 120]
    assert names[0] != names[1]


def test_what_is_kept_is_shown_and_removed(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRAKERJA_CACHE", raising=False)
    Path(".prakerja").mkdir()
    Path(".prakerja", "a.npz").write_bytes(b"0" * 2_500_000)
    Path(".prakerja", "posterior-b.nc").write_bytes(b"0" * 1_000_000)
    monkeypatch.setattr(sys, "argv", ["prakerja", "cache", "--lang", "id"])
    with pytest.raises(SystemExit):
        main()
    assert "Simpanan di .prakerja: 3,5 MB dari paling banyak 10.000,0 MB" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["prakerja", "cache", "clear", "--json"])
    with pytest.raises(SystemExit):
        main()
    said = json.loads(capsys.readouterr().out)
    assert (said["freed_bytes"], said["kept"]["block"]) == (3_500_000, {"count": 0, "bytes": 0})
    assert not list(tmp_path.iterdir())
    code, wrong = run(monkeypatch, capsys, "cache", "burn")
    assert (code, "'burn'" in wrong) == (2, True)


def test_a_pipe_stays_a_pipe_whatever_is_written(tmp_path: Path) -> None:
    """Also from Python, where no command has looked before the work: as a device would stay one."""
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(FileExistsError, match="is a folder, a pipe or a device"), whole_file(tmp_path / "pipe.csv"):
        raise AssertionError("something is written")
    assert (tmp_path / "pipe.csv").is_fifo()


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """The system does not say which file it was; this does, and leaves nothing."""
    with pytest.raises(OSError, match="No space") as full, whole_file(tmp_path / "answer.csv"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert full.value.filename == str(tmp_path / "answer.csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["check", "follow", "forecast", "drivers"])
def test_a_language_that_is_none_is_refused_before_anything_is_done(verb: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["prakerja", verb, SMALL, "--lang", "fr"])
    with pytest.raises(SystemExit) as done:
        main()
    said = capsys.readouterr()
    assert (done.value.code, said.out) == (2, "")
    assert said.err.splitlines()[1:] == ["  lang   'fr'   must be one of en, id"]


@pytest.mark.parametrize("words", [("--seed\u202e", "1"), ("--draws", "\x1b[2J"), ("--port\x07",)])
def test_what_is_not_seen_of_an_option_is_shown_as_its_code(words: tuple[str, ...], monkeypatch, capsys) -> None:
    code, said = run(monkeypatch, capsys, "forecast", SMALL, *words)
    assert code == 2
    assert not HIDDEN.search(said.replace("\n", ""))
