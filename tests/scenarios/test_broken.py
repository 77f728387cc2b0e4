"""A broken scenario is refused with every problem in it, each with its path, what was found, and what is allowed."""

import tomllib
from contextlib import suppress
from pathlib import Path
from shutil import copy

import pytest

from prakerja.scenario import InputError, load
from prakerja.scenario.scenario import build

BASE = Path("scenarios/prakerja-2020.toml")
CASES = tomllib.loads(Path(__file__).with_name("broken.toml").read_text(encoding="utf-8"))["case"]
HEADER = 'extends = "prakerja-2020.toml"\ntitle = "Test"\npurpose = "Test"\nsource = "Test"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken") / "scenarios"
    folder.mkdir()
    copy(BASE, folder)
    return folder


def said(error):
    return [" | ".join(part for part in (p.path, p.found, p.allowed) if part) for p in error.problems]


def refusal(path, *settings):
    with pytest.raises(InputError) as refused:
        load(path, settings)
    return said(refused.value)


def write(folder, text):
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_problem_is_named(case, folder):
    assert refusal(write(folder, HEADER + case["file"])) == case["says"]


def test_there_are_many_cases_and_no_two_are_the_same():
    assert len(CASES) >= 45
    assert len({case["file"] for case in CASES}) == len(CASES)


def test_the_message_is_a_table_with_a_heading(folder):
    path = write(folder, HEADER + "as_of = 5\n[policy.quota]\nplace = 3\n")
    with pytest.raises(InputError) as refused:
        load(path)
    assert str(refused.value).splitlines() == [
        f"{path}: 2 problems",
        "  as_of                5             must be a date such as 2020-09-04",
        "  policy.quota.place   unknown key   did you mean places?",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ["title | is missing: text", "purpose | is missing: text", "source | is missing: text"]),
        ("title = ", ["(file) | is not TOML: Invalid value (at end of document)"]),
        ("a = " + "[" * 100_000, ["(file) | is not TOML: nested too deeply"]),
    ],
)
def test_a_file_that_is_no_scenario(folder, text, says):
    assert refusal(write(folder, text))[: len(says)] == says


def test_a_file_that_is_not_there(folder):
    assert refusal(folder / "none.toml") == ["(file) | there is no such file"]


def test_a_file_that_is_no_text(folder):
    path = folder / "latin.toml"
    path.write_bytes(b'title = "caf\xe9"')
    assert refusal(path) == ["(file) | cannot be read: it is not UTF-8 text"]


def test_an_extending_file_states_its_own_prose_and_that_is_said_with_all_else(folder):
    path = write(folder, 'extends = "prakerja-2020.toml"\ntitle = "Test"\nas_of = 5\n')
    assert refusal(path) == [
        "purpose | is missing: text of at least 3 characters",
        "source | is missing: text of at least 3 characters",
        "as_of | 5 | must be a date such as 2020-09-04",
    ]


WORDS = 'must be a dotted path such as world.platforms."pijar mahir".weight'


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("policy.quota.foo=3", "policy.quota.foo | unknown key | known: places, rule, source, unfilled"),
        ("world.purchase.lag.mdian=3", "world.purchase.lag.mdian | unknown key | did you mean median?"),
        ("world.platfroms.tokopedia.weight=3", "world.platfroms | unknown key | did you mean platforms?"),
        (
            'world.platforms."pijar mahir".wieght=3',
            'world.platforms."pijar mahir".wieght | unknown key | did you mean weight?',
        ),
        ("policy.quota.places", "policy.quota.places | must read like world.purchase.probability=0.93"),
        ("world.survey=none", 'world.survey | "none" | must be a table'),
        ("policy..places=3", f"policy..places | 3 | {WORDS}"),
        ('policy."quota.places=3', f'policy."quota.places | 3 | {WORDS}'),
        (
            "as_of.year=2021",
            "as_of.year | 2021 | as_of is a value (2020-09-04), not a table",
        ),
        (
            "policy.quota.rule=fxied",
            'policy.quota.rule | "fxied" | must be one of "fixed", "no more waves", "one big wave", "recycle revoked", '
            '"paced by backlog", "paced by completions", "cash by year end", "over-select"',
        ),
    ],
)
def test_a_setting_that_cannot_be(setting, says):
    assert refusal(BASE, setting) == [says]


def test_settings_and_file_are_judged_together():
    assert refusal(BASE, "policy.purchase.window_days=0", "policy..x=1", "world.survey.response=2") == [
        f"policy..x | 1 | {WORDS}",
        "policy.purchase.window_days | 0 | must be between 1 and 365 (days)",
        "world.survey.response | 2 | must be between 0 and 1 (probability)",
    ]


def test_replace_names_every_path_too():
    scenario = load(BASE)
    with pytest.raises(InputError) as refused:
        scenario.replace({"world.purchse.probability": 0.9, "as_of.year": 2021, "policy.quota.places": "many"}, "mine")
    assert refused.value.where == "mine"
    assert said(refused.value) == [
        "as_of.year | 2021 | as_of is a value (2020-09-04), not a table",
        'policy.quota.places | "many" | must be a whole number between 0 and 270,000,000 (persons a wave)',
        "world.purchse | unknown key | did you mean purchase?",
    ]


JUNK = [None, True, -1, 1e300, float("nan"), 10**400, "", "{x}", [], [[1]], {}, {1: 2}, b"x", object(), {"dist": []}]


def test_no_input_whatever_makes_the_reader_fail():
    # Odd values at places spread over the whole tree: anything but a plain refusal is an error here.
    tree = load(BASE).model_dump(exclude_none=True)
    for place, (table, key) in enumerate(list(tables_of(tree))[::23]):
        good = table[key]
        for odd in JUNK[place % 4 :: 4]:
            table[key] = odd
            with suppress(InputError):
                build(tree, "odd")
        table[key] = good


def tables_of(tree):
    for key in list(tree):
        yield tree, key
        if isinstance(tree[key], dict):
            yield from tables_of(tree[key])
