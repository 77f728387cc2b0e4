"""Where rates differ between groups it matters for all whom a policy puts first: the example of scenarios/README.md."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from prakerja.scenario import InputError, load
from prakerja.study import compare

EXAMPLE = re.search(
    r"```toml\n(\[world\.classes.*?)```", Path("scenarios/README.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_places_for_people_who_finish_less_often_cost_others_more_than_they_bring():
    """With equal rates no count of all people sees the list's share; here more are effective and paid without it.

    40 futures of the plan; the means of 300 are +5,600 effective, +8,700 paid once, -105,000 and -92,000 of the list.
    """
    assert EXAMPLE is not None
    plan = load("prakerja-2020")
    base = plan.replace(
        {f"world.{key}": value for key, value in tomllib.loads(EXAMPLE[1])["world"].items()}, name="own"
    )
    none_kept = base.replace({"policy.selection.priority_share": 0}, name="none kept")
    found = compare(base, none_kept, draws=40, prior=True, workers=1)
    more = {name: found.values(name, "none kept") - found.values(name, "own")
            for name in ("effective", "paid_once", "list_effective", "list_paid_once")}  # fmt: skip
    for name, direction in (("effective", 1), ("paid_once", 1), ("list_effective", -1), ("list_paid_once", -1)):
        assert direction * more[name].mean() > 2 * more[name].std(ddof=1) / np.sqrt(40), name


def test_a_policy_cannot_bring_classes_of_its_own():
    """What nobody decides is the same for all that are compared."""
    plan = load("prakerja-2020")
    far = {"source": "test", "provinces": ["Papua"], "completion_odds": 0.5}
    with pytest.raises(InputError, match=r"world\.classes.*nobody decides it"):
        compare(plan, plan.replace({"world.classes": {"far": far}}), draws=2, prior=True)
