"""Blocks of a few draws, so that a small ensemble has several."""

from __future__ import annotations

import pytest

from prakerja.study import block

SIZE = 6


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Make blocks small; only who asks for an ensemble needs to know."""
    monkeypatch.setattr(block, "BLOCK", SIZE)
    return SIZE
