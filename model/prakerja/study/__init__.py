"""Floor 3: questions. Ensembles of futures, and what they say."""

from prakerja.study.compare import compare
from prakerja.study.comparison import Comparison
from prakerja.study.drivers import Drivers
from prakerja.study.ensemble import Ensemble, EnsembleStopped, run_ensemble
from prakerja.study.find_drivers import drivers
from prakerja.study.forecast import Forecast
from prakerja.study.hindcast import Hindcast, hindcast
from prakerja.study.hub import write_hub
from prakerja.study.learning import Effort, Posterior, Predicted, advance, calibrate, predict
from prakerja.study.make_forecast import forecast
from prakerja.study.observed import Observed, observe
from prakerja.study.optimise import optimise
from prakerja.study.optimum import Optimum
from prakerja.study.prior_check import PriorCheck, prior_check
from prakerja.study.twin import Story, follow, live

__all__ = [
    "Comparison",
    "Drivers",
    "Effort",
    "Ensemble",
    "EnsembleStopped",
    "Forecast",
    "Hindcast",
    "Observed",
    "Optimum",
    "Posterior",
    "Predicted",
    "PriorCheck",
    "Story",
    "advance",
    "calibrate",
    "compare",
    "drivers",
    "follow",
    "forecast",
    "hindcast",
    "live",
    "observe",
    "optimise",
    "predict",
    "prior_check",
    "run_ensemble",
    "write_hub",
]
