"""A cache for finished blocks, so that an ensemble that was stopped goes on where it stood."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from prakerja.study.runs.block import Arrays, Block
from prakerja.study.runs.whole_file import whole_file


class BlockCache:
    """A folder of finished blocks, one file each; a file is whole or not there at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    def put(self, block: Block, arrays: Arrays) -> None:
        """Keep a finished block: written beside, then renamed."""
        with whole_file(self._path(block)) as beside, beside.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # the stubs take the arrays for the flag

    def take(self, block: Block) -> Arrays | None:
        """Return a block that was finished before, if it is here and can be read."""
        path = self._path(block)
        if not path.exists():
            return None
        try:
            with path.open("rb") as stored, np.load(stored, allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except (OSError, ValueError, EOFError, BadZipFile):
            return None  # cut short by a full disk or a power cut: it is simulated again

    def clear(self, blocks: list[Block]) -> None:
        """Throw away blocks that are no longer needed, and the folder when it is empty."""
        for block in blocks:
            self._path(block).unlink(missing_ok=True)
            for left in self._folder.glob(
                f"{self._path(block).name}.*.part"
            ):  # of a worker that was killed while it wrote
                left.unlink(missing_ok=True)
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def _path(self, block: Block) -> Path:
        return self._folder / f"{block.key}.npz"
