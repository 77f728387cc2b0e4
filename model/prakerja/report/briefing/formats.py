"""In which formats a briefing is written, and whether what writes each is installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import nearest

FORMATS = {"html": "jinja2", "pdf": "weasyprint", "pptx": "pptx", "xlsx": "xlsxwriter"}
"""By format, the package that writes it."""


def check_formats(formats: str | Iterable[str]) -> list[str]:
    """Return the formats, each once; what cannot be written is said before the work.

    Raises
    ------
    InputError
        If one is unknown, or what writes it is not installed.

    Examples
    --------
    >>> check_formats("html")
    ['html']
    """
    asked = list(dict.fromkeys([formats] if isinstance(formats, str) else formats))
    wrong = [Problem("--format", one, nearest(one, FORMATS)) for one in asked if one not in FORMATS]
    if not asked:
        wrong.append(Problem("--format", "", f"name one of {', '.join(FORMATS)}"))
    wrong += [Problem("--format", one, missing) for one in asked if one in FORMATS and (missing := _missing(one))]
    if wrong:
        raise InputError("brief", wrong)
    return asked


def formats_here() -> list[str]:
    """Return the formats that what is installed can write.

    Examples
    --------
    >>> formats_here()[0]
    'html'
    """
    return [kind for kind in FORMATS if not _missing(kind)]


def _missing(kind: str) -> str:
    """Return what has to be installed for a format; nothing if all is there."""
    try:
        import_module(FORMATS[kind])
    except ImportError:
        return "needs the extra: pip install 'prakerja[brief]'"
    except OSError:  # its own library of C is not there
        return "needs the library Pango beside weasyprint: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    return ""
