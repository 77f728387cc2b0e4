"""Room: how good forecasts were. Hindcasts, naive baselines, proper scores, relative skill."""
