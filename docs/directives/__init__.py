"""What the site adds to Sphinx: all modules of a floor and all commands, how members are shown, where names lead."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from directives.commands import Commands
from directives.links import by_last_name, full_names
from directives.members import attributes_as_written, left_out, types_as_before, types_as_written
from directives.modules import Modules


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives, and who listens to what."""
    attributes_as_written()
    app.add_directive("modules", Modules)
    app.add_directive("commands", Commands)
    app.connect("autodoc-skip-member", left_out)
    app.connect("autodoc-before-process-signature", types_as_written)
    app.connect("autodoc-process-signature", types_as_before)
    app.connect("doctree-read", full_names)
    app.connect("missing-reference", by_last_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
