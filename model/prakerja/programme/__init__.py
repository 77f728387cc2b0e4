"""Floor 2: the model. One file an actor; `Programme` wires them, `simulate` starts the clock."""

from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.programme.classes import GROUPS
from prakerja.programme.journal import EVERYTHING, ONCE, SERIES, Journal, members
from prakerja.programme.programme import Programme
from prakerja.programme.simulate import simulate

__all__ = [
    "EVERYTHING",
    "GROUPS",
    "ONCE",
    "SERIES",
    "Chance",
    "Dice",
    "Expectation",
    "Journal",
    "Programme",
    "members",
    "simulate",
]
