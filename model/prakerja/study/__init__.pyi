from .calibration import Effort, Posterior, Predicted, advance, calibrate, predict
from .calibration.office_figures import Observed, observe
from .comparison.combining import combine
from .comparison.comparison import Comparison
from .comparison.policies import compare
from .comparison.portfolios import Portfolios
from .comparison.preferences import Preferences
from .comparison.recommendation import Recommendation, recommend
from .comparison.review import Review, review
from .comparison.stress import StressTest, stress
from .evaluation.hindcast import Hindcast, hindcast
from .evaluation.since import since
from .evaluation.update import Update
from .forecasting.accounts import Accounts
from .forecasting.forecast import Forecast
from .forecasting.hub import write_hub
from .forecasting.make_forecast import forecast
from .forecasting.one_future import OneFuture
from .forecasting.prior_check import PriorCheck, prior_check
from .forecasting.twin import Story, follow, live
from .optimisation.optimum import Optimum
from .optimisation.procedure import optimise
from .runs.ensemble import Ensemble, run_ensemble
from .runs.spread import EnsembleStopped
from .sensitivity.analysis import drivers
from .sensitivity.drivers import Drivers

__all__ = [
    "Accounts",
    "Comparison",
    "Drivers",
    "Effort",
    "Ensemble",
    "EnsembleStopped",
    "Forecast",
    "Hindcast",
    "Observed",
    "OneFuture",
    "Optimum",
    "Portfolios",
    "Posterior",
    "Predicted",
    "Preferences",
    "PriorCheck",
    "Recommendation",
    "Review",
    "Story",
    "StressTest",
    "Update",
    "advance",
    "calibrate",
    "combine",
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
    "recommend",
    "review",
    "run_ensemble",
    "since",
    "stress",
    "write_hub",
]
