"""How the reference shows members: types as they are written, and each name where readers look for it."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from numpydoc.docscrape_sphinx import SphinxClassDoc
from pydantic import BaseModel
from sphinx.application import Sphinx

import prakerja


def left_out(app: Sphinx, what: str, name: str, obj: object, skip: bool, options: object) -> bool | None:
    """Return True for other people's work, and for a name of `prakerja` while another module is documented."""
    if name == "model_config" or not getattr(obj, "__module__", "prakerja").startswith("prakerja"):
        return True
    module = app.env.current_document.autodoc_module
    if what != "module" or module == "prakerja" or name not in prakerja.__all__:
        return None
    return True if obj is getattr(prakerja, name) else None


def types_as_written(app: Sphinx, obj: Any, bound_method: bool) -> None:
    """Let annotations stand as in the source while a signature is made: `Floats`, not the arrays it is short for."""
    if _is_ours(obj):
        obj.__no_type_check__ = True


def types_as_before(
    app: Sphinx, what: str, name: str, obj: Any, options: object, signature: str, returns: str
) -> tuple[str, str | None] | None:
    """Undo that; return no signature for a table of scenario files, which nobody makes by calling it."""
    if _is_ours(obj):
        vars(obj).pop("__no_type_check__", None)
        vars(obj).pop("__signature__", None)  # Sphinx leaves it there, and commands are made from signatures
    return ("", None) if isinstance(obj, type) and issubclass(obj, BaseModel) else None


def _is_ours(obj: object) -> bool:
    return isinstance(obj, FunctionType) and obj.__module__.startswith("prakerja")


def attributes_as_written() -> None:
    """Let attributes keep their own words: numpydoc would take those of a default that is a function, as `map`."""
    process = SphinxClassDoc._process_param
    SphinxClassDoc._process_param = lambda self, param, desc, fake_autosummary: process(self, param, desc, False)
