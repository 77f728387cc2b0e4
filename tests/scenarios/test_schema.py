"""The JSON Schema that editors read: shipped as made, good for every shipped scenario, strict where files are."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from prakerja.scenario.json_schema import SHIPPED, schema, text

FILES = sorted(path for path in Path("scenarios").rglob("*.toml") if path.parent.name != "preferences")


@pytest.fixture(scope="module")
def validator():
    return Draft7Validator(schema())


def as_editors_see_it(tree):
    if isinstance(tree, dict):
        return {key: as_editors_see_it(value) for key, value in tree.items()}
    return tree.isoformat() if isinstance(tree, date) else tree


def test_the_shipped_file_is_what_the_function_makes():
    assert SHIPPED.read_text(encoding="utf-8") == text()
    assert json.loads(text()) == schema()


def test_it_is_a_valid_schema_in_strict_json():
    Draft7Validator.check_schema(schema())
    json.loads(text(), parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_scenario_is_good(validator, path):
    tree = as_editors_see_it(tomllib.loads(path.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(tree)] == []


@pytest.mark.parametrize(
    "tree",
    [
        {"extends": "a.txt"},
        {"policy": {"quota": {"place": 3}}},
        {"policy": {"quota": {"rule": "fixed", "places": "800000"}}},
        {"policy": {"quota": {"rule": "fixed", "places": -1}}},
        {"world": {"survey": {"response": 1.5}}},
        {"world": {"survey": {"response": {"dist": "bta"}}}},
        {"world": {"purchase": {"lag": {"dist": "lognormal", "mdian": 3}}}},
        {"policy": {"budget": {"ceiling": "20 triliun"}}},
        {"name": "mine"},
        {"shipped": "small"},
    ],
)
def test_editors_mark_what_is_wrong(validator, tree):
    assert not validator.is_valid(tree)


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"extends": "prakerja-2020.toml"},
        {"extends": "policies/over-select"},
        {"policy": {"quota": {"places": 400_000}}},
        {"policy": {"budget": {"ceiling": "Rp20 triliun"}}},
        {"world": {"survey": {"response": {"dist": "beta", "p05": 0.1, "p95": 0.2}}}},
    ],
)
def test_a_file_that_extends_another_may_leave_out_anything(validator, tree):
    assert validator.is_valid(tree)


def test_numbers_tell_their_unit_and_range():
    definitions = schema()["$defs"]
    window = definitions["prakerja__scenario__policy__Purchase"]["properties"]["window_days"]
    assert (window["description"], window["minimum"], window["maximum"]) == ("between 1 and 365 (days)", 1, 365)
    response = definitions["Survey"]["properties"]["response"]
    assert (response["title"], response["description"]) == ("Response", "between 0 and 1 (probability)")
