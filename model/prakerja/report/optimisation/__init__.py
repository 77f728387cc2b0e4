"""Room: what a search found, told and drawn."""
