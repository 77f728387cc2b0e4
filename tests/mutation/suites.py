"""Which tests are most likely to find a fault, the quick ones first; nothing golden, which any change breaks."""

from __future__ import annotations

from tests.mutation.mutants import MODEL

_PROGRAMME = (
    "tests/worlds/test_selection.py",
    "tests/worlds/test_training.py",
    "tests/worlds/test_quotas.py",
    "tests/worlds",
    "tests/exact/test_lineage.py",
    "tests/exact/test_allocate.py",
    "tests/exact/test_stage.py",
    "tests/exact/test_ring.py",
    "tests/exact/test_in_force.py",
    "tests/exact/test_come_back.py",
    "tests/exact/test_fifo.py::test_whoever_is_due_on_the_last_day_there_is_can_be_paid_before_it_and_later_nobody_is",
    "tests/laws/test_both_engines.py",
    "tests/laws/test_drift.py::test_a_walk_by_hand",
    "tests/dice/test_laws.py::test_a_number_is_accepted_by_its_mass_over_that_of_the_mode",
    "tests/dice/test_laws.py::test_the_mass_of_a_hypergeometric_number_over_that_of_the_mode",
    "tests/laws/test_books.py",
    "tests/dice/test_compiled.py",
)
_POLICY = (
    "tests/exact/test_allocate.py",
    "tests/worlds/test_quotas.py",
    "tests/worlds/test_triggers.py",
    "tests/policies/test_triggers.py",
    "tests/policies/test_shown.py",
    "tests/policies/test_ahead.py",
    "tests/policies/test_own.py",
    "tests/policies/test_rules.py",
)
_CALIBRATION = (
    "tests/learning/test_small_parts.py",
    "tests/learning/test_parts.py",
    "tests/learning/test_discrepancy.py",
    "tests/learning/test_advance.py",
    "tests/learning/test_worlds.py",
    "tests/learning/test_structure.py",
    "tests/learning/test_exact_posterior.py",
    "tests/learning/test_alongside.py",
    "tests/learning/test_posterior.py",
)
_LEFT_OUT = ("persons", "page", "second_process", "without_a_folder", "in_a_worker", "ctrl_c")
NOT_THE_TWIN = ("-k", " and ".join(f"not {word}" for word in _LEFT_OUT))
"""The same worlds in the other engine say nothing of this one, and processes of a test's own have no fault in them."""

_NEED_THE_COMPILER = ("factorial", "gamma", "stream", "simulate")
"""Whose examples show a number as it comes out of compiled code."""


def tests_of(file: str) -> tuple[str, ...]:
    """Return the tests of a file of the model, in the order they are run; the examples of its room are the first."""
    if "/policy/" in file:
        return (*_examples("policy"), *_POLICY, *NOT_THE_TWIN)
    if "/study/" in file:
        return (*_examples("study/calibration"), *_CALIBRATION, *NOT_THE_TWIN)
    return (*_examples("programme"), *_PROGRAMME, *NOT_THE_TWIN)


def _examples(room: str) -> list[str]:
    files = sorted((MODEL / "prakerja" / room).rglob("*.py"))
    return [str(path) for path in files if ">>>" in path.read_text() and path.stem not in _NEED_THE_COMPILER]
