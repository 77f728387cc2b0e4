"""How well a posterior was sampled."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.study.calibration.sampler import Chains


@dataclass(frozen=True)
class Quality:
    """How well the unknowns were sampled.

    Attributes
    ----------
    unknowns
        How many were sampled together.
    rhat, ess, autocorrelation
        Of the worst unknown: nested R-hat, effective sample size, and autocorrelation at a lag of half the sweeps.
    stages, sweeps
        Steps of the temper, and moves of every particle, in all.
    acceptance
        Part of the moves at the posterior that were accepted.
    converged
        Whether the draws can be trusted.
    """

    unknowns: int
    rhat: float
    ess: float
    autocorrelation: float
    stages: int
    sweeps: int
    acceptance: float
    converged: bool

    @classmethod
    def of(cls, chains: Chains) -> Quality:
        """Judge what a sampler left."""
        return cls(
            unknowns=len(chains.rhat),
            rhat=float(chains.rhat.max(initial=1.0)),
            ess=float(chains.ess.min(initial=float(chains.samples.shape[0] * chains.samples.shape[1]))),
            autocorrelation=float(chains.autocorrelation.max(initial=0.0)),
            stages=chains.stages,
            sweeps=chains.sweeps,
            acceptance=chains.acceptance,
            converged=chains.converged,
        )
