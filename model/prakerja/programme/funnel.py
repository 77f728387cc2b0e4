"""The funnel of every wave on one day: who has bought, finished, been validated and been paid."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.lineage import until
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario.arrays import Floats


def funnel(training: Training, payment: Payment, day: int) -> dict[str, Floats]:
    """Divide those who have passed each stage by the end of a day by wave.

    Returns
    -------
    by the names of the journal, arrays of shape (wave, draw)
    """
    by_now = until(day, *training.sales.entered.shape)
    finished_in_time = until(min(day, training.deadline), *training.sales.entered.shape)
    due = payment.validated_by_day
    paid = payment.waits.by_due_day / np.maximum(due, 1e-9)

    def of_orders(finished: NDArray[Any]) -> Floats:
        return training.sales.back(training.starts.back(training.completions.back(finished * finished_in_time)))

    shares = {
        "wave_bought": training.sales.back(by_now),
        "wave_completed": of_orders(by_now),
        "wave_validated": of_orders(payment.validations.back(by_now)),
        "wave_paid_once": of_orders(payment.validations.back(paid.astype(np.float32))),
    }
    return {name: training.followed(share).astype(np.float32) for name, share in shares.items()}
