"""Imports of the model, module by module; what its rooms may import stands in pyproject.toml."""

import os
import subprocess
import sys
from graphlib import TopologicalSorter

import grimp


def test_no_module_is_imported_by_what_it_imports():
    """Also not through the front of its own package, nor for its types only; the error names the circle."""
    graph = grimp.build_graph("prakerja", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 200
    TopologicalSorter(imports).prepare()


WATCHED = """
import os, sys
seen = []
def watch(event, args):
    if event == "open" and (args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        seen.append((event, str(args[0])))
    elif event.startswith(("socket.", "subprocess.", "os.mkdir", "os.remove", "os.rename", "os.symlink", "shutil.")):
        seen.append((event, str(args)))
sys.addaudithook(watch)
import prakerja, prakerja.study, prakerja.report.showing, prakerja.cli
others = (os.environ["XDG_CACHE_HOME"], "matplotlib", "fc-list")
print([one for one in seen if not any(other in one[1] for other in others)])
"""


def test_an_import_writes_no_file_opens_no_socket_and_starts_no_process(tmp_path):
    """Told by the interpreter's own audit; the cache has a folder for kernels, and matplotlib may list the fonts."""
    own = {"XDG_CACHE_HOME": str(tmp_path), "PRAKERJA_CACHE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], env=os.environ | own, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
