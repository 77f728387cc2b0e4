"""A comparison in words: which policy for what, and how sure; every difference is policy minus baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prakerja.report.common.document import Cell, Data, Heading, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import NAME, full_names, short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.extra_cost import extra_cost_note
from prakerja.report.comparison.rules import rule_lines
from prakerja.scenario.paths import split
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL

HEADLINE = ("effective", "paid_out", "owed", "days_waited")
"""What the sentence is about, as far as it was asked for."""

MAIN = ("reached", "effective", "paid_once", "paid_out", "owed", "wait_p90", "peak_backlog", "days_waited")
"""What is told of each of many policies, as far as it was asked for."""

VERDICTS = ("better", "worse", "undecided")
_ANSWERS = "world.hurry."
"""How people answer a policy, among what it changes in the world."""

_COLUMN, _LAST, _HEADED = 14, 20, 26
_NAMED = 2


def comparison_nodes(comparison: Comparison, words: Words) -> Iterator[Node]:
    """Put a comparison into words."""
    yield _heading(comparison, words)
    yield Sentence(sentence(comparison, words))
    rows = tuple(_row(comparison, one.name, words) for one in comparison.criteria)
    yield Table("answer", _columns(comparison, words), rows)
    yield from _notes(comparison, words)
    yield from _whole(comparison, words)


def _whole(comparison: Comparison, words: Words) -> Iterator[Data]:
    """Return all that was compared, for programs."""
    asked, others = headline(comparison), comparison.policies[1:]
    titles = full_names(comparison.policies, words)
    said = ("unit", "better", "meaning")
    yield Data("provenance", lambda: comparison.provenance)
    yield Data("sign", lambda: "policy minus baseline")
    yield Data("baseline", lambda: comparison.baseline)
    yield Data("policies", lambda: [{"name": name, "title": title} for name, title in titles.items()])
    yield Data("criteria", lambda: {one.name: {key: getattr(one, key) for key in said} for one in comparison.criteria})
    yield Data("contracts", lambda: {policy.name: policy.contracts for policy in others if policy.contracts})
    yield Data("differences", comparison.to_dataframe)
    yield Data("extra_costs", lambda: comparison.extra_costs)
    yield Data("pareto", lambda: comparison.pareto(asked))
    yield Data("turns_round", lambda: [comparison.flips(name, policy.name) for name in asked for policy in others])


def sentence(comparison: Comparison, words: Words) -> str:
    """Return which policy is best for what, and where none stands out."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name in headline(comparison):
        groups.setdefault(winners(comparison, name), []).append(name)
    return " ".join(_said(comparison, *winners, names, words) for winners, names in sorted(groups.items(), key=_open))


def _open(group: tuple[tuple[str, str], list[str]]) -> bool:
    """Put last what is open."""
    return not group[0][0]


def _said(comparison: Comparison, policy: str, oftenest: str, criteria: list[str], words: Words) -> str:
    named = words.listed(words(f"criterion.{name}") for name in criteria)
    if not policy:
        return words("compare.open_for", criteria=named)
    chance = _chances([comparison.best(name)[oftenest].probability for name in criteria], words)
    key = "compare.best_for" if policy == oftenest else "compare.best_but"
    names = {"policy": short_name(comparison, policy, words), "oftenest": short_name(comparison, oftenest, words)}
    return words(key, criteria=named, chance=chance, **names)


def headline(comparison: Comparison) -> list[str]:
    """Name the criteria the sentence is about: those of `HEADLINE` that were asked for, or all if none was."""
    asked = [one.name for one in comparison.criteria]
    return [name for name in HEADLINE if name in asked] or asked


def winners(comparison: Comparison, criterion: str) -> tuple[str, str]:
    """Name the policy that is best in expectation, and the one that is most often best; none if it is a tie."""
    first, second, *_ = comparison.ranking(criterion)
    if comparison.difference(criterion, first, minus=second).verdict != "better":
        return "", ""
    chances = comparison.best(criterion)
    return first, max(chances, key=lambda name: chances[name].probability)


def _chances(chances: list[float], words: Words) -> str:
    low, high = words.percent(min(chances)), words.percent(max(chances))
    return high if low == high else f"{low.removesuffix(' %')}–{high}"


def _heading(comparison: Comparison, words: Words) -> Heading:
    baseline = short_name(comparison, comparison.baseline, words, _HEADED)
    middle = (
        words("mark_on.as_of", day=words.day(comparison.scenario.as_of, year=True)),
        origin(comparison.provenance, words),
        words("compare.futures", n=words.number(len(comparison))),
    )
    about = words("compare.with", baseline=baseline, policies=_compared(comparison, words))
    return heading(comparison.scenario, comparison.seed, words, *middle, about=about)


