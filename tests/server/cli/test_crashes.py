import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from makers.terminal import lines, rows

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "corpus" / "sample"

Run = Callable[..., subprocess.CompletedProcess[str]]


def acknowledged(output: str) -> set[str]:
    whole = output.rpartition("\n")[0]
    return {str(row["article"]) for row in lines(whole) if row["outcome"] == "new"}


def test_what_was_acknowledged_survives_kill_minus_nine(
    run: Run, data: Path, command: Callable[..., list[str]]
) -> None:
    process = subprocess.Popen(
        command(data, "ingest", str(SAMPLE), "--json"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(0.5)
    process.kill()
    kept = acknowledged(first + process.communicate()[0])
    assert kept
    answer = run("query", "SELECT ?id WHERE { ?a a schema:NewsArticle ; dcterms:identifier ?id }")
    assert answer.returncode == 0
    assert kept <= {row["id"] for row in rows(answer)}
    assert run("ingest", str(SAMPLE)).returncode == 0
    count = rows(run("query", "SELECT (COUNT(?a) AS ?n) WHERE { ?a a schema:NewsArticle }"))
    assert count == [{"n": str(len(list(SAMPLE.glob("*.md"))))}]


def test_interrupting_keeps_what_was_acknowledged(run: Run, data: Path, command: Callable[..., list[str]]) -> None:
    process = subprocess.Popen(
        command(data, "ingest", str(SAMPLE), "--json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in errors
    kept = acknowledged(first + rest)
    assert kept <= {row["id"] for row in rows(run("query", "SELECT ?id WHERE { ?a dcterms:identifier ?id }"))}


def test_an_interrupted_extract_speaks_of_nothing_kept() -> None:
    """Read as bytes: the first line that is read may leave half a character behind it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server.cli", "extract", str(SAMPLE)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert b"acknowledged" not in errors
    assert b"Traceback" not in errors
