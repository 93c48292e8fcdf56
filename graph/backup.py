"""Copies of the truths in a directory elsewhere, and the way back. What is derived of them is made anew, not copied.

A backup is a file of truths that is named by its content, and a manifest that names the file: the manifest is replaced
at once, so whatever happens the directory holds the old backup or the new one.
"""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from graph import owner, tables
from graph.derived import Progress
from graph.generations import write_whole
from graph.home import LAYOUT, Home
from graph.migrations import SCHEMA
from graph.truths import BUSY, Truths

FORMAT = 1  # of the manifest
PAGES = 2000  # of the file of truths, copied between two reports
CHUNK = 1 << 20  # bytes read at once

_OURS = re.compile(
    r"manifest\.json(\.\d+\.new)?|truths(-[0-9a-f]{16})?\.(sqlite3|new)(-journal|-wal|-shm)?|backup\.lock"
)
_LEFT = ("restore.lock", "restore.new")  # in a directory where the first restore was killed


class BackupError(Exception):
    """A backup that cannot be made or used; names the file or the directory."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `rows` of each table, `made` in UTC, `layout` and `schema` of the data directory."""

    format: int
    program: str
    made: str
    base: str
    layout: int
    schema: int
    rows: dict[str, int]
    file: str
    bytes: int
    sha256: str

    @property
    def articles(self) -> int:
        """The number of articles."""
        return self.rows["articles"]