def _compared(comparison: Comparison, words: Words) -> str:
    """Name the policies, as many as a heading has room for."""
    width = NAME if _alone(comparison) else _LAST
    names = [short_name(comparison, name, words, width) for name in comparison.names[1:]]
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return words("compare.and_more", policies=shown, n=str(more)) if more > 0 else shown


def _columns(comparison: Comparison, words: Words) -> dict[str, str]:
    by = words("table.by", by=words.day(comparison.scenario.clock.year_end, year=True))
    base = short_name(comparison, comparison.baseline, words, _COLUMN)
    if _alone(comparison):
        policy = short_name(comparison, comparison.names[1], words, _HEADED)
        last = {"futures": words("compare.in_futures"), "verdict": words("compare.how_many")}
    else:
        policy = words("compare.policy")
        last = {"verdict": words("compare.how_many"), "best_other": words("compare.leading")}
    return {"criterion": by, "baseline": base, "minus": words("compare.minus", policy=policy, baseline=base), **last}


def _row(comparison: Comparison, criterion: str, words: Words) -> tuple[Cell, ...]:
    """Show the best of the policies minus the baseline."""
    leading = next(name for name in comparison.ranking(criterion) if name != comparison.baseline)
    found, base = comparison.difference(criterion, leading), comparison.range(criterion, comparison.baseline)
    measure = Measure(found.criterion, words)
    share = found.better.probability
    said = words(f"verdict.{found.verdict}", chance=words.percent(1 - share if found.verdict == "worse" else share))
    verdict = Cell(said, {"verdict": found.verdict, "better": found.better})
    futures = found.futures.ranges[90]
    last = (
        (Cell(measure.span(futures, beside=found), futures), verdict)
        if _alone(comparison)
        else (verdict, Cell(short_name(comparison, leading, words, _LAST), leading))
    )
    return (
        Cell(words(f"criterion.{criterion}"), criterion),
        Cell(measure.level(base, comparison.scenario), base),
        Cell(measure.change(found), {name: getattr(found, name) for name in ("expected", "error", "low", "high")}),
        *last,
    )


def _alone(comparison: Comparison) -> bool:
    """Return whether one policy only is compared with the baseline."""
    return len(comparison.names) == len(("baseline", "policy"))


def _notes(comparison: Comparison, words: Words) -> Iterator[Note]:
    full = full_names(comparison.policies, words)
    for number, policy in enumerate(comparison.policies):
        name = short_name(comparison, policy.name, words, _LAST)
        lines = [f"{full[policy.name]} ({policy.name})."] if full[policy.name] not in (name, policy.name) else []
        if number and not _alone(comparison):
            lines.append(decision(comparison, policy.name, words))
        if changed := _changed(policy.contracts):
            lines.append(words("compare.contracts", what=changed))
        if any(line.startswith(_ANSWERS) for line in policy.contracts):
            lines.append(words("compare.answers"))
        if lines:
            yield Note(policy.name, name, tuple(lines))
    turns = rule_lines(comparison, headline(comparison), words)
    if turns:
        yield Note("turns_round", words("compare.turns"), tuple(turns))
    yield from extra_cost_note(comparison, words)
    yield Note("errors", words("note.errors"), tuple(_errors(comparison, words)))


def _changed(contracts: Iterable[str]) -> str:
    """Name the members whose contracts differ, such as ``partners.fifth``."""
    paths = [line.partition(": ")[0] for line in contracts if not line.startswith(_ANSWERS)]
    return ", ".join(dict.fromkeys(".".join(split(path)[1:3]) for path in paths))


def _errors(comparison: Comparison, words: Words) -> Iterator[str]:
    key = "compare.intervals" if _alone(comparison) else "compare.intervals_many"
    yield words(key, n=words.number(comparison.comparisons), level=words.percent(LEVEL))
    more = [(found.more_draws, found) for found in comparison.differences if found.more_draws is not None]
    if more:
        draws, found = min(more, key=lambda one: one[0])
        policy = short_name(comparison, found.policy, words)
        said = {"criterion": words(f"criterion.{found.criterion.name}"), "policy": policy}
        yield words("compare.more_draws", n=words.number(draws), undecided=words.number(len(more)), **said)


def decision(comparison: Comparison, policy: str, words: Words) -> str:
    """Say in what a policy is better than the baseline, in what worse, and what is open, by the main criteria."""
    main = [one.name for one in comparison.criteria if one.name in MAIN] or [one.name for one in comparison.criteria]
    found = [one for one in comparison.differences if one.policy == policy and one.criterion.name in main]
    groups = {verdict: [one for one in found if one.verdict == verdict] for verdict in VERDICTS}
    said = [
        words(f"decision.{verdict}", criteria=", ".join(words(f"criterion.{one.criterion.name}") for one in group))
        for verdict, group in groups.items()
        if group
    ]
    return " ".join(said) or words("decision.same")
