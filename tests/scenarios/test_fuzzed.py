"""A few dozen broken scenarios, files and command lines, of which `python -m tests.campaign` tries hundreds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

from tests.campaign.broken import command_lines, files, is_told, read_file, read_tree, trees


@settings(max_examples=15)
@given(tree=trees())
def test_a_broken_scenario_is_told_in_lines(tree: dict[str, Any]) -> None:
    read_tree(tree)


@settings(max_examples=30)
@given(content=files())
def test_a_broken_file_is_told_in_lines(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        read_file(content, Path(folder))


@settings(max_examples=12)
@given(words=command_lines())
def test_a_broken_command_line_is_told_in_lines(words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        is_told(words, Path(folder))
