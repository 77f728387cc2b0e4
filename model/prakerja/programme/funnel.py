"""The funnel of every wave on one day: who has bought, finished, been validated and been paid."""

from __future__ import annotations

import numpy as np

from prakerja.programme.lineage import share
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario.arrays import Floats


def funnel(training: Training, payment: Payment, day: int) -> dict[str, Floats]:
    """Return those who have passed each stage by the end of a day, by wave, as expected given the daily counts.

    Returns
    -------
    by the names of the journal, arrays of shape (wave, draw)
    """
    starts = training.started_by_wave[: day + 1]
    started, completed = starts.sum(axis=1), payment.completed_by_day[: day + 1]
    validated = share(payment.validations.gone(completed), completed)
    paid = share(payment.paid.once[: day + 1], payment.validated_by_day[: day + 1])

    def by_wave(passed: Floats) -> Floats:
        """Divide by wave who passed a stage, by the day of the start, shape (day, draw)."""
        return np.einsum("dwn,dn->wn", starts, share(passed, started)).astype(np.float32)

    return {
        "wave_bought": training.bought_by_wave.astype(np.float32),
        "wave_completed": by_wave(training.completions.gone(started)),
        "wave_validated": by_wave(training.completions.back(validated)),
        "wave_paid_once": by_wave(training.completions.back(share(payment.validations.back(paid), completed))),
    }
