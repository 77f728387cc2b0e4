"""Room: hindcasts, told and drawn."""
