"""Room: the forecast, told and drawn."""
