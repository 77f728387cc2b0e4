"""A simulation and forecasting model of Indonesia's Kartu Prakerja.

In short::

    import prakerja as pk

    scenario = pk.load("scenarios/prakerja-2020.toml")
    forecast = pk.forecast(scenario, draws=2000, seed=2020)
    forecast  # shows the answer
    forecast.plot("recipients")

Everything named here is imported when it is first used, so that `import prakerja` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from prakerja.version import VERSION

if TYPE_CHECKING:
    from prakerja.policy import View
    from prakerja.scenario import InputError, Scenario, diff, from_launch, load
    from prakerja.study.calibration.posterior import Posterior
    from prakerja.study.calibration.procedure import calibrate
    from prakerja.study.comparison.comparison import Comparison
    from prakerja.study.comparison.policies import compare
    from prakerja.study.evaluation.hindcast import Hindcast, hindcast
    from prakerja.study.forecasting.forecast import Forecast
    from prakerja.study.forecasting.make_forecast import forecast
    from prakerja.study.forecasting.prior_check import PriorCheck, prior_check
    from prakerja.study.forecasting.twin import Story, follow, live
    from prakerja.study.optimisation.optimum import Optimum
    from prakerja.study.optimisation.search import optimise
    from prakerja.study.runs.ensemble import EnsembleStopped
    from prakerja.study.sensitivity.analysis import drivers
    from prakerja.study.sensitivity.drivers import Drivers

__version__ = VERSION

__all__ = [
    "Comparison",
    "Drivers",
    "EnsembleStopped",
    "Forecast",
    "Hindcast",
    "InputError",
    "Optimum",
    "Posterior",
    "PriorCheck",
    "Scenario",
    "Story",
    "View",
    "calibrate",
    "compare",
    "diff",
    "drivers",
    "follow",
    "forecast",
    "from_launch",
    "hindcast",
    "live",
    "load",
    "optimise",
    "prior_check",
]

_FROM = {
    **dict.fromkeys(("InputError", "Scenario", "diff", "from_launch", "load"), "prakerja.scenario"),
    "View": "prakerja.policy",
    **dict.fromkeys(
        (
            "Comparison",
            "Drivers",
            "EnsembleStopped",
            "Forecast",
            "Hindcast",
            "Optimum",
            "Posterior",
            "PriorCheck",
            "Story",
            "calibrate",
            "compare",
            "drivers",
            "follow",
            "forecast",
            "hindcast",
            "live",
            "optimise",
            "prior_check",
        ),
        "prakerja.study",
    ),
}


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _FROM[name] == "prakerja.study":
        import_module("prakerja.report")  # how results show themselves
    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
