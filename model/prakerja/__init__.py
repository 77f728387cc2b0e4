"""A simulation and forecasting model of Indonesia's Kartu Prakerja."""
