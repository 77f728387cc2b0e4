"""A simulation and forecasting model of Indonesia's Kartu Prakerja.

In short::

    import prakerja as pk

    scenario = pk.load("scenarios/prakerja-2020.toml")
    forecast = pk.forecast(scenario, draws=2000, seed=2020)
    forecast  # shows the answer
    forecast.plot("recipients")

Everything that `__init__.pyi` names is imported when it is first used, so that `import prakerja` costs nothing.
"""

from lazy_loader import attach_stub

from prakerja.study.runs.shown import show_by
from prakerja.version import VERSION

__version__ = VERSION
__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)

show_by("prakerja.report.showing")
