"""The funnel of every wave on one day: who has bought, finished, been validated and been paid."""

from __future__ import annotations

import numpy as np

from prakerja.programme.lineage import share
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario.arrays import Floats


def funnel(training: Training, payment: Payment) -> dict[str, Floats]:
    """Return those who have passed each stage by the last day that is followed, as expected given the daily counts.

    Returns
    -------
    by the names of the journal, arrays of shape (wave, draw)
    """
    completed, validated = training.completions.by_wave, payment.validations.by_wave
    days = len(validated)
    paid = share(payment.paid.once[:days], payment.validated_by_day[:days])
    found = {
        "wave_bought": training.bought_by_wave,
        "wave_completed": completed.sum(axis=0, dtype=np.float64),
        "wave_validated": validated.sum(axis=0, dtype=np.float64),
        "wave_paid_once": np.einsum("dwn,dn->wn", validated, paid),
    }
    return {name: people.astype(np.float32) for name, people in found.items()}
