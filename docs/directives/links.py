"""Where a name in the reference leads: what it is called in the module that uses it, whichever module it stands in."""

from __future__ import annotations

import sys
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.nodes import make_refnode

import prakerja

_LINKED = ("class", "exception", "function", "data", "module")


def full_names(app: Sphinx, doctree: nodes.document) -> None:
    """Name in full what a module calls by a short name, so that each link leads to what is meant."""
    for node in doctree.findall(addnodes.pending_xref):
        if node.get("refdomain") == "py":
            node["reftarget"] = _full_name(node)
            node.attributes.pop("refspecific", None)  # no guessing: the name alone


def _full_name(node: nodes.Element) -> str:
    target = str(node["reftarget"])
    meant = getattr(sys.modules.get(node.get("py:module") or ""), target, None)
    if meant is not None and meant is getattr(prakerja, target, None):
        return f"prakerja.{target}"
    if not hasattr(meant, "__qualname__"):
        return target
    return f"{meant.__module__}.{meant.__qualname__}"


def by_last_name(app: Sphinx, env: Any, node: nodes.Element, content: nodes.Element) -> nodes.Node | None:
    """Return a link to the only thing that is called so, or plain text if there is none or more than one.

    Other people's packages are not linked to: nothing is fetched to build the site.
    """
    if node.get("refdomain") != "py":
        return None
    if node["reftype"] == "obj":  # a word in backticks: nothing of this module, so a parameter or a value
        return content
    name = node["reftarget"].rsplit(".", 1)[-1]
    found = [
        (target, entry)
        for target, entry in env.domains.python_domain.objects.items()
        if target.rsplit(".", 1)[-1] == name and not entry.aliased and entry.objtype in _LINKED
    ]
    if len(found) != 1:
        return content
    [(target, entry)] = found
    return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, content, target)
