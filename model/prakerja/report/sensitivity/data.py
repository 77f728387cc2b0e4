"""What drives an answer as plain data, for other programs."""

from __future__ import annotations

import math
from typing import Any

from prakerja.report.common.causes import cause
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.sensitivity.driving import drivers_document
from prakerja.study import Drivers
from prakerja.study.sensitivity.information_value import Question


def driving_data(found: Drivers) -> dict[str, Any]:
    """Return everything as plain data: what `json.dumps` takes, without NaN or infinity.

    Returns
    -------
    provenance, the sentence in each language, the outcome, `values` (a row a value of the world, the widest swing
    first), the Sobol indices of the values exchanged together, and the questions of what is worth measuring
    """
    return {
        "provenance": found.provenance,
        "sentence": {lang: drivers_document(found, Words(lang)).sentence for lang in LANGUAGES},
        "outcome": {
            "name": found.outcome,
            "unit": found.range.unit,
            "expected": found.range.expected,
            "range_90": list(found.range.ranges[90]),
            "at_the_middle": found.tornado.middle,
        },
        "values": [_row(str(path), row) for path, row in found.to_dataframe().to_dict("index").items()],
        "together": [
            {
                "values": list(index.paths),
                "sobol_first": index.first,
                "sobol_first_range": list(index.first_range),
                "sobol_total": index.total,
                "sobol_total_range": list(index.total_range),
            }
            for index in found.indices
            if len(index.paths) > 1
        ],
        "questions": [_question(asked) for asked in found.questions],
    }


def _row(path: str, row: dict[Any, Any]) -> dict[str, Any]:
    named = {"value": path} | {lang: cause(path, Words(lang)) for lang in LANGUAGES}
    return named | {str(key): float(value) if math.isfinite(value) else None for key, value in row.items()}


def _question(asked: Question) -> dict[str, Any]:
    return {
        "quantity": asked.name,
        "at_least": asked.at_least,
        "mean": asked.mean,
        "variance": asked.variance,
        "noise_floor": asked.floor,
        "worth": [
            {"value": worth.path, "share": worth.share, "estimate": worth.estimate, "error": worth.error}
            for worth in asked.worth
        ],
    }
