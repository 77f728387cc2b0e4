"""Floor 1: what we believe and decide. Scenario files, their values, and draws of the uncertain ones."""

from prakerja.scenario.beside import observations_of
from prakerja.scenario.diff import diff
from prakerja.scenario.draws import Draws, draw_world, middle_world
from prakerja.scenario.from_launch import from_launch
from prakerja.scenario.load import load
from prakerja.scenario.observations import Observation, Observations
from prakerja.scenario.problems import InputError, Problem
from prakerja.scenario.read_observations import load_observations
from prakerja.scenario.scenario import Scenario
from prakerja.scenario.slots import Slot, slots_of

__all__ = [
    "Draws",
    "InputError",
    "Observation",
    "Observations",
    "Problem",
    "Scenario",
    "Slot",
    "diff",
    "draw_world",
    "from_launch",
    "load",
    "load_observations",
    "middle_world",
    "observations_of",
    "slots_of",
]
