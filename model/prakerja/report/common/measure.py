"""Numbers of a criterion as people write them: how much there is, by how much policies differ, within what range."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.report.common.scale import KINDS, PLAIN, Scale, scale_of, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.scenario import Scenario
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.comparison.paired import Difference
from prakerja.study.runs.answers import Range

_POINTS = Scale(0.01, "points", 1)
_TENTHS = Scale(1, "", 1)
_INDEX = Scale(1, "", 4)
_SCALES = {"chance": _POINTS, "share": _POINTS, "index": _INDEX, "waves": _TENTHS}
_COUNTED = KINDS.keys() - {"days"}
_MANY_DAYS = 100_000
_DAYS = ("days", "date", "person-days")


@dataclass(frozen=True)
class Measure:
    """Writes the numbers of a criterion in a language."""

    criterion: Criterion
    words: Words

    def level(self, found: Range, scenario: Scenario) -> str:
        """Write what is expected; of a date the median."""
        unit, words = self.criterion.unit, self.words
        if unit == "date":
            last = len(scenario.days)
            if found.median >= last:
                return words("compare.never")
            return words.day(scenario.days.date(int(found.median)))
        return self.size(found.expected)

    def size(self, value: float) -> str:
        """Write a number with its unit."""
        scale = self.scale(abs(value))
        return self._level(self.words.on(value, scale), scale)

    def change(self, found: Difference) -> str:
        """Write policy minus baseline with its sign, half the width of its interval, and the unit."""
        scale = self.scale_of(found)
        half = (found.high - found.low) / 2
        return self._with_unit(f"{self.signed(found.expected, scale)} ±{self.words.on(half, scale)}", scale)

    def around(self, value: float, error: float) -> str:
        """Write a number with its error, and the unit once.

        Examples
        --------
        >>> from prakerja.study.comparison.criteria import CRITERIA
        >>> Measure(CRITERIA["owed"], Words("en")).around(2.58e9, 0.32e9)
        'Rp2.58 ±0.32 bn'
        >>> Measure(CRITERIA["absorption"], Words("en")).around(0.917, 0.032)
        '91.7 ±3.2 %'
        """
        scale = self.scale(abs(value))
        return self._level(f"{self.words.on(value, scale)} ±{self.words.on(error, scale)}", scale)

    def within(self, ends: tuple[float, float]) -> str:
        """Write from where to where a number lies, and the unit once."""
        scale = self.scale(max(map(abs, ends)))
        return self._level("–".join(self.words.on(end, scale) for end in ends), scale)

    def expected_change(self, found: Difference) -> str:
        """Write policy minus baseline with its sign and unit, without its interval."""
        return self.signed_size(found.expected)

    def signed_size(self, value: float) -> str:
        """Write a change with its sign and unit.

        Examples
        --------
        >>> from prakerja.study.comparison.criteria import CRITERIA
        >>> Measure(CRITERIA["owed"], Words("en")).signed_size(-0.31e12)
        '-Rp310.00 bn'
        """
        scale = self.scale(abs(value))
        return self._with_unit(self.signed(value, scale), scale)

    def span(self, ends: tuple[float, float], beside: Difference | None = None) -> str:
        """Write the ends of a range of differences, in the unit of a difference that stands beside it if there is one.

        Examples
        --------
        >>> from prakerja.study.comparison.criteria import CRITERIA
        >>> Measure(CRITERIA["effective"], Words("en")).span((-310_000, 1_200_000))
        '-0.31 to +1.20 M'
        """
        scale = self.scale_of(beside) if beside else self.scale(max(map(abs, ends)))
        low, high = (self.signed(end, scale, plain=beside is not None) for end in ends)
        said = self.words("compare.to", low=low, high=high)
        return said if beside else self._with_unit(said, scale)

    def scale_of(self, found: Difference) -> Scale:
        """Choose the scale a difference is written in."""
        return self.scale(max(abs(found.expected), (found.high - found.low) / 2))

    def scale(self, size: float) -> Scale:
        """Choose the scale for numbers up to a size."""
        unit = self.criterion.unit
        if unit == "person-days" and size >= _MANY_DAYS:
            return Scale(1e6, "million")
        if unit in _COUNTED:
            return scale_of(size, KINDS[unit])
        return _SCALES.get(unit, _TENTHS if size < 10 else PLAIN)

    def axis_scale(self, size: float) -> Scale:
        """Choose the scale of an axis that reaches a size, so that its numbers are short."""
        unit = self.criterion.unit
        return scale_of_axis(size, KINDS[unit]) if unit in _COUNTED else self.scale(size)

    def unit_words(self, scale: Scale) -> str:
        """Name the unit of numbers on a scale, such as for an axis.

        Examples
        --------
        >>> from prakerja.study.comparison.criteria import CRITERIA
        >>> owed, waited = (Measure(CRITERIA[name], Words("en")) for name in ("owed", "days_waited"))
        >>> owed.unit_words(owed.axis_scale(2e12)), waited.unit_words(waited.axis_scale(7e4))
        ('Rp trillion', 'thousand days')
        """
        unit, words = self.criterion.unit, self.words
        if unit in ("chance", "share"):
            return words("unit.points_long")
        number = words(f"unit.{scale.word}") if scale.word else ""
        if unit == "rupiah":
            return words("axis.rupiah", scale=number).strip()
        said = words(f"measure.{unit.replace('-', '_')}")
        return words("axis.scaled", scale=number, unit=said) if number else said

    def signed(self, value: float, scale: Scale, plain: bool = False) -> str:
        """Write a number with its sign, money with its mark unless plain.

        Examples
        --------
        >>> from prakerja.study.comparison.criteria import CRITERIA
        >>> Measure(CRITERIA["owed"], Words("en")).signed(-0.31e12, Scale(1e12, "trillion"))
        '-Rp0.31'
        """
        number = self.words.on(abs(value), scale)
        nothing = not any(digit in number for digit in "123456789")
        money = self.words("unit.rupiah") if self.criterion.unit == "rupiah" and not plain else ""
        return ("" if nothing else "-" if value < 0 else "+") + money + number

    def _level(self, number: str, scale: Scale) -> str:
        """Write the unit of a level, which is no difference."""
        if self.criterion.unit in ("chance", "share"):
            return f"{number} %"
        money = self.words("unit.rupiah") if self.criterion.unit == "rupiah" else ""
        return self._with_unit(money + number, scale)

    def _with_unit(self, said: str, scale: Scale) -> str:
        words, unit = self.words, self.criterion.unit
        if unit in ("chance", "share"):
            return f"{said} {words('unit.points')}"
        word = f" {words(f'unit.{scale.word}_short')}" if scale.word else ""
        return said + word + (f" {words('unit.days')}" if unit in _DAYS else "")
