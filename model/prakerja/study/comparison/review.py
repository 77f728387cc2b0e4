"""What to decide now and what can wait: a plan with one later review, judged by what would be known then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.choice import choose
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import shared
from prakerja.study.comparison.preferences import Preferences
from prakerja.study.comparison.recommendation import Recommendation, recommend
from prakerja.study.comparison.score import Contest, contest
from prakerja.study.comparison.signpost import Signpost, best_rule, chosen_by_one
from prakerja.study.comparison.until_review import FIGURES, opened_before, printed
from prakerja.study.runs.answers import Probability
from prakerja.study.runs.shown import Shown
from prakerja.study.sensitivity.cross_fitted import parts_of

LEVEL = 0.9
_FEWEST = 100


@dataclass(frozen=True)
class Beginning:
    """What whoever begins in one way can still choose at the review.

    Attributes
    ----------
    policies
        Which do the same until then, the best as things stand first.
    gain, low, high
        What choosing once more at the review gains over deciding now, on average over the futures, and its interval of
        90 %: below 0 where the best policy of all begins otherwise.
    another
        In how many futures the choice then is another than the first.
    chosen
        By policy, in how many futures it is chosen.
    watch
        The one figure to watch; None where none by itself gains anything for certain.
    """

    policies: tuple[str, ...]
    gain: float
    low: float
    high: float
    another: Probability
    chosen: Mapping[str, Probability]
    watch: Signpost | None


@dataclass(frozen=True, repr=False)
class Review(Shown):
    """What a later review is worth.

    Attributes
    ----------
    decided
        The choice as things stand: a recommendation, or the comparison where nothing but one criterion is asked for.
    day
        Of the review.
    policy
        What is best if everything is decided now.
    scored_by
        What decides: all criteria that have points, or one in its unit.
    beginnings
        That of `policy` first, the others by their gain; none where no policy keeps what is required.
    all_known
        What would be gained if everything were known now.
    """

    decided: Comparison | Recommendation
    day: date
    policy: str
    scored_by: tuple[str, ...]
    beginnings: tuple[Beginning, ...]
    all_known: float

    @property
    def comparison(self) -> Comparison:
        """Of which policies."""
        return self.decided if isinstance(self.decided, Comparison) else self.decided.comparison

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        return self.decided.provenance | {"review": self.day.isoformat()}


def review(comparison: Comparison, preferences: Preferences | None = None) -> Review:
    """Return what is gained by choosing once more on a later day, by what has been published then.

    Policies that do the same in every future until that day can wait for each other: one begins, and chooses then. The
    futures are common to all, and those in which the published figures come out alike tell what would be believed then.

    Parameters
    ----------
    comparison
        Of policies, made with ``review=`` a day.
    preferences
        What is worth how much; without them the policies must have been judged by one criterion only.

    Raises
    ------
    InputError
        If there was no review day, too few futures, or nothing says which policy is better.

    Notes
    -----
    The expected value of sample information: E[max E[score | figures]] - max E[score], the figures being one of each
    published series on the evening before, with the error of a printed figure. How to choose is learnt from the futures
    (`choose`). A choice is judged in futures that it was not learnt from, so that what noise would gain is not counted;
    so judged, it is what this choice gains, and the best possible one gains no less.
    """
    _can_be_asked(comparison, preferences)
    decided: Comparison | Recommendation = comparison
    if preferences is None:
        found, allowed = _by_one(comparison), True
    else:
        decided = recommend(comparison, preferences)
        found, allowed = contest(comparison, preferences, decided.allowed or (decided.policy,)), bool(decided.allowed)
    day = date.fromisoformat(str(comparison.data["review"].values)[:10])
    now = int(found.scores.mean(axis=1).argmax())
    groups = _alike(comparison, found.policies, day) if allowed else []
    judged = [_begin(comparison, found, group, now) for group in groups]
    judged.sort(key=lambda one: (found.policies[now] not in one.policies, -one.gain))
    everything = float((found.scores.max(axis=0) - found.scores[now]).mean())
    return Review(decided, day, found.policies[now], found.criteria, tuple(judged), everything)


def _can_be_asked(comparison: Comparison, preferences: Preferences | None) -> None:
    wrong = []
    if "review" not in comparison.data.coords:
        wrong.append(Problem("review", "", "is missing: compare the policies with review= a day"))
    if preferences is None and len(comparison.criteria) > 1:
        said = "state preferences, or name one criterion: else nothing says which policy is better"
        wrong.append(Problem("preferences", "", said))
    if len(comparison) < _FEWEST:
        said = f"must be at least {_FEWEST}: what figures tell is learnt from the futures"
        wrong.append(Problem("draws", str(len(comparison)), said))
    if wrong:
        raise InputError("review", wrong)


def _by_one(comparison: Comparison) -> Contest:
    criterion = comparison.criteria[0]
    return Contest(tuple(comparison.names), criterion.sign * comparison.values(criterion.name), (criterion.name,))


def _alike(comparison: Comparison, policies: Sequence[str], day: date) -> list[list[int]]:
    """Return the policies that do the same until a day, by their numbers among those that are chosen from."""
    groups: dict[Any, list[int]] = {}
    for number, name in enumerate(policies):
        place = comparison.names.index(name)
        scenario = comparison.policies[place].scenario
        opened = opened_before(scenario, scenario.days.number(day))
        way = comparison.data["way"].values[place].tobytes()
        groups.setdefault((opened, way), []).append(number)
    return list(groups.values())


def _begin(comparison: Comparison, found: Contest, group: list[int], now: int) -> Beginning:
    """Judge a beginning: what is chosen at the review by the figures of each future, against deciding now."""
    group = sorted(group, key=lambda one: (-found.scores[one].mean(), one))
    names, scores = tuple(found.policies[one] for one in group), found.scores[group]
    figures = printed(comparison.data["figure"].values[comparison.names.index(names[0])], comparison.seed)
    part = parts_of(scores.shape[1], comparison.seed)
    chosen = choose(figures, scores, part)
    gain, low, high = _judged(scores, chosen, found.scores[now])
    return Beginning(
        names, gain, low, high,
        another=Probability.counted(chosen != 0),
        chosen={name: shared((chosen == one).astype(np.float64)) for one, name in enumerate(names)},
        watch=_watch(figures, scores, names) if len(names) > 1 else None,
    )  # fmt: skip


def _judged(scores: Floats, chosen: NDArray[np.int64], now: Floats) -> tuple[float, float, float]:
    """Return what a choice gains over deciding now, and the ends of its interval."""
    gains = np.take_along_axis(scores, chosen[None], axis=0)[0] - now
    half = stats.t.ppf((1 + LEVEL) / 2, len(gains) - 1) * gains.std(ddof=1) / np.sqrt(len(gains))
    mean = float(gains.mean())
    return mean, mean - float(half), mean + float(half)


def _watch(figures: Floats, scores: Floats, names: Sequence[str]) -> Signpost | None:
    part = parts_of(scores.shape[1], len(names))
    gain, low, high = _judged(scores, chosen_by_one(figures, scores, part), scores[0])
    rule = best_rule(figures, scores)
    if low <= 0 or rule.above == rule.below:
        return None
    return Signpost([*FIGURES][rule.figure], rule.mark, names[rule.below], names[rule.above], gain, low, high)
