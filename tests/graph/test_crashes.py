import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.reading import Reading
from graph.graph import Graph
from graph.home import Home

State = Callable[[Graph], dict[str, Any]]


INGEST = r"""
import pickle, sys
from dataclasses import replace
from pathlib import Path
import graph.store
from graph.home import Home
graph.store.WORTH_A_FILE = int(sys.argv[4])
readings = pickle.loads(Path(sys.argv[2]).read_bytes())
home = Home(Path(sys.argv[1]))
version = int(sys.argv[3])
with home.own("ingest") as graph:
    while True:
        version += 1
        for number, reading in enumerate(readings):
            if number % 4 == version % 4:
                home.retract(reading.article.id)
                print(reading.article.id, "gone", sep="\t", flush=True)
            else:
                # a second founding date, another one each time: conflicts come, change and go
                other = [replace(f, object=str(1900 + version % 3)) for f in reading.facts if f.predicate == "foundingDate"]
                home.put(replace(reading, fingerprint=str(version), facts=(*reading.facts[version % 5 :], *other)))
                print(reading.article.id, version, sep="\t", flush=True)
            if number % 3 == 0:
                graph.catch_up()
        if version % 7 == 0:
            graph.rebuild()
"""


@pytest.mark.parametrize("worth_a_file", [1, 10**9], ids=["new articles in files", "new articles in transactions"])
def test_kill_minus_nine_at_any_point_loses_nothing_and_leaves_nothing_half(
    home: Home, tmp_path: Path, gold_readings: tuple[Reading, ...], state: State, fresh: State, worth_a_file: int
) -> None:
    """Four rounds on one directory: what was acknowledged is there, and the graph is the one made fresh."""
    pickled = tmp_path / "readings"
    first = gold_readings[0]
    copied = replace(first, article=replace(first.article, id=f"{first.article.id} again"))
    readings = (*gold_readings, copied)
    pickled.write_bytes(pickle.dumps(readings))
    chance = random.Random(7)
    version = 0

    def kept() -> dict[str, str]:
        stored = {one.article.id: home.reading(one.article.id) for one in readings}
        return {article: found.fingerprint if found else "gone" for article, found in stored.items()}

    for _ in range(4):
        expected = kept()
        process = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(home.path), str(pickled), str(version), str(worth_a_file)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        output = process.stdout.readline()
        time.sleep(chance.uniform(0.3, 1.2))
        process.send_signal(signal.SIGKILL)
        output += process.communicate()[0]
        acknowledged = [line.split("\t") for line in output.splitlines()]
        expected.update(dict(acknowledged))
        version = max([version, *(int(said) for _, said in acknowledged if said != "gone")])
        other = [article for article, said in kept().items() if said != expected[article]]
        assert len(other) <= 1, "at most the one that was being put"
        with home.own("test") as graph:
            graph.catch_up()
            assert state(graph) == fresh(graph)
    with sqlite3.connect(home.path / "truths.sqlite3") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
