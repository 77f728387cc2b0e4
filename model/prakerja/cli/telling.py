"""What a command prints of its result: the answer and its files, as text or as JSON, or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer


@dataclass(frozen=True)
class Telling:
    """How a user wants to be told.

    Attributes
    ----------
    as_json, quiet
        JSON instead of text; nothing at all.
    lang
        The language of every word.
    """

    as_json: bool
    quiet: bool
    lang: str

    def tell(self, result: Any, files: Sequence[Path]) -> None:
        """Print a result, and the files that were written."""
        from prakerja.cli.file_lines import file_lines
        from prakerja.report import data_of, print_result

        if self.quiet:
            return
        if self.as_json:
            said = {**data_of(result, self.lang), "files": [str(file) for file in files]}
            typer.echo(json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False))
            return
        print_result(result, self.lang)
        if files:
            typer.echo("\n  " + "\n  ".join(file_lines(files)))
