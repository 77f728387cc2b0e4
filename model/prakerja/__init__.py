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

if TYPE_CHECKING:
    from prakerja.policy import View
    from prakerja.scenario import InputError, Scenario, diff, from_launch, load
    from prakerja.study.compare import compare
    from prakerja.study.comparison import Comparison
    from prakerja.study.drivers import Drivers
    from prakerja.study.ensemble import EnsembleStopped
    from prakerja.study.find_drivers import drivers
    from prakerja.study.forecast import Forecast
    from prakerja.study.hindcast import Hindcast, hindcast
    from prakerja.study.learning.calibrate import calibrate
    from prakerja.study.learning.posterior import Posterior
    from prakerja.study.make_forecast import forecast
    from prakerja.study.optimise import optimise
    from prakerja.study.optimum import Optimum
    from prakerja.study.prior_check import PriorCheck, prior_check
    from prakerja.study.twin import Story, follow, live

__version__ = "0.2.0"

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
