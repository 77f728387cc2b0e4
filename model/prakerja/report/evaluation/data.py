"""Hindcasts as plain data, for other programs."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd

from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.evaluation.scored import hindcast_document
from prakerja.study.evaluation.hindcast import Hindcast


def scored_data(found: Hindcast) -> dict[str, Any]:
    """Return everything as plain data: what `json.dumps` takes, without NaN or infinity.

    Returns
    -------
    provenance, the sentence in each language, the summaries ``by_as_of``, ``by_quantity``, ``by_horizon`` (days up to
    which; 0 for all beyond) and ``all``, and ``scores``, a row a figure and forecaster
    """
    return {
        "provenance": found.provenance,
        "sentence": {lang: hindcast_document(found, Words(lang)).sentence for lang in LANGUAGES},
        **{f"by_{by}": _records(found.summary(by).reset_index()) for by in ("as_of", "quantity", "horizon")},
        "all": _records(found.summary(""))[0],
        "scores": _records(found.scores),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
