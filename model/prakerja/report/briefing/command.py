"""The command line that makes a briefing again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def command_of(scenario: Path, said: Mapping[str, Any]) -> str:
    """Return what makes the same numbers again, wherever they are written and however many work.

    Parameters
    ----------
    said
        By option, its value, several, or whether it is there.

    Examples
    --------
    >>> command_of(Path("small.toml"), {"--compare": ["half.toml"], "--draws": 500, "--prior": True, "--as-of": None})
    'prakerja brief small.toml --compare half.toml --draws 500 --prior'
    """
    parts = ["prakerja", "brief", str(scenario)]
    for option, value in said.items():
        if value is True:
            parts.append(option)
        elif value is not None and value is not False:
            for one in value if isinstance(value, list | tuple) else [value]:
                parts += [option, str(one)]
    return shlex.join(parts)
