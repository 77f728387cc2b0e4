"""`[preferences]`: what somebody wants of a policy. It changes no result: `prakerja compare` recommends by it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from prakerja.scenario.section import Source, Table

MostText = Annotated[str, Field(min_length=1, max_length=200)]


class Preferred(Table):
    """Preferences as they are written: in a scenario, or in a file of their own.

    Attributes
    ----------
    title, source
        Whose view it is, and where it was stated.
    require
        What must hold first, such as ``"owed <= 5T with 90 %"``.
    point
        How much of a criterion counts as one point, such as ``"100k"``.
    order
        In the place of points: criteria, the first of which decides unless it is undecided.
    """

    title: Annotated[MostText, Field(description="whose view it is")]
    source: Source
    require: list[MostText] = []
    point: dict[str, MostText | int | float] = {}
    order: list[MostText] = []
