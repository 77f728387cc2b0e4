"""A briefing: a forecast, and what the office could do about it, as a document that can be handed round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prakerja.report.briefing.files import write
from prakerja.report.briefing.formats import check_formats
from prakerja.report.briefing.material import Material
from prakerja.study.runs.shown import Shown


@dataclass(frozen=True, repr=False)
class Briefing(Shown, Material):
    """What a briefing says: its results stand with `Material`."""

    def save(self, folder: str | Path, formats: str | Iterable[str] = "html", lang: str = "en") -> list[Path]:
        """Write it as files, each complete or not at all.

        Parameters
        ----------
        folder
            Where to; it is made if it is not there.
        formats
            Some of ``"html"``, ``"pdf"``, ``"pptx"`` and ``"xlsx"``.
        lang
            ``"en"`` or ``"id"``.

        Returns
        -------
        the files: ``brief-en.html`` and the like

        Raises
        ------
        InputError
            If a format is unknown, or the extra that writes it is not installed.
        """
        return write(self, Path(folder), check_formats(formats), lang)
