"""Room: policies compared, told and drawn."""
