"""The verb: a scenario's explorer, served on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prakerja.explorer.explorer import EXACT, Explorer
from prakerja.report import Words, check_formats
from prakerja.scenario import InputError, Problem, Scenario

if TYPE_CHECKING:
    from prakerja.explorer.exploration import Exploration


def explore(
    scenario: Scenario | str | Path,
    *,
    draws: int = EXACT,
    port: int = 0,
    lang: str = "en",
    workers: int | None = None,
    folder: Path | None = None,
    formats: Sequence[str] = (),
    **worlds: Any,
) -> Exploration:
    """Serve a page of levers for a scenario on this machine, and return at once; a notebook shows it.

    Parameters
    ----------
    scenario
        A scenario or its file.
    draws
        Futures with dice, counted when a lever is let go.
    port
        Where to listen; any free port unless given.
    lang
        The language in which the page begins: ``"en"`` or ``"id"``.
    workers
        Processes for all pages together.
    folder
        Where settings are saved as scenario files, and briefings written; beside the scenario's own file unless given,
        of a shipped scenario in the current folder.
    formats
        Of briefings: some of ``"html"``, ``"pdf"``, ``"pptx"`` and ``"xlsx"``; all that can be written unless given.
    **worlds
        What the world may be, as for `forecast`: ``as_of``, ``observations``, ``posterior``, ``prior``, ``quick`` and
        ``seed``.

    Raises
    ------
    InputError
        As by `forecast`, and if the port is taken.

    Notes
    -----
    The frame in a notebook shows the page itself, so the browser has to be on the machine of the kernel, or reach it
    by a forwarded port.
    """
    _need_extra()
    from prakerja.explorer.exploration import Exploration
    from prakerja.explorer.server import socket_on

    Words(lang)
    check_formats(formats or "html")
    socket_on(port).close()  # a port that is taken is said before the work; it is bound again when that is done
    return Exploration(Explorer.of(scenario, exact=draws, **worlds), port, lang, workers, folder, formats)


def _need_extra() -> None:
    try:
        import tomli_w  # noqa: F401
        import tornado  # noqa: F401
    except ImportError as error:
        said = f"{error.name} is missing: pip install 'prakerja[explore]'"
        raise InputError("explore", [Problem("(extra)", "explore", said)]) from None
