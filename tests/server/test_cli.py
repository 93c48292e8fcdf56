"""The command line as people and programs run it: real processes on a real data directory."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from server.cli import rongqiao

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
FOUNDERS = """
SELECT ?company ?founder ?sentence WHERE {
  ?claim a rq:Claim ; rdf:predicate schema:founder ; rq:quote ?sentence ;
         rdf:subject/rdfs:label ?company ; rdf:object/rdfs:label ?founder }"""
ARTICLE = """---
id: {id}
title: "{title}"
published: 2023-04-20
---

{body}
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "server.cli", words[0], *(["--data", str(data)] if data else []), *words[1:]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    def run_command(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(data, *words), cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=120, encoding="utf-8"
        )

    return run_command


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, body: str, title: str = "离职群") -> Path:
        path = tmp_path / f"{name}.md"
        path.write_text(ARTICLE.format(id=name, title=title, body=body), "utf-8")
        return path

    return write


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    answer = json.loads(result.stdout)
    return [{k: v["value"] for k, v in row.items()} for row in answer["results"]["bindings"]]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        command(data, "serve", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.stderr.read() if process.stderr else ""
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def ask(url: str, sparql: str) -> list[dict[str, dict[str, str]]]:
    query = urllib.parse.urlencode({"query": sparql})
    request = urllib.request.Request(f"{url}sparql?{query}", headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        bindings: list[dict[str, dict[str, str]]] = json.load(response)["results"]["bindings"]
        return bindings


def until(condition: Callable[[], bool], seconds: float) -> float:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - start


def test_every_command_and_option_has_help() -> None:
    for name, subcommand in rongqiao.commands.items():
        assert subcommand.help, name
        for parameter in subcommand.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, server.cli; print([m for m in ('numpy','spacy','flask','pyoxigraph','tantivy') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_an_article_goes_the_whole_way_from_file_to_answer_and_out_again(
    run: Run, article: Callable[..., Path]
) -> None:
    path = article("a1", "南极圈创始人潘国华坦诚得出人意料。前腾讯员工、OKAY智慧教育创始人刘希军也在场。")
    ingested = run("ingest", str(path), "--json")
    assert (ingested.returncode, lines(ingested.stdout)) == (0, [{"article": "a1", "outcome": "new"}])
    answers = rows(run("query", FOUNDERS))
    assert {"company": "南极圈", "founder": "潘国华", "sentence": "南极圈创始人潘国华坦诚得出人意料。"} in answers
    found = lines(run("search", "潘国华", "--json").stdout)
    assert found[0]["kind"] == "entity"
    assert found[0]["title"] == "潘国华"
    assert any(hit["kind"] == "sentence" and hit["article"] == "a1" for hit in found)
    assert run("retract", "a1").returncode == 0
    assert rows(run("query", FOUNDERS)) == []
    assert lines(run("search", "潘国华", "--json").stdout) == []


def test_known_articles_are_passed_over_and_changed_ones_replaced(run: Run, article: Callable[..., Path]) -> None:
    path = article("a1", "南极圈创始人潘国华到场。")
    run("ingest", str(path))
    assert lines(run("ingest", str(path), "--json").stdout) == [{"article": "a1", "outcome": "unchanged"}]
    article("a1", "百老汇创办人陈枫到场。")
    again = run("ingest", str(path))
    assert "a1: replaced" in again.stderr
    assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"陈枫"}


def test_bad_input_is_named_and_the_rest_goes_on(run: Run, article: Callable[..., Path], tmp_path: Path) -> None:
    good = article("good", "南极圈创始人潘国华到场。")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "j1", "text": "百老汇创办人陈枫到场。"}\n{"id": "j2", \n', "utf-8")
    empty = tmp_path / "empty.md"
    empty.write_text("---\nid: e\n---\n\n", "utf-8")
    front = tmp_path / "front.md"
    front.write_text("---\nid: f\npublished: gestern\n---\n\n正文。\n", "utf-8")
    gbk = tmp_path / "gbk.txt"
    gbk.write_bytes("前橙会是阿里巴巴离职员工的社群，大家都还记得那几年的热闹。".encode("gb18030"))
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 8)
    missing = tmp_path / "missing.md"
    result = run("ingest", *map(str, (good, broken, empty, front, gbk, binary, missing)))
    assert result.returncode == 3
    for place in (f"{broken}:2:", f"{empty}", "gestern", f"{binary}", f"{missing}"):
        assert place in result.stderr
    assert "3 new, 5 failed" in result.stderr
    assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"潘国华", "陈枫"}


def test_nothing_readable_is_a_failure_and_no_argument_a_usage_error(run: Run, tmp_path: Path) -> None:
    assert run("ingest", str(tmp_path / "missing.md")).returncode == 1
    assert run("ingest").returncode == 2
    assert run("query", "--format", "yaml", "ASK {}").returncode == 2
    assert run("retract", "nobody").returncode == 1


def test_a_malformed_query_is_answered_with_its_place(run: Run) -> None:
    result = run("query", "SELECT ?s\nWHERE { ?s ?p }")
    assert result.returncode == 1
    assert "line 2, column " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csv", "company,founder,sentence"),
        ("tsv", "?company\t"),
        ("xml", "<?xml"),
        ("json", "{"),
        ("table", "company"),
    ],
)
def test_a_query_is_answered_in_every_format(run: Run, article: Callable[..., Path], form: str, start: str) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    result = run("query", "--format", form, FOUNDERS)
    assert result.returncode == 0
    assert result.stdout.startswith(start)
    assert "潘国华" in result.stdout


