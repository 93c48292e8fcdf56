"""What happens on a disk that is full, on a small one of the test's own."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Article = Callable[..., Path]

BODY = "雾桥科技创始人沈砚青表示，公司将于2024年3月在雾港市开设新的研究院。" * 20


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data directory to be made on a disk of 48 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or os.name != "posix":
        pytest.skip("no disk of its own can be made here: there is no mount")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no disk of its own can be made here: {made.stderr.strip()}")
    try:
        yield disk / "data"
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize(("command", "left"), [("ingest", 0), ("rebuild", 200), ("query", 40)])
def test_a_full_disk_is_told_in_one_line_and_nothing_is_lost(
    data: Path, run: Run, article: Article, command: str, left: int
) -> None:
    """What was there is there, and the same command succeeds once there is space; `left` are kilobytes."""
    assert run("ingest", article("a1", BODY)).returncode == 0
    dump = run("dump").stdout
    more = [article(f"b{number}", f"{BODY}{number}") for number in range(30)]
    arguments = {"ingest": ("ingest", *more), "rebuild": ("rebuild",), "query": ("query", "ASK {}")}[command]
    current = (data / "CURRENT").read_text()
    ballast = data.with_name("ballast")
    free = shutil.disk_usage(data.parent).free
    with ballast.open("wb") as file:
        file.write(bytes(free - left * 1024))
    failed = run(*arguments)
    assert failed.returncode == 1, failed.stderr
    assert "Traceback" not in failed.stderr
    last = failed.stderr.splitlines()[-1]
    assert last.startswith(f"rongqiao: {data}")
    assert "full" in last or "No space left" in last
    assert (data / "CURRENT").read_text() == current
    ballast.unlink()
    assert set(dump.splitlines()) <= set(run("dump").stdout.splitlines())
    assert run(*arguments).returncode == 0
    assert ("b29" in run("dump").stdout) == (command == "ingest")
    if command == "rebuild":
        assert sorted(run("dump").stdout.splitlines()) == sorted(dump.splitlines())
