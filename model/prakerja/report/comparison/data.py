"""A comparison as plain data, for other programs: every difference is policy minus baseline, both named."""

from __future__ import annotations

from typing import Any

from prakerja.report.common.short_name import full_names
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.answer import headline, sentence
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.scenario_discovery import Flips


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a whole comparison as plain data: what `json.dumps` takes, without NaN or infinity."""
    rows = comparison.to_dataframe()
    return {
        "provenance": comparison.provenance,
        "sign": "policy minus baseline",
        "baseline": comparison.baseline,
        "policies": [{"name": name, "title": title} for name, title in full_names(comparison.policies).items()],
        "sentence": {lang: sentence(comparison, Words(lang)) for lang in LANGUAGES},
        "criteria": {
            one.name: {"unit": one.unit, "better": one.better, "meaning": one.meaning} for one in comparison.criteria
        },
        "contracts": {policy.name: list(policy.contracts) for policy in comparison.policies[1:] if policy.contracts},
        "differences": rows.astype(object).where(rows.notna(), None).to_dict("records"),
        "pareto": _pareto(comparison, headline(comparison)),
        "turns_round": [
            _flips(comparison.flips(name, policy)) for name in headline(comparison) for policy in comparison.names[1:]
        ],
    }


def _pareto(comparison: Comparison, criteria: list[str]) -> dict[str, Any]:
    found = comparison.pareto(criteria)
    return {
        "criteria": list(found.criteria),
        "policies": list(found.policies),
        "beaten_by": {name: list(by) for name, by in found.beaten_by.items()},
        "chance_unbeaten": {name: chance.probability for name, chance in found.chance.items()},
    }


def _flips(found: Flips) -> dict[str, Any]:
    return {
        "criterion": found.criterion,
        "ahead": found.ahead,
        "behind": found.behind,
        "chance": found.chance.probability,
        "rules": [
            {
                "bounds": [vars(bound) for bound in rule.bounds],
                "share": rule.share,
                "density": rule.density,
                "coverage": rule.coverage,
            }
            for rule in found.rules
        ],
    }
