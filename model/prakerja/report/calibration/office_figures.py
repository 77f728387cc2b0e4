"""What the model will do with an office's own figures, in words, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.study.calibration.office_figures import Observed, Remark

WIDTH = 100
_SHOWN = 8
"""Figures that are told one by one; of more, those that need a look come first."""
_INDENT = 10


def observed_text(found: Sequence[Observed], as_of: date, lang: str = "en") -> str:
    """Return what the model will do with each figure, at most some 24 lines for files without much to remark.

    Parameters
    ----------
    found
        As `observe` gives it.
    as_of
        Of the scenario: figures published later need a later date to be used.

    Examples
    --------
    >>> from prakerja.study import observe
    >>> found = observe(["scenarios/data/observations.csv"], "scenarios/prakerja-2020.toml")
    >>> print(observed_text(found[:1], date(2020, 9, 4)))
    1 figure, sound: 1 read, 0 not used
    <BLANKLINE>
      line 2  19 May 2020  bought_training_cumulative  530,000
              read as the number who have bought a course
              ! the same figure as one published before: it counts once
    """
    words = Words(lang)
    told = sorted(sorted(found, key=_needs_no_look)[:_SHOWN], key=lambda one: (str(one.file), one.line))
    several = len({one.file for one in found}) > 1
    lines = [_summary(found, words), ""]
    for one in told:
        lines += _figure(one, several, words)
    if len(found) > len(told):
        lines.append("  " + words("observe.more", n=words.number(len(found) - len(told))))
    later = max((one.row.published_on for one in found), default=as_of)
    if later > as_of:
        lines += ["", "  " + words("observe.later", day=later.isoformat())]
    return "\n".join(lines)


def _needs_no_look(one: Observed) -> tuple[bool, bool]:
    return not one.remarks, one.use != "not used"


def _summary(found: Sequence[Observed], words: Words) -> str:
    unused = sum(one.use == "not used" for one in found)
    key = "observe.one" if len(found) == 1 else "observe.all"
    return words(key, n=words.number(len(found)), read=words.number(len(found) - unused), unused=words.number(unused))


def _figure(one: Observed, several: bool, words: Words) -> Iterator[str]:
    row = one.row
    value = words.number(row.value, 0 if row.value == round(row.value) else 2)
    of = "".join(f" {part}" for part in (row.of, row.wave and words("observe.wave", wave=row.wave)) if part)
    where = f"{one.file.name}, " if several else ""
    line = words("observe.line", n=str(one.line))
    yield f"  {where}{line}  {words.day(row.observed_on, year=True)}  {row.quantity}{of}  {value}"
    for said in (_use(one, words), *(f"! {_remark(remark, words)}" for remark in one.remarks)):
        yield from (" " * _INDENT + part for part in wrapped(said, WIDTH - _INDENT))


def _use(one: Observed, words: Words) -> str:
    if one.use == "read":
        return words("observe.read", what=words(f"quantity.{one.reads}"))
    if one.use == "not used":
        why = words("observe.unused", why=words(f"unused.{one.reason}"))
        return why + (words("observe.meant", name=one.meant) if one.meant else "")
    return words(f"observe.{one.use}", wave=one.row.wave)


def _remark(remark: Remark, words: Words) -> str:
    other = remark.other
    where = words("observe.before") if remark.line is None else words("observe.line", n=str(remark.line))
    value, day = words.number(other.value), words.day(other.observed_on, year=True)
    return words(f"observe.{remark.kind}", where=where, value=value, day=day)
