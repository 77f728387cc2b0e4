"""What policies are called on a screen and in figures: by their titles, shortened where there is no room for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.policy import NamedPolicy

NAME = 40
"""The longest name of a policy that a sentence has room for."""

_WHOLE = 1000
_LEAST = 0.7
"""A title cut to less than this part of the room says too little."""


def full_names(policies: Sequence[NamedPolicy], words: Words) -> dict[str, str]:
    """Return by name what each policy is called where there is room: its title, if that is its own; else its name.

    A function has no title. A scenario that was changed has the title of what it was before, and a name of its own.
    """
    return short_names(policies, dict.fromkeys((policy.name for policy in policies), _WHOLE), words)


def short_name(comparison: Comparison, policy: str, words: Words, width: int = NAME) -> str:
    """Return what a policy is called where a name has room for so many letters."""
    return short_names(comparison.policies, dict.fromkeys(comparison.names, width), words)[policy]


def short_names(policies: Sequence[NamedPolicy], widths: Mapping[str, int], words: Words) -> dict[str, str]:
    """Return by name what each policy is called, no two alike.

    Parameters
    ----------
    policies
        The baseline first.
    widths
        For how many letters each has room, by name.
    words
        Of the language in which titles of shipped files are told.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> names = ["prakerja-2020", "policies/cash-by-year-end", "policies/provinces-equal", "policies/recycle-revoked"]
    >>> found = [load(f"scenarios/{name}.toml") for name in names]
    >>> policies = [NamedPolicy(scenario.name, scenario) for scenario in found]
    >>> widths = {policy.name: 24 for policy in policies}
    >>> list(short_names(policies, widths, Words("en")).values())
    ['prakerja-2020', 'Cash by year end', 'The same number of…', 'Recycle']
    >>> list(short_names(policies, widths, Words("id")).values())
    ['prakerja-2020', 'Dibayar dalam tahun ini', 'Kuota yang sama untuk…', 'Kuota kembali']
    """
    said = {policy.name: stated(policy.scenario.title, words) for policy in policies}
    titles = Counter(said[policy.name] for policy in policies if policy.rule is None)
    forms = {}
    for number, policy in enumerate(policies):
        title = said[policy.name] if _has_its_own(policy) and titles[said[policy.name]] == 1 else ""
        name = policy.name.removeprefix(f"{policies[0].name} with ")
        shown = [*(_of_title(title, widths[policy.name], number == 0) if title else ()),
                 *_of_name(name, widths[policy.name], number)]  # fmt: skip
        forms[policy.name] = [form for form in shown if len(form) <= widths[policy.name]] or shown[-1:]
    return _apart(forms)


def _has_its_own(policy: NamedPolicy) -> bool:
    """Return whether a title tells what a policy is: not that of a function, a change, or one that was given a name."""
    changed = " with " in policy.name and "=" in policy.name
    return policy.rule is None and policy.name == policy.scenario.name and not changed


def _of_title(title: str, width: int, baseline: bool) -> Iterator[str]:
    """Return a title, then what stands before its explanation, then its first words."""
    yield title
    yield title.partition(": ")[0]
    if not baseline:  # its title begins as the programme's name does, which would tell nothing
        yield title.partition(", ")[0]
        cut = title[:width].rpartition(" ")[0].rstrip(",:;") + "…"
        if len(cut) >= width * _LEAST:
            yield cut


def _of_name(name: str, width: int, number: int) -> Iterator[str]:
    """Return a name, its beginning, its two ends, and its beginning with the policy's number."""
    yield name
    yield name[: width - 1] + "…"
    half = (width - 1) // 2
    yield f"{name[: width - 1 - half]}…{name[len(name) - half :]}"
    mark = f"… {number}"
    yield name[: max(0, width - len(mark))] + mark


def _apart(forms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Take for each the first form that no other has."""
    at = dict.fromkeys(forms, 0)
    while True:
        said = {name: forms[name][at[name]] for name in forms}
        often = Counter(said.values())
        alike = [name for name in said if often[said[name]] > 1 and at[name] < len(forms[name]) - 1]
        if not alike:
            return said
        for name in alike:
            at[name] += 1
