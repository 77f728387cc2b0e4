"""Money is whole rupiah; people write it as an integer or in the words of the press."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

_SCALE = {
    "": 1,
    "ribu": 10**3, "thousand": 10**3,
    "juta": 10**6, "million": 10**6,
    "miliar": 10**9, "billion": 10**9,
    "triliun": 10**12, "trillion": 10**12,
}  # fmt: skip
_WORDS = re.compile(r"^\s*Rp\s*([0-9][0-9_,]*(?:\.[0-9]+)?)\s*([a-z]*)\s*$", re.IGNORECASE)


def parse_rupiah(value: object) -> int:
    """Read whole rupiah from an integer or from words.

    Parameters
    ----------
    value
        An integer number of rupiah, or text such as ``"Rp20 triliun"`` or ``"Rp3.55 million"``
        (``.`` is the decimal sign, ``,`` and ``_`` may group digits).

    Raises
    ------
    ValueError
        If it is neither, or does not come to whole rupiah.

    Examples
    --------
    >>> parse_rupiah("Rp20 triliun"), parse_rupiah("Rp3.55 million"), parse_rupiah(600_000)
    (20000000000000, 3550000, 600000)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _WORDS.match(value) if isinstance(value, str) else None
    if match is None or match[2].lower() not in _SCALE:
        raise ValueError('must be whole rupiah: an integer, or text such as "Rp20 triliun" or "Rp3.55 million"')
    rupiah = Decimal(re.sub("[_,]", "", match[1])) * _SCALE[match[2].lower()]
    if rupiah != rupiah.to_integral_value():
        raise ValueError("must come to whole rupiah")
    return int(rupiah)


Rupiah = Annotated[
    int,
    BeforeValidator(parse_rupiah),
    Field(ge=0),
    WithJsonSchema({
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {"type": "string", "pattern": r"^Rp\s*[0-9][0-9_,]*(\.[0-9]+)?\s*[a-z]*$"},
        ],
        "description": 'whole rupiah, or words such as "Rp20 triliun"',
    }),
]
"""A field of whole rupiah (int)."""
