"""What tests of backups share."""

from pathlib import Path

from graph.home import Home


def quiet(done: int, total: int) -> None:
    """Nobody looks."""


def kept(home: Home) -> dict[str, str]:
    """The fingerprint of each article's reading."""
    found = {row.id: home.reading(row.id) for row in home.articles(limit=1000)}
    return {article: reading.fingerprint for article, reading in found.items() if reading}


def files(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()} - {"backup.lock"}
