"""The unit and the plausible range of a field, kept with its type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from prakerja.scenario.distribution import Distribution

_MOST_MASS_CUT = 0.25


@dataclass(frozen=True)
class Within:
    """A plausible range with its unit, as `Annotated` metadata of a number or an `Uncertain`.

    A number must lie inside; where there is no upper end, ``inf`` means no limit. A distribution is
    truncated to the range when drawn, and refused when more than a quarter of it lies outside, since it
    would then no longer be what its author stated.
    """

    low: float
    high: float
    unit: str

    def words(self) -> str:
        """Say what is allowed.

        Examples
        --------
        >>> Within(0, 1, "share").words(), Within(0, math.inf, "persons a day").words()
        ('between 0 and 1 (share)', 'at least 0 (persons a day)')
        """
        if self.high == math.inf:
            return f"at least {self.low:,.12g} ({self.unit})"
        return f"between {self.low:,.12g} and {self.high:,.12g} ({self.unit})"

    def check(self, value: Any) -> Any:
        """Return the value when it lies in the range; raise otherwise."""
        if isinstance(value, Distribution):
            cut = value.mass_outside(self.low, self.high)
            if not cut <= _MOST_MASS_CUT:
                said = f"must lie {self.words()}; {cut:.0%} of it does not"
                raise PydanticCustomError("outside", "{said}", {"said": said})
        elif not self.low <= value <= self.high:
            raise PydanticCustomError("outside", "{said}", {"said": f"must be {self.words()}"})
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the range after the value has been read."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the unit and the range."""
        described = handler(schema)
        limits = {"minimum": self.low} if self.high == math.inf else {"minimum": self.low, "maximum": self.high}
        for option in [described, *described.get("oneOf", []), *described.get("anyOf", [])]:
            if option.get("type") in ("number", "integer"):
                option.update(limits)
        described["description"] = self.words()
        return described
