"""Registration: people come to the website, and pass or fail its verification."""

from __future__ import annotations

import numpy as np

from prakerja.programme.applicants import Applicants
from prakerja.programme.chance import Chance, Counts
from prakerja.programme.change import Change
from prakerja.programme.clock import REGISTRATION, Clock
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Registration:
    """A finite population registers: steadily, in a surge at the launch, and in a surge when a wave opens."""

    def __init__(self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, applicants: Applicants) -> None:
        self._chance, self._draws, self._applicants = chance, draws, applicants
        self._change = Change(scenario, draws)
        self.interested = np.floor(draws["world.registration.interested"])
        self.not_registered: Counts = self.interested.astype(chance.dtype)
        self.registered = chance.zeros(len(draws))
        self.email_verified = chance.zeros(len(draws))
        self.identity_verified = chance.zeros(len(draws))
        clock.daily(REGISTRATION, self.register)

    def register(self, day: int) -> None:
        """Let a day's people register and verify; who is verified can join a wave."""
        new = self._chance.events(self.not_registered, self._hazard(day), self._value("day_to_day_cv"))
        email = self._chance.thin(new, self._value("email_verified"))
        identity = self._chance.thin(email, self._value("identity_verified"))
        self.not_registered = self.not_registered - new
        self.registered = self.registered + new
        self.email_verified = self.email_verified + email
        self.identity_verified = self.identity_verified + identity
        self._applicants.verified_today = identity

    def _hazard(self, day: int) -> Floats:
        value, days_open = self._value, self._applicants.days_open(day)
        steady = value("steady_per_day")
        launch = value("launch_per_day") * np.exp(-day / value("launch_fade_days"))
        opening = value("opening_per_day") * np.exp(-days_open / value("opening_fade_days"))
        if self._change.days(day):
            steady = steady * self._change["steady_registrations"]
            opening = opening * self._change["opening_registrations"]
        return np.asarray((steady + launch + opening) / np.maximum(self.interested, 1))

    def _value(self, key: str) -> Floats:
        return self._draws[f"world.registration.{key}"]
