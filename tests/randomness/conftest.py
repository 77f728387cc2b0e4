"""Blocks of a few draws, so that a small ensemble has several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from prakerja.study.runs import block

SIZE = 6


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[int]:
    """Make blocks small; only who asks for an ensemble needs to know."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "BLOCK", SIZE)
        yield SIZE
