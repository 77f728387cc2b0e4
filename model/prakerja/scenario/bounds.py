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

    A number must lie inside. A distribution is truncated to the range when drawn, and refused when more than a
    quarter of it lies outside, since it would then no longer be what its author stated.
    """

    low: float
    high: float
    unit: str

    def words(self) -> str:
        """Say what is allowed.

        Examples
        --------
        >>> Within(0, 1, "share").words(), Within(0, math.inf, "persons a day").words()
        ('must be between 0 and 1 (share)', 'must be at least 0 (persons a day)')
        """
        if self.high == math.inf:
            return f"must be at least {self.low:,g} ({self.unit})"
        return f"must be between {self.low:,g} and {self.high:,g} ({self.unit})"

    def check(self, value: Any) -> Any:
        """Return the value when it lies in the range; raise otherwise."""
        if isinstance(value, Distribution):
            cut = value.mass_outside(self.low, self.high)
            if cut > _MOST_MASS_CUT:
                raise PydanticCustomError("outside", "{said}", {"said": f"{cut:.0%} of it lies outside: {self.words()}"})
        elif not self.low <= value <= self.high:
            raise PydanticCustomError("outside", "{said}", {"said": self.words()})
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the range after the value has been read."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the unit and the range."""
        described = handler(schema)
        described["description"] = f"{self.unit}; {self.words()}"
        return described
