"""A few dozen broken scenarios, files and command lines, of which `python -m tests.campaign` tries hundreds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings

from tests.campaign.broken import files, read_file, read_tree, trees
from tests.campaign.inputs import check_scenario
from tests.campaign.lines import check_line, command_lines
from tests.campaign.written import quota_files


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
        assert check_line(words, Path(folder))


@settings(max_examples=12)
@given(text=quota_files)
def test_a_quota_rule_by_a_grammar_is_told_in_lines(text: str) -> None:
    with TemporaryDirectory() as folder:
        check_scenario(text, Path(folder))
