"""The other small worlds of chance: the laws of the programme and of the twin are the same in each of them.

The suite itself tries the two that have most in them (`tests/person/test_same_law.py`, where size and power stand).
"""

from __future__ import annotations

import pytest

from tests.person.chancy import CHANCY
from tests.person.test_same_law import IN_THE_SUITE, check_same_law


@pytest.mark.parametrize("name", sorted(set(CHANCY) - set(IN_THE_SUITE)))
def test_same_law(name: str) -> None:
    """Nothing differs."""
    check_same_law(name)
