"""Floor 3: questions. Ensembles of futures, and what they say."""

from prakerja.study.calibration import Effort, Posterior, Predicted, advance, calibrate, predict
from prakerja.study.calibration.office_figures import Observed, observe
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.policies import compare
from prakerja.study.evaluation.hindcast import Hindcast, hindcast
from prakerja.study.forecasting.forecast import Forecast
from prakerja.study.forecasting.hub import write_hub
from prakerja.study.forecasting.make_forecast import forecast
from prakerja.study.forecasting.prior_check import PriorCheck, prior_check
from prakerja.study.forecasting.twin import Story, follow, live
from prakerja.study.optimisation.optimum import Optimum
from prakerja.study.optimisation.search import optimise
from prakerja.study.runs.ensemble import Ensemble, EnsembleStopped, run_ensemble
from prakerja.study.sensitivity.analysis import drivers
from prakerja.study.sensitivity.drivers import Drivers

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
