from .explorer.exploration import Exploration
from .explorer.exploring import explore
from .policy import View
from .report.briefing.briefing import Briefing
from .report.briefing.make import brief
from .scenario import InputError, Scenario, diff, from_launch, load
from .study.calibration.posterior import Posterior
from .study.calibration.procedure import calibrate
from .study.comparison.combining import combine
from .study.comparison.comparison import Comparison
from .study.comparison.policies import compare
from .study.comparison.portfolios import Portfolios
from .study.comparison.preferences import Preferences
from .study.comparison.recommendation import Recommendation, recommend
from .study.comparison.review import Review, review
from .study.comparison.stress import StressTest, stress
from .study.evaluation.hindcast import Hindcast, hindcast
from .study.evaluation.since import since
from .study.evaluation.update import Update
from .study.forecasting.forecast import Forecast
from .study.forecasting.make_forecast import forecast
from .study.forecasting.prior_check import PriorCheck, prior_check
from .study.forecasting.twin import Story, follow, live
from .study.optimisation.optimum import Optimum
from .study.optimisation.procedure import optimise
from .study.runs.spread import EnsembleStopped
from .study.sensitivity.analysis import drivers
from .study.sensitivity.drivers import Drivers

__version__: str

__all__ = [
    "Briefing",
    "Comparison",
    "Drivers",
    "EnsembleStopped",
    "Exploration",
    "Forecast",
    "Hindcast",
    "InputError",
    "Optimum",
    "Portfolios",
    "Posterior",
    "Preferences",
    "PriorCheck",
    "Recommendation",
    "Review",
    "Scenario",
    "Story",
    "StressTest",
    "Update",
    "View",
    "brief",
    "calibrate",
    "combine",
    "compare",
    "diff",
    "drivers",
    "explore",
    "follow",
    "forecast",
    "from_launch",
    "hindcast",
    "live",
    "load",
    "optimise",
    "prior_check",
    "recommend",
    "review",
    "since",
    "stress",
]
