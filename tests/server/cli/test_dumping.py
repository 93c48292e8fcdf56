import gzip
import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset, Graph

ROOT = Path(__file__).parents[3]
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.filterwarnings(
    r"ignore::DeprecationWarning:rdflib\..*"
)  # its own plugins call what it deprecates


def test_everything_comes_out_in_every_format(known: Run, tmp_path: Path) -> None:
    """The name of the file tells the format, and whether it is compressed; --format outranks it."""
    sizes = {}
    for name, form in (("a.nq", "nquads"), ("a.trig", "trig"), ("a.jsonld", "json-ld"), ("b.nq.gz", "nquads")):
        result = known("dump", "--output", str(tmp_path / name))
        assert (result.returncode, result.stdout, result.stderr) == (0, "", f"{tmp_path / name}: 2 articles\n")
        raw = (tmp_path / name).read_bytes()
        found = Dataset()
        found.parse(data=gzip.decompress(raw) if name.endswith(".gz") else raw, format=form)
        sizes[name] = len(list(found.quads()))
    assert len(set(sizes.values())) == 1
    assert known("dump", "--output", str(tmp_path / "c.nq"), "--format", "turtle").returncode == 0
    assert 0 < len(Graph().parse(tmp_path / "c.nq", format="turtle")) <= sizes["a.nq"]
    assert sorted(os.listdir(tmp_path)) == ["a.jsonld", "a.nq", "a.trig", "b.nq.gz", "c.nq"]


def test_it_goes_to_standard_output_as_n_quads(known: Run, tmp_path: Path) -> None:
    known("dump", "--output", str(tmp_path / "a.nq"))
    assert known("dump").stdout == (tmp_path / "a.nq").read_text("utf-8") != ""
    assert known("dump", "--output", "/dev/stdout").stdout.startswith("<https://")


def test_a_server_that_runs_is_no_hindrance(
    run: Run, data: Path, article: Callable[..., Path], serving: Callable[[Path], AbstractContextManager[Any]]
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    before = run("dump").stdout
    with serving(data):
        assert run("dump").stdout == before != ""


def test_what_cannot_be_written_leaves_the_old_file(known: Run, run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.nq"
    old.write_text("old", "utf-8")
    result = run("dump", "--output", str(old))  # of no data at all
    assert (result.returncode, old.read_text("utf-8")) == (1, "old")
    nowhere = tmp_path / "nowhere" / "x.nq"
    result = known("dump", "--output", str(nowhere))
    assert (result.returncode, result.stderr) == (1, f"rongqiao: {nowhere}: No such file or directory\n")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line(known: Run) -> None:
    """And a device stays what it is."""
    result = known("dump", "--output", "/dev/full")
    assert (result.returncode, result.stderr) == (1, "rongqiao: /dev/full: No space left on device\n")
    assert Path("/dev/full").is_char_device()


def test_a_file_that_may_not_grow_leaves_the_old_one(
    run: Run, data: Path, article: Callable[..., Path], tmp_path: Path, command: Callable[..., list[str]]
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。" * 300)))
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "all.nq"
    target.write_text("old", "utf-8")
    limited = ["bash", "-c", 'ulimit -f 100; exec "$@"', "-", *command(data, "dump", "--output", str(target))]
    result = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (1, f"rongqiao: {target}: File too large\n")
    assert (os.listdir(target.parent), target.read_text("utf-8")) == (["all.nq"], "old")
