"""Floor 2: the independent twin: one SimPy process a person, one future a run; the programme's witness."""

from prakerja.person.diary import Event
from prakerja.person.journal import PersonJournal
from prakerja.person.run import live, story
from prakerja.person.scale import scaled, scaled_draws

__all__ = ["Event", "PersonJournal", "live", "scaled", "scaled_draws", "story"]
