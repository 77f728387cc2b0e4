"""Registration: people come to the website, and pass or fail its verification."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from prakerja.programme.applicants import Applicants
from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.clock import REGISTRATION, Clock
from prakerja.programme.dice.chance import events, thin
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws
from prakerja.scenario.arrays import Floats


class Coming(NamedTuple):
    """How people come, each (draw,): persons a day, days of fading, coefficient of variation, probabilities."""

    steady_per_day: Floats
    launch_per_day: Floats
    launch_fade_days: Floats
    opening_per_day: Floats
    opening_fade_days: Floats
    day_to_day_cv: Floats
    email_verified: Floats
    identity_verified: Floats


class Website(NamedTuple):
    """Who has not registered, has, has verified the e-mail address, the identity; and the latter today: (draw,)."""

    not_registered: Counts
    registered: Counts
    email_verified: Counts
    identity_verified: Counts
    verified_today: Counts


class Registration:
    """A finite population registers: steadily, in a surge at the launch, and in a surge when a wave opens."""

    STATE = ("_streams", "website")

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        streams: Streams,
        draws: Draws,
        applicants: Applicants,
        in_force: InForce,
    ) -> None:
        self._streams, self._applicants = streams, applicants
        self._coming = Coming(*(draws[f"world.registration.{field}"] for field in Coming._fields))
        self.interested = np.floor(draws["world.registration.interested"])
        self._steady = in_force.path("steady_registrations")
        self._opening = in_force.path("opening_registrations")
        nobody = (np.zeros(len(draws), dtype=chance.dtype) for _ in range(4))
        self.website = Website(self.interested.astype(chance.dtype), *nobody)
        clock.daily(REGISTRATION, self.register)

    def register(self, day: int) -> None:
        """Let a day's people register and verify; who is verified can join a wave."""
        factors = self._steady[day], self._opening[day]
        since = self._applicants.days_open(day)
        _register(self._streams, day, since, *factors, self.interested, self._coming, self.website)
        self._applicants.verified_today = self.website.verified_today


@compiled
def _register(
    streams: Streams,
    day: int,
    days_open: Floats,
    steady_factor: Floats,
    opening_factor: Floats,
    interested: Floats,
    coming: Coming,
    website: Website,
) -> None:
    """Let each of those not registered do so with the day's hazard, and verify at once or never (RULES.md)."""
    for draw in range(len(streams)):
        steady = coming.steady_per_day[draw] * steady_factor[draw]
        launch = coming.launch_per_day[draw] * np.exp(-day / coming.launch_fade_days[draw])
        opening = coming.opening_per_day[draw] * np.exp(-days_open[draw] / coming.opening_fade_days[draw])
        hazard = (steady + launch + opening * opening_factor[draw]) / max(interested[draw], 1)
        new = events(streams[draw], website.not_registered[draw], hazard, coming.day_to_day_cv[draw])
        email = thin(streams[draw], new, coming.email_verified[draw])
        identity = thin(streams[draw], email, coming.identity_verified[draw])
        website.not_registered[draw] -= new
        website.registered[draw] += new
        website.email_verified[draw] += email
        website.identity_verified[draw] += identity
        website.verified_today[draw] = identity
