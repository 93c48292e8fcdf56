"""Directories of derived state, of which one is in use: a new one replaces it at once or, after a crash, not at all."""

import os
import re
import shutil
from pathlib import Path

FORMAT = 8  # of what the directories hold: one of another format is passed over, as if it were not there

_NAME = re.compile(r"graph-(\d+)")


class Generations:
    """The generations of a data directory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "CURRENT"

    def current(self) -> Path | None:
        """The one in use, None before the first."""
        try:
            name, form = self._note.read_text("ascii").split()
        except (OSError, ValueError):
            return None
        found = self._folder / name
        return found if _NAME.fullmatch(name) and form == str(FORMAT) and found.is_dir() else None

    def unused(self) -> Path:
        """A directory that none has used, yet to be made."""
        numbers = [int(match[1]) for entry in self._folder.iterdir() if (match := _NAME.fullmatch(entry.name))]
        return self._folder / f"graph-{max(numbers, default=0) + 1}"

    def use(self, generation: Path) -> None:
        """Puts one in use."""
        write_whole(self._note, f"{generation.name} {FORMAT}\n")

    def forget(self) -> None:
        """Puts none in use: the next owner of the graph makes it anew."""
        self._note.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Removes the others: what rebuilds have replaced or left unfinished."""
        current = self.current()
        for entry in self._folder.iterdir():
            if _NAME.fullmatch(entry.name) and entry != current:
                shutil.rmtree(entry, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Writes a small ASCII file that is old or new, never half, whatever happens."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with new.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