def test_a_query_comes_from_a_file_or_standard_input(run: Run, article: Callable[..., Path], tmp_path: Path) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    (tmp_path / "q.rq").write_text(FOUNDERS, "utf-8")
    assert rows(run("query", f"@{tmp_path / 'q.rq'}")) == rows(run("query", "-", stdin=FOUNDERS)) != []
    assert run("query", "@nowhere.rq").returncode == 2
    turtle = run("query", "CONSTRUCT { ?s schema:founder ?o } WHERE { ?s schema:founder ?o }")
    assert "schema:founder" in turtle.stdout


def test_extract_prints_one_object_an_article(run: Run, article: Callable[..., Path], tmp_path: Path) -> None:
    path = article("a1", "南极圈创始人潘国华到场。")
    result = subprocess.run(
        [sys.executable, "-m", "server.cli", "extract", str(path), "--format", "jsonl"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (found,) = lines(result.stdout)
    assert found["id"] == "a1"
    assert [(f["predicate"]) for f in found["facts"]] != []  # type: ignore[attr-defined]


def test_articles_ingested_while_the_server_runs_are_seen_at_once(
    run: Run, data: Path, article: Callable[..., Path]
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    with serving(data) as (url, _):
        result = run("ingest", str(article("a2", "百老汇创办人陈枫到场。")))
        assert result.returncode == 0
        assert str(data) in result.stderr
        waited = until(lambda: len(ask(url, FOUNDERS)) == 2, seconds=5)
        assert waited < 2
        # Commands that ask are answered by the server meanwhile.
        assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"潘国华", "陈枫"}
        assert lines(run("search", "陈枫", "--json").stdout)
        assert "line 1" in run("query", "SELECT nonsense").stderr
        run("retract", "a1")
        until(lambda: len(ask(url, FOUNDERS)) == 1, seconds=5)


def test_a_second_server_is_refused_with_the_name_of_the_first(data: Path, run: Run) -> None:
    with serving(data) as (_, process):
        second = run("serve", "--port", "0")
        assert second.returncode == 1
        assert str(process.pid) in second.stderr
        assert "serve" in second.stderr


def test_the_server_ends_cleanly_when_asked_to(data: Path) -> None:
    with serving(data) as (_, process):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    with serving(data):
        pass


def test_a_port_in_use_is_a_clear_error(data: Path, tmp_path: Path) -> None:
    with serving(data) as (url, _):
        port = urllib.parse.urlsplit(url).port
        other = subprocess.run(
            command(tmp_path / "other", "serve", "--port", str(port)),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert other.returncode == 1
        assert str(port) in other.stderr


def acknowledged(output: str) -> set[str]:
    whole = output.rpartition("\n")[0]
    return {str(row["article"]) for row in lines(whole) if row["outcome"] == "new"}


@pytest.mark.parametrize("delay", [0.3, 0.9])
def test_what_was_acknowledged_survives_kill_minus_nine(run: Run, data: Path, delay: float) -> None:
    process = subprocess.Popen(
        command(data, "ingest", str(SAMPLE), "--json"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(delay)
    process.kill()
    kept = acknowledged(first + process.communicate()[0])
    assert kept
    answer = run("query", "SELECT ?id WHERE { ?a a schema:NewsArticle ; dcterms:identifier ?id }")
    assert answer.returncode == 0
    assert kept <= {row["id"] for row in rows(answer)}
    assert run("ingest", str(SAMPLE)).returncode == 0
    count = rows(run("query", "SELECT (COUNT(?a) AS ?n) WHERE { ?a a schema:NewsArticle }"))
    assert count == [{"n": str(len(list(SAMPLE.glob("*.md"))))}]


def test_interrupting_keeps_what_was_acknowledged(run: Run, data: Path) -> None:
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


def test_rebuilding_gives_the_same_answers(run: Run, article: Callable[..., Path]) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")), str(article("a2", "百老汇创办人陈枫到场。")))
    everything = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
    before = rows(run("query", everything))
    assert run("rebuild").returncode == 0
    assert rows(run("query", everything)) == before != []
