"""What a process that answers strangers can no longer do."""

import platform
import socket
import subprocess
import sys

import pytest

from graph import confinement

LINUX = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)


@pytest.mark.skipif(not LINUX, reason="only Linux can deny the network to a process of no privilege")
def test_the_engine_reaches_no_other_server_and_starts_no_program() -> None:
    """Even where a call comes past the guard; files, threads and the engine go on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        result = run(f"""
import os, socket, threading
from graph import confinement
assert confinement.cut_off()
from pyoxigraph import QueryResultsFormat, Store
store = Store()
call = "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
for attempt in (
    lambda: store.query(call).serialize(format=QueryResultsFormat.JSON),
    socket.socket,
    lambda: os.execv({sys.executable!r}, ["python", "--version"]),
):
    try:
        attempt()
        print("done")
    except OSError as error:
        print("Operation not permitted" in str(error))
thread = threading.Thread(target=print, args=("thread",))
thread.start(); thread.join()
print(bool(store.query("ASK {{}}")), bool(open("/proc/self/status").read()))
""")
        assert result.stdout.split() == ["True", "True", "True", "thread", "True", "True"], result.stderr
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.skipif(not LINUX, reason="limits of memory hold on Linux")
def test_memory_beyond_the_limit_is_not_given() -> None:
    result = run("""
from graph import confinement
confinement.limit_memory(256)
held = bytearray(100 << 20)
try:
    held += bytearray(300 << 20)
except MemoryError:
    print("refused")
""")
    assert result.stdout == "refused\n", result.stderr


@pytest.mark.skipif(not LINUX, reason="Windows knows no such limit")
def test_a_process_that_nobody_ends_ends_by_itself() -> None:
    result = run("from graph import confinement\nconfinement.limit_time(0)\nwhile True: pass")
    assert result.returncode < 0


def test_a_process_knows_what_memory_it_takes() -> None:
    before = confinement.memory()
    held = bytearray(b"x") * (64 << 20)
    assert confinement.memory() - before > 32 << 20 or not LINUX
    assert held
