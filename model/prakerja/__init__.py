"""A simulation and forecasting model of Indonesia's Kartu Prakerja."""

__version__ = "0.1.0"
