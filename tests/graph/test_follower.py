"""The real second process, beside the one that writes the truths."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.reading import Reading
from graph import follower
from graph.follower import Follower
from graph.home import Home
from graph.owner import NoteError

Readings = Callable[..., Reading]

pytestmark = pytest.mark.skipif(
    follower._cores() < 2, reason="follows beside the reading only where there are two cores"
)


def until(true: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def test_the_graph_follows_while_articles_are_put(home: Home, reading: Readings) -> None:
    with Follower(home, "test") as follower:
        follower.start()
        home.put(reading(1, "潘国华"))
        assert until(lambda: home.pending() == 0)
        assert home.search("潘国华").total
        assert until(lambda: home.owner() is None), "it lets go of the graph between two looks"


def test_it_ends_with_the_block_and_a_second_start_changes_nothing(home: Home) -> None:
    with Follower(home, "test") as follower:
        follower.start()
        process = follower._process
        follower.start()
        assert follower._process is process
    assert process is not None
    assert process.exitcode == 0


def test_where_the_graph_cannot_be_opened_it_ends_without_a_word(
    home: Home, reading: Readings, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever settles afterwards meets the same, and tells of it."""
    (home.path / "owner.new").mkdir()  # where the note of who owns the graph is to be written
    with Follower(home, "test") as follower:
        home.put(reading(1, "潘国华"))
        follower.start()
        process = follower._process
        assert process is not None
        process.join(30)
        assert process.exitcode == 0
    assert capfd.readouterr().err == ""
    with pytest.raises(NoteError, match=r"owner\.new"):
        home.settle("test")


def test_where_another_process_owns_the_graph_the_follower_leaves_it_alone(home: Home, reading: Readings) -> None:
    with home.own("other") as graph, Follower(home, "test") as follower:
        follower.start()
        home.put(reading(1, "潘国华"))
        time.sleep(4)
        assert home.pending() == 1
        assert graph.catch_up() == 1
    assert follower._process is not None
    assert follower._process.exitcode == 0


def test_it_does_not_outlive_a_process_that_is_killed(tmp_path: Path) -> None:
    program = """
import sys, time
from pathlib import Path
from graph.follower import Follower
from graph.home import Home
if __name__ == "__main__":
    with Home(Path(sys.argv[1])) as home, Follower(home, "test") as follower:
        follower.start()
        print(follower._process.pid, flush=True)
        time.sleep(60)
"""
    script = tmp_path / "killed.py"
    script.write_text(program, "utf-8")
    command = [sys.executable, str(script), str(tmp_path / "data")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        process.kill()

    def gone() -> bool:
        try:
            return Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
        except FileNotFoundError:
            return True

    assert until(gone)
