"""Reads text that people wrote: from regular files of a bounded size, without what is not seen, keys not too deep."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from prakerja.scenario.paths import DEEPEST, join
from prakerja.scenario.problems import HIDDEN, InputError, Problem, found

MOST_BYTES = 1_000_000
"""Of a scenario: thirty times the largest that is shipped."""

_KEY = r"""(?:"[^"\n]*+"|'[^'\n]*+'|[\w-]++)[ \t]*+\.[ \t]*+"""
_TOO_DEEP = re.compile(rf"(?<![\w-])(?:{_KEY}){{{DEEPEST}}}")  # what the TOML reader keeps grows with the square of it


def read_text(path: Path, most: int = MOST_BYTES, near: Callable[[], str] = str) -> str:
    """Return the text of a regular file of at most so many bytes: a pipe would be waited for, a device has no end.

    Parameters
    ----------
    near
        Says what to add where there is no such file: what may have been meant.

    Raises
    ------
    InputError
        Naming the file.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            said = "is a folder, a pipe or a device: must be a file"
        elif about.st_size > most:
            said = f"is {about.st_size:,} bytes long: must be at most {most:,}"
        else:
            return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        said = f"there is no such file{near()}"
    except UnicodeDecodeError:
        said = "cannot be read: it is not UTF-8 text"
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        said = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    raise InputError(str(path), [Problem("(file)", "", said)])


def toml(text: str) -> dict[str, Any]:
    """Return the tree of a TOML text.

    Raises
    ------
    ValueError
        If it is none, or a key has more parts than any scenario has.

    Examples
    --------
    >>> toml("policy.quota.places = 5")
    {'policy': {'quota': {'places': 5}}}
    """
    if _TOO_DEEP.search(text):
        raise ValueError(f"a key has more than {DEEPEST} parts")
    return tomllib.loads(text)


def hidden(tree: object, keys: tuple[object, ...] = ()) -> Iterator[Problem]:
    r"""Return every text of a tree that has characters which are not seen but change what is: control, right to left.

    Examples
    --------
    >>> [(one.path, one.found) for one in hidden({"title": "Plan \x1b[31m", "source": "two\nlines"})]
    [('title', '"Plan \\u001b[31m"')]
    """
    if isinstance(tree, Mapping):
        for key, below in tree.items():
            yield from hidden(str(key), (*keys, key))
            yield from hidden(below, (*keys, key))
    elif isinstance(tree, list | tuple):
        for part in tree:
            yield from hidden(part, keys)
    elif isinstance(tree, str) and HIDDEN.search(tree.replace("\n", " ").replace("\t", " ")):
        yield Problem(
            join(keys), found(tree), "must not have control characters, nor such as turn the direction of text"
        )