def back_up(home: Home, folder: Path, progress: Progress) -> Manifest:
    """Copies the truths as they are now into a directory, in place of the backup that is there.

    Other processes may write meanwhile. `progress` gets pages done and of all. Raises BackupError where the directory
    holds anything that is no part of a backup.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(entry.name for entry in folder.iterdir() if not _OURS.fullmatch(entry.name))
        if foreign:
            raise BackupError(
                f"{folder}: {foreign[0]} is no part of a backup; another directory, or an empty one, is needed"
            )
        with _alone(folder / "backup.lock", f"{folder}: another process is writing a backup there"):
            return _write(home, folder, progress)
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror or error}") from error


def _write(home: Home, folder: Path, progress: Progress) -> Manifest:
    new = folder / "truths.new"
    _remove(folder.glob("truths.new*"))  # of one that was killed
    try:
        rows = _copy(home.truths.path, new, progress)
        digest = _digest(new)
        manifest = Manifest(
            format=FORMAT,
            program=version("rongqiao"),
            made=datetime.now(UTC).replace(microsecond=0).isoformat(),
            base=home.base,
            layout=LAYOUT,
            schema=SCHEMA,
            rows=rows,
            file=f"truths-{digest[:16]}.sqlite3",
            bytes=new.stat().st_size,
            sha256=digest,
        )
        new.replace(folder / manifest.file)
        write_whole(folder / "manifest.json", json.dumps(asdict(manifest), indent=2) + "\n")
    finally:
        _remove(folder.glob("truths.new*"))
    _sync(folder)
    _remove(entry for entry in folder.iterdir() if entry.name not in ("manifest.json", "backup.lock", manifest.file))
    return manifest


def _copy(source: Path, target: Path, progress: Progress) -> dict[str, int]:
    """A sound copy, durable on return; the rows of its tables."""
    try:
        with closing(sqlite3.connect(source, timeout=BUSY, isolation_level=None)) as before:
            # Within a transaction all pages are of one moment, and no writer makes the copying begin again.
            before.execute("BEGIN")
            before.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            with closing(sqlite3.connect(target, isolation_level=None)) as after:
                before.backup(after, pages=PAGES, progress=lambda status, left, total: progress(total - left, total))
                after.execute("PRAGMA journal_mode = DELETE")  # one file, which nobody need write to read it
                (found,) = after.execute("PRAGMA quick_check(1)").fetchone()
                if found != "ok":
                    raise BackupError(f"{source}: damaged: {found}")
                rows = tables.counts(after)
    except sqlite3.Error as error:
        raise BackupError(f"{source}: cannot be copied to {target}: {error}") from error
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return rows


def restore(folder: Path, path: Path, *, force: bool, progress: Progress) -> Manifest:
    """Makes the data directory `path` say what a backup says, all at once or not at all; its graph follows.

    Other processes may have it open, a server too. `force` replaces what it holds; without it, that raises BackupError,
    as does a backup that is damaged or of a newer version. `progress` gets bytes read and of all.
    """
    manifest = read_manifest(folder)
    known = (path / "truths.sqlite3").exists()
    if known:
        with Home(path) as home:
            if not force and (found := _held(home.truths)):
                raise BackupError(f"{path}: holds {found} already; --force puts the backup in its place")
    elif not force and path.is_dir() and any(entry.name not in _LEFT for entry in path.iterdir()):
        raise BackupError(f"{path}: holds other things; --force restores into it all the same")
    try:
        path.mkdir(parents=True, exist_ok=True)
        with (
            _alone(path / "restore.lock", f"{path}: another process is restoring a backup into it"),
            _staged(folder, manifest, path / "restore.new", progress) as staged,
            Home(path, base=None if known else manifest.base) as home,
        ):
            if manifest.base == home.base:
                home.truths.take_over(staged)
            else:  # every IRI changes: the graph is made anew, and nobody may be at work on the old one
                with owner.hold(home.path, "restore"):
                    home.generations.forget()
                    home.truths.take_over(staged)
    except OSError as error:
        raise BackupError(f"{error.filename or path}: {error.strerror or error}") from error
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """What the backup in a directory says of itself; raises BackupError where there is none that can be used here."""
    path = folder / "manifest.json"
    try:
        form = json.loads(path.read_text("utf-8"))
        if isinstance(form, dict) and isinstance(form.get("format"), int) and form["format"] > FORMAT:
            raise BackupError(f"{path}: written by a newer version of this program ({str(form.get('program'))[:20]})")
        manifest = Manifest(**form)
        if not _OURS.fullmatch(manifest.file) or "articles" not in manifest.rows:
            raise ValueError(f"names no file of a backup: {manifest.file[:40]!r}")
        newer = manifest.layout > LAYOUT or manifest.schema > SCHEMA
    except FileNotFoundError as error:
        raise BackupError(f"{folder}: there is no backup there") from error
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BackupError(f"{path}: damaged: {error}") from error
    if newer:
        raise BackupError(f"{path}: written by a newer version of this program ({manifest.program[:20]})")
    return manifest


@contextmanager
def _staged(folder: Path, manifest: Manifest, stage: Path, progress: Progress) -> Iterator[Path]:
    """A copy of the backed-up truths beside the data, whole as its checksum shows, and of the present schema."""
    shutil.rmtree(stage, ignore_errors=True)  # of a restore that was killed
    stage.mkdir()
    try:
        source, target = folder / manifest.file, stage / "truths.sqlite3"
        if not source.exists():
            raise BackupError(f"{source}: missing")
        digest, done = sha256(), 0
        with source.open("rb") as before, target.open("wb") as after:
            while chunk := before.read(CHUNK):
                digest.update(chunk)
                after.write(chunk)
                done += len(chunk)
                progress(done, max(manifest.bytes, done))
        if digest.hexdigest() != manifest.sha256:
            raise BackupError(f"{source}: damaged: it is not what the manifest's checksum says")
        Truths(target, base=manifest.base).close()  # brings one of an older version up to date
        yield target
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _held(truths: Truths) -> str:
    """What a file of truths holds, in words; "" where that is nothing."""
    rows = {name: count for name, count in truths.rows().items() if count and name != "settings"}
    return f"{rows['articles']} articles" if "articles" in rows else ", ".join(rows)


@contextmanager
def _alone(lock: Path, message: str) -> Iterator[None]:
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout:
        raise BackupError(message) from None


def _remove(entries: Iterable[Path]) -> None:
    for entry in list(entries):
        entry.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    """Makes names that were given in a directory durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
