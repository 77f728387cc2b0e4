"""What the model will do with an office's own figures, in words, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from prakerja.report.common.document import Document, Heading, Node, Note
from prakerja.report.common.text import screen_of
from prakerja.report.common.words import Words
from prakerja.study.calibration.office_figures import Observed

_SHOWN = 8
"""Figures that are told one by one; of more, those that need a look come first."""


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
    said = Document(lang, tuple(_nodes(found, as_of, Words(lang))))
    return "\n".join(line.plain for line in screen_of(said))


def _nodes(found: Sequence[Observed], as_of: date, words: Words) -> Iterator[Node]:
    told = sorted(sorted(found, key=_needs_no_look)[:_SHOWN], key=lambda one: (str(one.file), one.line))
    several = len({one.file for one in found}) > 1
    yield Heading((_summary(found, words),))
    for one in told:
        where = f"{one.file.name}, " if several else ""
        label = where + words("observe.line", n=str(one.line))
        yield Note(label, label, (_figure(one, words), _use(one, words), *_remarks(one, words)))
    if len(found) > len(told):
        yield Note("more", "", (words("observe.more", n=words.number(len(found) - len(told))),))
    later = max((one.row.published_on for one in found), default=as_of)
    if later > as_of:
        yield Note("later", "", (words("observe.later", day=later.isoformat()),))


def _needs_no_look(one: Observed) -> tuple[bool, bool]:
    return not one.remarks, one.use != "not used"


def _summary(found: Sequence[Observed], words: Words) -> str:
    unused = sum(one.use == "not used" for one in found)
    key = "observe.one" if len(found) == 1 else "observe.all"
    return words(key, n=words.number(len(found)), read=words.number(len(found) - unused), unused=words.number(unused))


def _figure(one: Observed, words: Words) -> str:
    row = one.row
    value = words.number(row.value, 0 if row.value == round(row.value) else 2)
    of = "".join(f" {part}" for part in (row.of, row.wave and words("observe.wave", wave=row.wave)) if part)
    return f"{words.day(row.observed_on, year=True)}  {row.quantity}{of}  {value}"


def _use(one: Observed, words: Words) -> str:
    if one.use == "read":
        return words("observe.read", what=words(f"quantity.{one.reads}"))
    if one.use == "not used":
        why = words("observe.unused", why=words(f"unused.{one.reason}"))
        return why + (words("observe.meant", name=one.meant) if one.meant else "")
    return words(f"observe.{one.use}", wave=one.row.wave)


def _remarks(one: Observed, words: Words) -> Iterator[str]:
    for remark in one.remarks:
        other = remark.other
        where = words("observe.before") if remark.line is None else words("observe.line", n=str(remark.line))
        value, day = words.number(other.value), words.day(other.observed_on, year=True)
        yield "! " + words(f"observe.{remark.kind}", where=where, value=value, day=day)
