"""Largest remainders in exact fractions, written down as the rule reads."""

from __future__ import annotations

from fractions import Fraction


def shares(places: int, weights: list[int]) -> list[int]:
    """Round every exact share down; give the places left one by one to the largest remainders, ties to the first."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    exact = [Fraction(places * weight, total) for weight in weights]
    whole = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: places - sum(whole)]:
        whole[i] += 1
    return whole


def shared_out(places: int, weights: list[int], candidates: list[int]) -> list[int]:
    """Share again and again what is left among the provinces that have weight and candidates left."""
    taken = [0] * len(weights)
    while True:
        room = [c - t for c, t in zip(candidates, taken, strict=True)]
        open_weights = [w if r > 0 else 0 for w, r in zip(weights, room, strict=True)]
        left = places - sum(taken)
        if left == 0 or not any(open_weights):
            return taken
        offered = shares(left, open_weights)
        taken = [t + min(o, r) for t, o, r in zip(taken, offered, room, strict=True)]
