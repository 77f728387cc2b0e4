"""Room: what drives an answer, told and drawn."""
