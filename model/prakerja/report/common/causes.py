"""What decides an outcome, in plain words: names for the paths of the world's values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prakerja.report.common.words import Words, table
from prakerja.study.runs.wandering import is_step
from prakerja.study.sensitivity.ranks import Driver


def cause(path: str, words: Words) -> str:
    """Name a value of the world.

    Parameters
    ----------
    path
        Its dotted path; one that the table of words does not know is shown as it is.

    Examples
    --------
    >>> cause("world.payment.daily_capacity", Words("en"))
    'payments all partners together can make a day'
    >>> cause("world.partners.bni.failure", Words("id"))
    'bagian pembayaran gagal di BNI'
    >>> cause("world.eras.spring.completion.probability", Words("en"))
    'share of the buyers who finish, spring'
    >>> cause("world.drift.joining_odds.2020-06-22", Words("en"))
    'how many more join a wave from the as-of date on (step of 22 Jun)'
    >>> cause("world.moon.phase", Words("en"))
    'the value moon.phase'
    """
    keys = path.split(".")[1:] if path.startswith("world.") else path.split(".")
    if len(keys) > 2 and keys[0] == "eras":
        return words("cause_part.era", cause=cause(".".join(keys[2:]), words), name=words.name(keys[1]))
    if is_step(path):
        rate, _, day = path.rpartition(".")
        return words("cause_part.step", cause=cause(rate, words), day=words.day(date.fromisoformat(day)))
    for key in table():
        if key.startswith("cause."):
            names = _names(key.split(".")[1:], keys)
            if names is not None:
                return words(key, **{"name": _part(names[0], words)} if names else {})
    return words("cause_part.by_path", path=".".join(keys))


def signed(driver: Driver, words: Words) -> str:
    """Name what drives, with its correlation.

    Examples
    --------
    >>> signed(Driver("world.survey.response", -0.254), Words("id"))
    'bagian yang menjawab survei (-0,25)'
    """
    return words("cause_part.signed", cause=cause(driver.path, words), sign=words.signed(driver.correlation, 2))


def _names(pattern: Sequence[str], keys: Sequence[str]) -> list[str] | None:
    """Return what stands where a pattern has a star; None if they do not match."""
    if len(pattern) != len(keys) or any(p not in ("*", k) for p, k in zip(pattern, keys, strict=True)):
        return None
    return [key for part, key in zip(pattern, keys, strict=True) if part == "*"]


def _part(name: str, words: Words) -> str:
    key = f"cause_part.{name}"
    return words(key) if key in table() else words.name(name)
