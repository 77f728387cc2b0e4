"""Imports of the model, module by module; what its rooms may import stands in pyproject.toml."""

from graphlib import TopologicalSorter

import grimp


def test_no_module_is_imported_by_what_it_imports():
    """Also not through the front of its own package, nor for its types only; the error names the circle."""
    graph = grimp.build_graph("prakerja", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 200
    TopologicalSorter(imports).prepare()
