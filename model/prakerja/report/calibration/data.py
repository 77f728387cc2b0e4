"""What was learnt as plain data, for other programs."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from prakerja.study import Posterior


def learnt_data(posterior: Posterior) -> dict[str, Any]:
    """Return provenance, what narrowed, how old statements were, and the fit to every figure.

    Returns
    -------
    ``provenance``, and a row each: ``values`` (before and after), ``statements`` (days), ``figures``; ``untouched``
    """
    return {
        "provenance": posterior.provenance,
        "values": _rows(posterior.learnt()),
        "statements": _rows(posterior.statements()),
        "figures": _rows(posterior.fits()),
        "untouched": posterior.untouched,
    }


def _rows(table: pd.DataFrame) -> Any:
    return json.loads(table.reset_index().to_json(orient="records", date_format="iso"))
