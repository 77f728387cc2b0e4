"""Room: a policy's own numbers searched. Goals, levers, the search, the front."""
