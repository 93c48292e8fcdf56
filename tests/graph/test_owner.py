import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from graph.owner import OwnedError, Owner, hold, owner

HOLDER = """
import sys, time
from pathlib import Path
from graph.owner import hold
with hold(Path(sys.argv[1]), "serve") as announce:
    announce("http://127.0.0.1:8899/")
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_holds_is_known_while_it_holds_and_no_longer(tmp_path: Path) -> None:
    assert owner(tmp_path) is None
    with hold(tmp_path, "serve") as announce:
        assert owner(tmp_path) == Owner(os.getpid(), "serve")
        announce("http://127.0.0.1:8899/")
        assert owner(tmp_path) == Owner(os.getpid(), "serve", "http://127.0.0.1:8899/")
    assert owner(tmp_path) is None
    with hold(tmp_path, "ingest"):
        pass


def test_a_second_holder_is_refused_in_a_sentence_that_names_the_first(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    try:
        with (
            pytest.raises(
                OwnedError, match=rf"process {process.pid} \(rongqiao serve\) .* http://127\.0\.0\.1:8899/"
            ) as no,
            hold(tmp_path, "ingest"),
        ):
            pass
        assert no.value.owner == Owner(process.pid, "serve", "http://127.0.0.1:8899/")
        assert owner(tmp_path) == no.value.owner
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert owner(tmp_path) is None, "the lock of one that was killed is free"
    with hold(tmp_path, "ingest"):
        assert owner(tmp_path) == Owner(os.getpid(), "ingest")


def test_a_note_that_cannot_be_read_is_no_obstacle(tmp_path: Path) -> None:
    for note in ("{", "[]", json.dumps({"pid": 1}), json.dumps({"pid": 1, "command": "x", "colour": "red"})):
        (tmp_path / "owner.json").write_text(note, "utf-8")
        assert owner(tmp_path) is None
        with hold(tmp_path, "ingest"):
            pass


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path, "ingest"):
        raise ZeroDivisionError
    assert owner(tmp_path) is None


def test_looking_who_holds_does_not_keep_another_from_holding(tmp_path: Path) -> None:
    """A note that is left over makes everybody try the lock for a moment."""
    stop = False
    left = json.dumps({"pid": 1, "command": "serve", "url": None})

    def look() -> None:
        while not stop:
            (tmp_path / "owner.json").write_text(left, "utf-8")
            owner(tmp_path)
            time.sleep(0.001)

    watcher = Thread(target=look)
    watcher.start()
    try:
        for _ in range(20):
            with hold(tmp_path, "ingest"):
                pass
    finally:
        stop = True
        watcher.join()
