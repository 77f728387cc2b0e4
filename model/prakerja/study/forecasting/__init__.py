"""Room: what an ensemble says. The forecast, its bottleneck and targets, the hub export, what beliefs imply."""
