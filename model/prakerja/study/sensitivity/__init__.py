"""Room: what an answer hangs on. Rank correlations, tornado, Sobol indices, value of information."""
