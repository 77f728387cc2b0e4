"""Numbers, dates and lists as a language writes them, by the tables of CLDR."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

_LISTS = {"en": "en_GB", "id": "id"}
"""Whose lists are written: Americans put a comma before the last "and", these texts do not."""


@dataclass(frozen=True)
class Numbers:
    """Writes in one language."""

    lang: str = "en"

    def number(self, value: float, digits: int = 0, trimmed: bool = False) -> str:
        """Write a number with the language's marks, and so many digits after the mark; trimmed, without last zeros.

        Examples
        --------
        >>> Numbers("en").number(1234567.891, 2), Numbers("id").number(1234567.891, 2)
        ('1,234,567.89', '1.234.567,89')
        >>> Numbers("en").number(5.6, 2, trimmed=True)
        '5.6'
        """
        # Babel reads 97.45 as the decimal it is printed as; the float lies a little above, which decides its rounding.
        return format_decimal(Decimal(float(value)), _pattern(digits, trimmed), locale=self.lang)

    def signed(self, value: float, digits: int = 0) -> str:
        """Write a number with its sign, the positive with theirs.

        Examples
        --------
        >>> Numbers("en").signed(0.254, 2), Numbers("id").signed(-0.254, 2)
        ('+0.25', '-0,25')
        """
        return format_decimal(Decimal(float(value)), "+{0};-{0}".format(_pattern(digits)), locale=self.lang)

    def plainly(self, value: float) -> str:
        """Write a value of the world with some three digits.

        Examples
        --------
        >>> [Numbers("en").plainly(value) for value in (0.0525, 2.25, 31.4, 15_000.4)]
        ['0.05', '2.25', '31.4', '15,000']
        """
        size = abs(value)
        return self.number(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.01 or not size else 4)

    def percent(self, share: float, digits: int = 0) -> str:
        """Write a share in percent, with a space before the sign as the SI has it; CLDR has none in either language.

        Examples
        --------
        >>> Numbers("en").percent(0.97), Numbers("id").percent(0.9745, 1)
        ('97 %', '97,5 %')
        """
        return f"{self.number(100 * share, digits)} %"

    def listed(self, parts: Iterable[str]) -> str:
        """Join parts as a list in running text.

        Examples
        --------
        >>> Numbers("en").listed("abc"), Numbers("id").listed("abc"), Numbers("en").listed("a")
        ('a, b and c', 'a, b, dan c', 'a')
        """
        return format_list(list(parts), locale=_LISTS[self.lang])

    def days(self, number: float, digits: int = 0) -> str:
        """Write a number of days.

        Examples
        --------
        >>> Numbers("en").days(1), Numbers("id").days(33.4)
        ('1 day', '33 hari')
        >>> Numbers("en").days(1, digits=1)
        '1.0 days'
        """
        shown = Decimal(f"{number:.{digits}f}")  # its plural is that of what is written
        return format_unit(shown, "duration-day", format=_pattern(digits), locale=self.lang)

    def day(self, day: date, year: bool = False, long: bool = False) -> str:
        """Write a date.

        Examples
        --------
        >>> Numbers("en").day(date(2020, 10, 2)), Numbers("id").day(date(2020, 10, 2))
        ('2 Oct', '2 Okt')
        >>> Numbers("id").day(date(2020, 12, 31), year=True, long=True)
        '31 Desember 2020'
        """
        return format_date(day, f"d {'MMMM' if long else 'MMM'}{' y' if year else ''}", locale=self.lang)

    def month(self, day: date) -> str:
        """Name the month of a date."""
        return format_date(day, "MMM", locale=self.lang)


def _pattern(digits: int, trimmed: bool = False) -> str:
    """Return CLDR's pattern of a number with so many digits after the mark."""
    return "#,##0" + ("." + ("#" if trimmed else "0") * digits if digits else "")
