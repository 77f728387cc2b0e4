"""Floor 4: what people look at: results told, drawn, and written as files."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
