"""Room: futures simulated and kept. Blocks, ensembles, their cube, cache and files; the quantities read off them."""
