"""Floor 3: questions. Ensembles of futures, and what they say."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
