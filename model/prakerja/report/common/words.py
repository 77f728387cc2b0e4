"""Words, and amounts with their units, as people write them, in English and Indonesian."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from prakerja.report.common.numbers import Numbers
from prakerja.report.common.scale import Scale, scale_of
from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import nearest
from prakerja.study.runs.answers import Probability

LANGUAGES = ("en", "id")
"""English and Indonesian."""


@cache
def table() -> dict[str, dict[str, str]]:
    """Read the one table of words: by ``section.key``, the words by language."""
    tree = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": said for section, keys in tree.items() for key, said in keys.items()}


@dataclass(frozen=True)
class Words(Numbers):
    """Says things in one language.

    Raises
    ------
    InputError
        If the language is unknown, naming those there are.

    Examples
    --------
    >>> Words("en")("mark_on.as_of", day="4 Sep"), Words("id")("mark_on.as_of", day="4 Sep")
    ('as of 4 Sep', 'per 4 Sep')
    """

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            known = f"must be one of {', '.join(LANGUAGES)}"
            raise InputError("report", [Problem("lang", repr(self.lang), known)])

    def __call__(self, key: str, **fields: str) -> str:
        """Say the words of a key, with its braces filled in."""
        if key not in table():
            raise InputError("words.toml", [Problem(key, "unknown", nearest(key, table()))])
        said = table()[key][self.lang]
        return said.format(**fields) if "{" in said else said

    def people(self, value: float, short: bool = False) -> str:
        """Write a count: in millions from a million on, else in full.

        Examples
        --------
        >>> Words("en").people(5_312_000, short=True), Words("id").people(5_312)
        ('5.31 M', '5.312')
        """
        return self.amount(value, scale_of(value, "people"), short)

    def rupiah(self, value: float, short: bool = False) -> str:
        """Write money.

        Examples
        --------
        >>> Words("en").rupiah(19_880_000_000_000), Words("id").rupiah(19_880_000_000_000)
        ('Rp19.88 trillion', 'Rp19,88 triliun')
        """
        return self("unit.rupiah") + self.amount(value, scale_of(value, "rupiah"), short)

    def goal(self, value: float, kind: str, short: bool = False) -> str:
        """Write a round number, such as a target, without needless zeros.

        Examples
        --------
        >>> Words("en").goal(5_600_000, "people"), Words("id").goal(20_000_000_000_000, "rupiah", short=True)
        ('5.6 million', 'Rp20 T')
        """
        money = self("unit.rupiah") if kind == "rupiah" else ""
        return money + self.amount(value, scale_of(value, kind), short, trimmed=True)

    def amount(self, value: float, scale: Scale, short: bool = False, trimmed: bool = False) -> str:
        """Write a number on a scale, with the scale's word behind it."""
        number = self.number(value / scale.size, scale.digits, trimmed)
        if not scale.word:
            return number
        return f"{number} {self(f'unit.{scale.word}_short' if short else f'unit.{scale.word}')}"

    def on(self, value: float, scale: Scale) -> str:
        """Write a number on a scale, without the scale's word."""
        return self.number(value / scale.size, scale.digits)

    def span(self, ends: tuple[float, float], kind: str, short: bool = False, beside: float | None = None) -> str:
        """Write a range, its unit once.

        Parameters
        ----------
        ends
            Low and high.
        kind
            ``"people"``, ``"payments"``, ``"rupiah"`` or ``"plain"``.
        short
            Whether the unit is abbreviated.
        beside
            A number written just before: the range is written in its unit, which is not repeated.

        Examples
        --------
        >>> Words("en").span((5_510_000, 5_600_000), "people", short=True)
        '5.51–5.60 M'
        >>> Words("en").span((950_000, 1_200_000), "people", beside=980_000)
        '950,000–1,200,000'
        """
        scale = scale_of(ends[1] if beside is None else beside, kind)
        high = self.amount(ends[1], scale, short) if beside is None else self.on(ends[1], scale)
        return f"{self.on(ends[0], scale)}–{high}"

    def chance(self, chance: Probability, error: bool = False) -> str:
        """Write a chance with as many digits as it is known to, and its error if wanted.

        Examples
        --------
        >>> (
        ...     Words("en").chance(Probability(0.972, 0.004, 2000), error=True),
        ...     Words("en").chance(Probability(0, 0.0004, 2000)),
        ... )
        ('97.2 % ±0.4', '0 %')
        >>> Words("id").chance(Probability(0.9997, 0.0003, 3000), error=True)
        '> 99,9 %'
        """
        p, digits = chance.probability, 1 if chance.error < 0.01 else 0
        if p in (0, 1):
            return self.percent(p)
        step = 10.0 ** -(digits + 2)
        if not step / 2 <= p <= 1 - step / 2:
            return f"< {self.percent(step, digits)}" if p < 0.5 else f"> {self.percent(1 - step, digits)}"
        said = self.percent(p, digits)
        return f"{said} ±{self.number(100 * chance.error, digits)}" if error else said

    def name(self, key: str) -> str:
        """Write a proper name as its owner does, any other as it stands."""
        return self(f"name.{key}") if f"name.{key}" in table() else key
