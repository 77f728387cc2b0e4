"""Floor 2: the model. One file an actor; `simulate` wires them and starts the clock."""

from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.programme.journal import ONCE, SERIES, Journal, members
from prakerja.programme.simulate import Programme, simulate

__all__ = ["ONCE", "SERIES", "Chance", "Dice", "Expectation", "Journal", "Programme", "members", "simulate"]
