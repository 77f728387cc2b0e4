"""The schema of scenario files for editors: completion, units, ranges, unknown keys.

A file that extends another may leave out any key, so nothing is required but what chooses a distribution.
Run ``python -m prakerja.scenario.json_schema`` to write the file that is shipped beside this module.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from prakerja.scenario.scenario import Scenario

SHIPPED = Path(__file__).with_name("schema.json")

_EXTENDS = {
    "type": "string",
    "pattern": r"^[^.]+$|\.toml$",
    "title": "Extends",
    "description": "a scenario's file, or the name of a shipped one: read first; this one is laid over it, key by key",
}

_WITHOUT = {
    "type": "array",
    "items": {"type": "string"},
    "title": "Without",
    "description": "dotted paths, such as policy.waves.6: what the other file has there is taken out first",
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file.

    Examples
    --------
    >>> schema()["$defs"]["Fixed"]["properties"]["places"]["description"]
    'between 0 and 270,000,000 (persons a wave)'
    """
    whole = Scenario.model_json_schema()
    whole["$schema"] = "http://json-schema.org/draft-07/schema#"
    del whole["properties"]["name"], whole["properties"]["shipped"]  # which are seen from files, not stated in them
    whole["properties"] = {"extends": _EXTENDS, "without": _WITHOUT, **whole["properties"]}
    tidy: dict[str, Any] = _tidied(whole)
    return tidy


def _tidied(node: Any) -> Any:
    """Ask for no keys but `dist`; leave out infinity (not JSON), and hints that only pydantic reads.

    A table that does not name its rule may then be that of any rule with such keys.
    """
    if isinstance(node, list):
        return [_tidied(below) for below in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidied(below) for key, below in node.items() if key not in ("required", "discriminator")}
    if node.get("discriminator", {}).get("propertyName") == "rule":
        tidy["anyOf"] = tidy.pop("oneOf")
    if "dist" in node.get("properties", {}):
        tidy["required"] = ["dist"]
    if tidy.get("default") in (float("inf"), None):
        tidy.pop("default", None)
    return tidy


def text() -> str:
    """Return the schema as the shipped file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


if __name__ == "__main__":
    SHIPPED.write_text(text(), encoding="utf-8")
