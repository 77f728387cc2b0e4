"""Room: what was learnt, told and drawn."""
