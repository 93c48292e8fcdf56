"""Backups beside other processes: one that writes meanwhile, and ones that are killed while they back up or restore."""

import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from makers.backups import files, kept, quiet

from extract.reading import Reading
from graph.backup import back_up, restore
from graph.graph import Graph
from graph.home import Home

State = Callable[[Graph], dict[str, Any]]

# Puts the readings again and again, each round under the next fingerprint, and says which round is whole.
WRITE = """
import pickle, sys
from dataclasses import replace
from pathlib import Path
from graph.home import Home
readings = pickle.loads(Path(sys.argv[2]).read_bytes())
home = Home(Path(sys.argv[1]))
version = 0
while True:
    version += 1
    for reading in readings:
        home.put(replace(reading, fingerprint=str(version)))
    print(version, flush=True)
"""
BACK_UP = """
import sys
from pathlib import Path
from graph.backup import back_up
from graph.home import Home
home = Home(Path(sys.argv[1]))
while True:
    back_up(home, Path(sys.argv[2]), lambda done, total: None)
    print("done", flush=True)
"""
RESTORE = """
import sys
from pathlib import Path
from graph.backup import restore
while True:
    for folder in sys.argv[2:]:
        restore(Path(folder), Path(sys.argv[1]), force=True, progress=lambda done, total: None)
        print("done", flush=True)
"""


def running(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True)


def test_backups_are_whole_while_another_process_writes(
    filled: Home, tmp_path: Path, gold_readings: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup is of one moment: at most two rounds of the writer are in it, none older than was acknowledged before."""
    monkeypatch.setattr("graph.backup.PAGES", 2)  # so that the writer comes in between
    (tmp_path / "readings").write_bytes(pickle.dumps(gold_readings))
    writer = running(WRITE, filled.path, tmp_path / "readings")
    assert writer.stdout
    try:
        writer.stdout.readline()
        for number in range(4):
            acknowledged = int(writer.stdout.readline())
            made = back_up(filled, tmp_path / "backup", quiet)
            restore(tmp_path / "backup", tmp_path / f"again{number}", force=False, progress=quiet)
            with Home(tmp_path / f"again{number}") as again:
                versions = sorted({int(found) for found in kept(again).values()})
                assert made.articles == len(kept(again)) == len(gold_readings)
            assert versions[0] >= acknowledged
            assert versions[-1] - versions[0] <= 1
    finally:
        writer.kill()
        writer.communicate()


def test_kill_minus_nine_while_backing_up_leaves_a_whole_backup(
    filled: Home, backed_up: Path, tmp_path: Path, gold_readings: tuple[Reading, ...]
) -> None:
    """The one before or the one after; what is left over goes with the next."""
    chance = random.Random(5)
    for version in range(1, 7):
        before = {article: str(version - 1) if version > 1 else "gold" for article in kept(filled)}
        for reading in gold_readings:
            filled.put(replace(reading, fingerprint=str(version)))
        process = running(BACK_UP, filled.path, backed_up)
        assert process.stdout
        if version % 2:
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.communicate()
        restore(backed_up, tmp_path / "again", force=True, progress=quiet)
        with Home(tmp_path / "again") as again:
            assert kept(again) in ([kept(filled)] if version % 2 else [kept(filled), before])
        made = back_up(filled, backed_up, quiet)
        assert files(backed_up) == {"manifest.json", made.file}


def test_kill_minus_nine_while_restoring_leaves_one_or_the_other(
    filled: Home, backed_up: Path, tmp_path: Path, gold_readings: tuple[Reading, ...], state: State, fresh: State
) -> None:
    other = tmp_path / "other"
    one = kept(filled)
    for number, reading in enumerate(gold_readings):
        if number % 3:
            filled.put(replace(reading, fingerprint="other", facts=reading.facts[1:]))
        else:
            filled.retract(reading.article.id)
    two = kept(filled)
    back_up(filled, other, quiet)
    chance = random.Random(3)
    for _ in range(6):
        process = running(RESTORE, filled.path, backed_up, other)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.communicate()
        assert kept(filled) in (one, two)
        with filled.own("test") as graph:
            graph.catch_up()
            assert state(graph) == fresh(graph)
