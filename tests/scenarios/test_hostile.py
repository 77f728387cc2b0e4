"""Files that are no files, texts that are not what they seem, keys without end: refused in a line, and soon."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from prakerja.scenario import InputError, load, load_observations
from prakerja.scenario.oddities import oddities
from prakerja.scenario.scenario import build
from prakerja.study import Preferences

SMALL = "scenarios/small.toml"
PROSE = 'title = "A file"\npurpose = "to be tried"\nsource = "made up"\n'


def refused(read, *words: object) -> list[str]:
    """Return the lines in which something is refused, within two seconds."""
    began = time.monotonic()
    with pytest.raises(InputError) as error:
        read(*words)
    assert time.monotonic() - began < 2
    return str(error.value).splitlines()


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    (tmp_path / "a.toml").symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    return tmp_path / "a.toml"


def test_links_in_a_circle_lead_nowhere(loop: Path, tmp_path: Path) -> None:
    assert "symbolic links" in refused(load, loop)[1]
    (tmp_path / "c.toml").write_text(f'extends = "a.toml"\n{PROSE}')
    assert refused(load, tmp_path / "c.toml")[1:] == ['  extends   "a.toml"   there is no such file']


def test_a_name_too_long_for_the_file_system_is_no_file(tmp_path: Path) -> None:
    name = "x" * 300 + ".toml"
    (tmp_path / "c.toml").write_text(f'extends = "{name}"\n{PROSE}')
    assert refused(load, tmp_path / "c.toml")[1].endswith("there is no such file")
    assert "File name too long" in refused(load, tmp_path / name)[1]
    assert "null" in refused(load, "a\0b.toml")[1]


@pytest.mark.parametrize("read", [load, load_observations, Preferences.read])
def test_only_regular_files_of_a_bounded_size_are_read(read, tmp_path: Path) -> None:
    """A pipe that nobody fills would be waited for, a device has no end, and neither has a very large file."""
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "large.toml").write_text("#" * 10_000_001)
    for path in (tmp_path / "pipe.toml", Path("/dev/zero"), tmp_path):
        assert refused(read, path)[1].endswith("is a folder, a pipe or a device: must be a file")
    assert "is 10,000,001 bytes long: must be at most " in refused(read, tmp_path / "large.toml")[1]


def test_a_pipe_cannot_be_extended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "c.toml").write_text(f'extends = "pipe.toml"\n{PROSE}')
    assert refused(load, tmp_path / "c.toml")[1].endswith("there is no such file")


@pytest.mark.parametrize("key", ["a.", '"a".', "'b c' . ", "a-1."])
def test_a_very_deep_key_is_refused_before_it_is_read(key: str, tmp_path: Path) -> None:
    """The reader would keep as many keys as the square of its parts."""
    deep = key * 30_000 + "b"
    for line in (f"{deep} = 1", f"[{deep}]", f"world = {{ {deep} = 1 }}"):
        (tmp_path / "deep.toml").write_text(f"{PROSE}{line}\n")
        assert refused(load, tmp_path / "deep.toml")[1].endswith("is not TOML: a key has more than 64 parts")
    assert "must be a dotted path" in refused(load, SMALL, [f"{deep}=1"])[1]
    assert refused(load, SMALL, [f"world.hurry={{{deep}=1}}"])


def test_a_key_of_as_many_parts_as_may_be_is_read(tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text(PROSE + "a." * 63 + "b = 1\n# 1.2.3 " + "." * 500)
    assert any("a   unknown key" in " ".join(line.split()).replace(" unknown", "   unknown")
               for line in refused(load, tmp_path / "deep.toml"))  # fmt: skip


def test_very_many_problems_are_told_in_part(tmp_path: Path) -> None:
    (tmp_path / "many.toml").write_text(PROSE + "".join(f"key{number} = 1\n" for number in range(5000)))
    lines = refused(load, tmp_path / "many.toml")
    assert 100 < len(lines) < 110
    assert "(more)" in lines[-1]


@pytest.mark.parametrize(
    ("key", "longest"), [("title", 200), ("purpose", 2000), ("source", 2000), ("policy.quota.source", 2000)]
)
def test_texts_are_bounded(key: str, longest: int) -> None:
    load(SMALL, [f'{key}="{"x" * longest}"'])
    (line,) = refused(load, SMALL, [f'{key}="{"x" * (longest + 1)}"'])[1:]
    assert line.endswith(f"must have at most {longest:,} characters")


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u2028", "\udc80"])
def test_what_is_not_seen_is_refused_and_shown_as_its_code(sign: str) -> None:
    """In a text, in the name of a member, in the name of a file, and in the message itself."""
    for key in ("title", "policy.budget.source"):
        lines = refused(load(SMALL).replace, {key: f"Plan {sign}red"})
        assert lines[1].split()[0] == key
        assert f"\\u{ord(sign):04x}" in lines[1]
        assert sign not in "".join(lines)
    tree = load(SMALL).model_dump(exclude_none=True)
    tree["name"] = f"plan{sign}"
    assert sign not in "".join(refused(build, tree, f"plan{sign}.toml"))
    assert sign not in "".join(refused(load, f"none{sign}.toml"))


def test_lines_and_letters_of_any_script_are_text() -> None:
    for text in ("two\nlines", "a\ttab", "漢字 😀 العربية Ünï", "<b>&amp;$x$"):
        assert load(SMALL).replace({"title": text}).title == text


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        ({}, []),
        ({"policy.target.recipients": 0}, ["policy.target.recipients"]),
        ({"policy.waves": {}, "policy.calendar": None}, ["policy.waves"]),
        ({"policy.budget.management": 0}, ["policy.budget.ceiling"]),
    ],
)
def test_what_is_allowed_but_odd_is_named(change: dict, odd: list[str]) -> None:
    assert [one.path for one in oddities(load(SMALL).replace(change))] == odd


def test_nothing_shipped_is_odd() -> None:
    paths = [path for path in Path("scenarios").rglob("*.toml") if path.parent.name != "preferences"]
    assert len(paths) > 20
    assert not [(path, list(oddities(load(path)))) for path in paths if list(oddities(load(path)))]
