"""Learning from what was published: calibration, posteriors, and what would be published later."""

from prakerja.study.calibration.advancement import advance
from prakerja.study.calibration.effort import Effort
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.predictive import Predicted, predict
from prakerja.study.calibration.procedure import calibrate

__all__ = ["Effort", "Posterior", "Predicted", "advance", "calibrate", "predict"]
