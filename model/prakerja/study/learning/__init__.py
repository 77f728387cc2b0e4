"""Learning from what was published: calibration, posteriors, and what would be published later."""

from prakerja.study.learning.advance import advance
from prakerja.study.learning.calibrate import calibrate
from prakerja.study.learning.effort import Effort
from prakerja.study.learning.posterior import Posterior
from prakerja.study.learning.predict import Predicted, predict

__all__ = ["Effort", "Posterior", "Predicted", "advance", "calibrate", "predict"]
