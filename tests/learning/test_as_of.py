"""What was published after the as-of date changes nothing, and what is flagged as an error teaches nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.scenario import Observations, draw_world
from prakerja.study import Forecast, forecast
from prakerja.study.calibration import Effort, advance, calibrate, predict
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.observation_operator import COMPONENTS, NOT_USED
from prakerja.study.runs.ensemble import run_ensemble
from tests.learning.toy import AS_OF, BOUGHT, COMPLETED, PAID, REGISTERED, chain, figure, published
from tests.worlds.tiny import calendar, day, wave

EFFORT = Effort(ensemble=64, particles=64, sweeps=20, draws=100)

KNOWN = published(
    figure(BOUGHT, 5, 31_517),
    figure(BOUGHT, 9, 61_913),
    figure(COMPLETED, 13, 44_444),
    figure(PAID, 14, 30_303),
    figure("wave_selected", 1, 40_000, wave="1"),
    figure("wave_selected", 6, 39_000, wave="2"),
)
LATER = (
    figure(BOUGHT, 18, 64_000),
    figure(COMPLETED, 12, 43_210, said=16),  # of a day that was past, but nobody knew it yet
    figure(PAID, 20, 41_000),
    figure(REGISTERED, 20, 99_000),
    figure("wave_selected", 15, 7, wave="3"),
)


@cache
def planned():
    """Wave 1 has happened; a calendar goes on from day 5, each wave taking what the rule gives it."""
    return chain(
        **{
            "as_of": day(4),
            "policy.waves": {"1": wave(0, 0, 1, 40_000)},
            "policy.calendar": calendar(5, 5, 0, 1, 20),
            "policy.quota": {"source": "tiny", "rule": "fixed", "places": 30_000},
        }
    )


def with_rows(*rows):
    return Observations((*KNOWN.rows, *rows), KNOWN.known | {row.quantity for row in rows})


FILES = {
    "nothing later": KNOWN,
    "later figures": with_rows(*LATER),
    "other values, grades and flags": with_rows(
        *(replace(row, value=3 * row.value + 7, confidence="low", flag="conflict") for row in LATER)
    ),
    "later figures first, and said to be errors": Observations(
        (*(replace(row, flag="error") for row in LATER), *KNOWN.rows), KNOWN.known | {row.quantity for row in LATER}
    ),
}


@pytest.fixture(scope="module")
def posteriors():
    return {name: calibrate(planned(), day(AS_OF), 1, observations=file, effort=EFFORT, cache=None)
            for name, file in FILES.items()}  # fmt: skip


def same(one, other):
    """Say whether two posteriors are the same bit for bit, in everything they hold."""
    pairs = [(one.by_series, other.by_series)]
    for name in ("values", "discrepancy", "ages"):
        assert list(getattr(one, name)) == list(getattr(other, name))
        pairs += zip(getattr(one, name).values(), getattr(other, name).values(), strict=True)
    for name in ("models", "prior_models"):
        pairs += [pair for a, b in zip(getattr(one, name), getattr(other, name), strict=True)
                  for pair in zip(a, b, strict=True)]  # fmt: skip
    bits = all(a.tobytes() == b.tobytes() for a, b in pairs)
    words = (one.moved, one.quality, one.left_out, one.key, one.scenario) == (
        other.moved, other.quality, other.left_out, other.key, other.scenario)  # fmt: skip
    return bits and words


@pytest.mark.parametrize("name", list(FILES)[1:])
def test_what_is_published_later_changes_nothing_in_a_posterior(name, posteriors):
    assert posteriors["nothing later"].figures == 4
    assert same(posteriors[name], posteriors["nothing later"])


def test_what_was_known_changes_it(posteriors):
    """So that the law above says something: one more person in one figure is another posterior."""
    rows = (replace(KNOWN[0], value=KNOWN[0].value + 1), *KNOWN.rows[1:])
    other = calibrate(planned(), day(AS_OF), 1, observations=Observations(rows, KNOWN.known), effort=EFFORT, cache=None)
    assert not same(other, posteriors["nothing later"])


@pytest.mark.parametrize("flag", ["error", ""])
def test_an_error_teaches_nothing(flag, posteriors):
    """Known, but flagged: only the list of what was left out has a line more. Unflagged it would teach."""
    wrong = (figure(BOUGHT, 7, 999_999, flag=flag), figure("wave_selected", 6, 1, wave="2", flag="error"))
    found = calibrate(planned(), day(AS_OF), 1, observations=with_rows(*wrong), effort=EFFORT, cache=None)
    assert len(found.left_out) == len(posteriors["nothing later"].left_out) + (2 if flag else 1)
    left_out = posteriors["nothing later"].left_out
    assert same(replace(found, left_out=left_out), posteriors["nothing later"]) is (flag == "error")


@st.composite
def any_later_row(draw):
    """Any figure at all that is published after the as-of date, whatever day it holds for."""
    known = sorted([*COMPONENTS, *NOT_USED])
    on, said = draw(st.integers(0, 24)), draw(st.integers(AS_OF + 1, 40))
    about = {
        "wave": draw(st.sampled_from(["", "1", "2", "3"])),
        "confidence": draw(st.sampled_from(["high", "med", "low"])),
        "flag": draw(st.sampled_from(["", "error", "conflict", "derived"])),
    }
    return figure(draw(st.sampled_from(known)), on, draw(st.integers(0, 10**6)), said=said, **about)


@cache
def untouched():
    """What learning is given by the known figures alone."""
    moved = advance(planned(), day(AS_OF), KNOWN)
    return moved, Likelihood.of(moved, KNOWN)


@settings(max_examples=40)
@given(st.lists(any_later_row(), max_size=6), st.data())
def test_no_later_row_reaches_the_scenario_or_the_readings(rows, data):
    """All that learning is given is the same, however the file is ordered."""
    shuffled = data.draw(st.permutations(list(range(len(rows)))))
    place = data.draw(st.integers(0, len(KNOWN)))
    mixed = (*KNOWN.rows[:place], *(rows[number] for number in shuffled), *KNOWN.rows[place:])
    file = Observations(mixed, KNOWN.known | {row.quantity for row in rows})
    moved = advance(planned(), day(AS_OF), file)
    assert moved == untouched()[0]
    given_to, before = Likelihood.of(moved, file), untouched()[1]
    assert [reading.observations for reading in given_to.readings] == [r.observations for r in before.readings]
    assert given_to.until == before.until == AS_OF


@pytest.fixture(scope="module")
def futures(posteriors):
    posterior = posteriors["nothing later"]
    scenario = posterior.scenario
    return run_ensemble(scenario, posterior.draws(40, 3), 3, workers=1, cache=None)


def test_a_forecast_of_later_figures_uses_nothing_but_what_they_count_and_their_days(futures):
    rows = [row for row in LATER if row.quantity != "wave_selected"]
    first = predict(futures, with_rows(*rows))
    changed = [replace(row, value=row.value * 2 + 1, confidence="low", note="corrected") for row in rows]
    other = predict(futures, with_rows(*changed))
    assert len(first.observations) == 4
    assert np.array_equal(first.samples, other.samples)
    assert np.isfinite(first.samples).all()
    assert [row.value for row in other.observations] != [row.value for row in first.observations]


def test_a_figure_more_after_the_last_moves_no_forecast_of_the_others(futures):
    rows = [row for row in LATER if row.quantity != "wave_selected"]
    first = predict(futures, with_rows(*rows))
    more = predict(futures, with_rows(*rows, figure(BOUGHT, 22, 1)))
    kept = [more.observations.index(row) for row in first.observations]
    assert np.array_equal(more.samples[kept], first.samples)
    assert len(more.samples) == len(first.samples) + 1


def test_the_forecast_itself_is_the_same_bit_for_bit(posteriors, tmp_path):
    """Through the one call that people make; the scenario's folder has the later figures, or other ones, or none."""
    posterior = posteriors["nothing later"]
    found = []
    for name in ("nothing later", "other values, grades and flags"):
        folder = tmp_path / name
        write(FILES[name], folder)
        scenario = chain_in(folder)
        found.append(forecast(scenario, 20, 5, posterior=posterior, workers=1, cache=None))
    first, other = found
    assert first.scenario.as_of == day(AS_OF)
    assert first.scenario.policy.waves["2"].places == 39_000
    for series in first.ensemble.data:
        assert np.array_equal(first.ensemble[series], other.ensemble[series], equal_nan=True), series
    assert isinstance(first, Forecast)


def chain_in(folder):
    """Give the planned chain a folder, as if it had been loaded from there."""
    from prakerja.scenario.scenario import build

    return build(planned().model_dump(exclude_none=True), where="chain", folder=folder)


def write(file, folder):
    """Write figures where a scenario looks for them."""
    (folder / "data").mkdir(parents=True)
    columns = ["observed_on", "published_on", "quantity", "value", "unit", "wave", "of", "confidence", "note", "flag",
               "dated", "source_url"]  # fmt: skip
    lines = [",".join(f"{getattr(row, key):g}" if key == "value" else str(getattr(row, key)) for key in columns)
             for row in file]  # fmt: skip
    text = "\n".join([",".join(columns), *lines]) + "\n"
    (folder / "data" / "observations.csv").write_text(text, encoding="utf-8")


def test_values_are_drawn_from_what_was_learnt(posteriors):
    """What the forecast above runs on is not the prior."""
    posterior = posteriors["nothing later"]
    drawn, prior = posterior.draws(20, 5), draw_world(posterior.scenario, 20, 5)
    assert set(posterior.values) == {
        "world.completion.probability", "world.purchase.probability", "world.validation.probability"
    }  # fmt: skip
    assert all((drawn[path] != prior[path]).any() for path in posterior.values)
