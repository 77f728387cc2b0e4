"""The hours of the programme's day, and waiting for them; SimPy's unit of time is the hour.

Where the table of RULES.md puts several things into one hour, they follow each other in the order of its sentence, a
quarter of an hour apart; quarters are exact in binary, so sums of hours that should be equal are.
"""

from __future__ import annotations

import simpy

DAY = 24

MEMBERSHIP, MOVING = 0.0, 0.25  # first everyone joins or leaves, then what waits moves to those that remain
ANNOUNCING, OPENING = 12.0, 12.25
REGISTERING = 13.0
JOINING = 14.0
ORDERING, SELLING, STARTING = 15.0, 15.25, 15.5
COMPLETING = 16.0
VALIDATING = 17.0
PAYING = 18.0
REVOKING, LAPSING = 20.0, 20.5
WRITING = 23.0


class TownClock:
    """Reads a SimPy clock in days and hours.

    Examples
    --------
    >>> env = simpy.Environment()
    >>> clock = TownClock(env)
    >>> env.run(until=clock.until(2, PAYING))
    >>> env.now, clock.today
    (66.0, 2)
    """

    def __init__(self, env: simpy.Environment) -> None:
        self.env = env

    @property
    def today(self) -> int:
        """The day number; day 0 is the launch."""
        return int(self.env.now // DAY)

    def until(self, day: int, hour: float) -> simpy.Timeout:
        """Wait for an hour of a day that is not past; an hour of today that has struck means at once.

        The last is what a lag of 0 days needs where its outcome has an earlier hour than its cause.
        """
        return self.env.timeout(max(0.0, day * DAY + hour - self.env.now))
