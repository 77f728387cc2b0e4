"""Money is whole rupiah; people write it as an integer or in the words of the press."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from prakerja.scenario.bounds import Within

_SCALE = {
    "": 1,
    "ribu": 10**3, "thousand": 10**3,
    "juta": 10**6, "million": 10**6,
    "miliar": 10**9, "billion": 10**9,
    "triliun": 10**12, "trillion": 10**12,
}  # fmt: skip
_WORDS = re.compile(r"^\s*Rp\s*([0-9][0-9_,]{0,20}(?:\.[0-9]{1,12})?)\s*([a-z]*)\s*$", re.IGNORECASE | re.ASCII)
_SAID = 'must be whole rupiah: an integer, or words such as "Rp20 triliun" or "Rp3.55 million"'
_MOST = 10**15


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
        raise PydanticCustomError("rupiah", "{said}", {"said": _SAID})
    rupiah = Decimal(re.sub("[_,]", "", match[1])) * _SCALE[match[2].lower()]
    if rupiah != rupiah.to_integral_value():
        raise PydanticCustomError("rupiah", "must come to whole rupiah")
    return int(rupiah)


def in_words(rupiah: int) -> str:
    """Write whole rupiah as the press does, without rounding.

    Examples
    --------
    >>> in_words(20 * 10**12), in_words(3_550_000), in_words(1_234_567_890), in_words(600_000)
    ('Rp20 trillion', 'Rp3.55 million', 'Rp1,234,567,890', 'Rp600,000')
    """
    for word in ("trillion", "billion", "million"):
        scaled = Decimal(rupiah) / _SCALE[word]
        if abs(scaled) >= 1:
            short = scaled == round(scaled, 4)
            return f"Rp{scaled.normalize():,f} {word}" if short else f"Rp{rupiah:,}"
    return f"Rp{rupiah:,}"


Rupiah = Annotated[
    int,
    BeforeValidator(parse_rupiah),
    Within(0, _MOST, "rupiah"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": _MOST},
                {"type": "string", "pattern": r"^\s*Rp\s*[0-9][0-9_,]*(\.[0-9]+)?\s*[A-Za-z]*\s*$"},
            ],
            "description": 'whole rupiah, or words such as "Rp20 triliun" or "Rp3.55 million"',
        }
    ),
]
"""A field of whole rupiah (int)."""
