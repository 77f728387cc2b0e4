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
    by the names of the journal without ``wave_``, arrays of shape (wave, class, draw)
    """
    validated, days = payment.validations.by_wave, training.followed
    paid = share(payment.paid.once[:days], payment.validated_by_day[:days])
    found = {
        "bought": training.bought_by_wave,
        "completed": training.completions.total,
        "validated": payment.validations.total,
        "paid_once": np.einsum("dwcn,dn->wcn", validated, paid),
    }
    return {name: people.astype(np.float32) for name, people in found.items()}
