"""The documentation site: pages are the repository's own files, where they stand, beside the few of `docs/`.

The source folder is the repository (`sphinx-build -c docs . out/docs`, or `make docs`), so that a link from one README
to another is a link between pages, and nothing is copied. Nothing is fetched, neither to build it nor to read it.
"""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY / "docs"), str(REPOSITORY / "model")]

import prakerja  # noqa: E402

project = "prakerja"
author = "The prakerja authors"
release = version = prakerja.__version__
project_copyright = author

# ---------------------------------------------------------------------------------------------- pages

root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/**.md",
    "model/*.md",
    "scenarios/README.md",
    "tests/README.md",
    "tests/worlds/README.md",
    "notebooks/*.ipynb",
]
exclude_patterns = [".*", "out", "build", "dist", "**/__pycache__", "**/.ipynb_checkpoints"]

extensions = [
    "myst_nb",  # Markdown and notebooks
    "sphinx.ext.autodoc",
    "numpydoc",
    "sphinx.ext.viewcode",
    "directives",
]

# -------------------------------------------------------------------------- Markdown and notebooks

myst_heading_anchors = 4
nb_execution_mode = "off"  # what is shown is what was kept: `make notebooks`
nb_merge_streams = True
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # they would be fetched
# A progress bar is of no use when it has come to its end.
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]

# --------------------------------------------------------------------------------------- reference

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
numpydoc_show_class_members = False  # they follow, each with its own words

default_role = "py:obj"  # a name in backticks is a link, if something is called so

# --------------------------------------------------------------------------------------------- look

html_theme = "pydata_sphinx_theme"
html_title = f"prakerja {version}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_additional_pages = {"index": "to-the-first-page.html"}
templates_path = ["templates"]
html_copy_source = False
html_show_copyright = False
html_theme_options = {
    "show_prev_next": True,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
}
