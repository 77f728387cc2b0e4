"""A quota rule of one's own: the places of the wave that could open today."""

import numpy as np

import prakerja as pk


def pay_first(view: pk.View) -> np.ndarray:
    """Return the places, one number a future: none while people wait more than five working days for a payment."""
    return np.where(view.expected_wait > 5, 0, np.minimum(view.remaining, 800_000))


if __name__ == "__main__":
    # The assumptions alone; without prior=True it learns from what was published first, and keeps that.
    print(pk.compare("prakerja-2020", ["my-study.toml", pay_first], draws=200, prior=True))
