"""Floor 3: questions. Ensembles of futures, and what they say."""

from prakerja.study.ensemble import Ensemble, EnsembleStopped, run_ensemble
from prakerja.study.forecast import Forecast, forecast
from prakerja.study.hub import write_hub

__all__ = ["Ensemble", "EnsembleStopped", "Forecast", "forecast", "run_ensemble", "write_hub"]
