import json
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from makers.terminal import FOUNDERS, rows

from extract.reading import Reading
from graph.home import Home

ROOT = Path(__file__).parents[3]

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_malformed_query_is_answered_with_its_place(known: Run) -> None:
    result = known("query", "SELECT ?s\nWHERE { ?s ?p }")
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
def test_a_query_is_answered_in_every_format(known: Run, form: str, start: str) -> None:
    result = known("query", "--format", form, FOUNDERS)
    assert result.returncode == 0
    assert result.stdout.startswith(start)
    assert "潘国华" in result.stdout


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        ("turtle", "schema:founder"),
        ("ntriples", "<https://schema.org/founder>"),
        ("jsonld", '"@id"'),
        ("rdfxml", "<?xml"),
    ],
)
def test_a_constructed_graph_is_printed_in_every_format(known: Run, form: str, sign: str) -> None:
    result = known("query", "--format", form, "CONSTRUCT WHERE { ?s schema:founder ?o }")
    assert result.returncode == 0
    assert sign in result.stdout
    assert "潘国华" in result.stdout


def test_an_answer_in_a_format_that_cannot_hold_it_is_an_error(known: Run) -> None:
    result = known("query", "--format", "csv", "CONSTRUCT WHERE { ?s ?p ?o }")
    assert result.returncode == 1
    offered = "the answer is a graph, which --format gives as table, json, xml, turtle, ntriples, jsonld, rdfxml"
    assert result.stderr == f"rongqiao: {offered}\n"
    result = known("query", "--format", "turtle", FOUNDERS)
    assert result.returncode == 1
    assert result.stderr == "rongqiao: the answer is a table, which --format gives as table, json, xml, csv, tsv\n"


def test_json_is_json_for_graphs_too_and_no_other_format(known: Run) -> None:
    """And xml is RDF/XML."""
    graph = "CONSTRUCT WHERE { ?s schema:founder ?o }"
    assert "潘国华" in json.dumps(json.loads(known("query", "--json", graph).stdout), ensure_ascii=False)
    assert "rdf:RDF" in known("query", "--format", "xml", graph).stdout
    assert known("query", "--json", "--format", "json", "ASK { ?s ?p ?o }").returncode == 0
    result = known("query", "--json", "--format", "csv", FOUNDERS)
    assert result.returncode == 2
    assert "--json and --format csv contradict each other" in result.stderr


@pytest.mark.parametrize("empty", ["", " \n", "-"])
def test_an_empty_query_is_called_so(known: Run, empty: str) -> None:
    result = known("query", empty, stdin="\n")
    assert (result.returncode, result.stderr) == (2, "rongqiao: the query is empty\n")


def test_one_row_is_no_rows(known: Run) -> None:
    assert known("query", "--format", "table", "SELECT * { VALUES ?x { 1 } }").stderr == "1 row\n"
    assert known("query", "--format", "table", "SELECT * { VALUES ?x { 1 2 } }").stderr == "2 rows\n"


@pytest.mark.parametrize("words", [("query", "ASK {}"), ("search", "潘国华"), ("retract", "a1")])
def test_nothing_is_asked_of_data_that_are_not_there(data: Path, run: Run, words: tuple[str, ...]) -> None:
    """Neither a missing directory nor an empty one is made a data directory by a question."""
    for _ in range(2):
        result = run(*words)
        assert result.returncode == 1
        assert result.stdout == ""
        assert (
            result.stderr
            == f"rongqiao: {data}: there is no data there; `rongqiao ingest --data {data} PATH` makes it\n"
        )
        assert not data.exists() or not list(data.iterdir())
        data.mkdir(exist_ok=True)


def test_a_query_comes_from_a_file_or_standard_input(known: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(FOUNDERS, "utf-8")
    assert rows(known("query", f"@{tmp_path / 'q.rq'}")) == rows(known("query", "-", stdin=FOUNDERS)) != []
    assert known("query", "@nowhere.rq").returncode == 2
    no_text = known("search", "\udcff")  # a byte that no UTF-8 has
    assert (no_text.returncode, no_text.stderr) == (2, "rongqiao: '\\udcff' is no text in UTF-8\n")
    assert "schema:founder" in known("query", "CONSTRUCT WHERE { ?s schema:founder ?o }").stdout
    assert known("query", "--format", "table", "ASK { ?s schema:founder ?o }").stdout == "yes\n"


def test_a_query_on_the_command_line_searches_for_words(known: Run) -> None:
    assert {row["l"] for row in rows(known("query", "SELECT ?l { ?e text:query 'pgh' ; rdfs:label ?l }"))} == {"潘国华"}
    result = known("query", "SELECT * {\n ?e text:query ?words }")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("rongqiao: line 2, column 16: the words to search for have to be written out")


def test_search_prints_names_sentences_and_articles(known: Run) -> None:
    result = known("search", "潘国华")
    assert result.returncode == 0
    first, *lines = result.stdout.splitlines()
    assert first.startswith("潘国华  [PER]")
    for text in ("南极圈创始人潘国华到场。", "南极圈 · 创始人：潘国华"):
        assert "a1" in lines[lines.index(text) + 1]
    assert "results: " in result.stderr
    assert known("search", "没有这个词").stderr == "nothing found\n"


def test_search_reads_syntax_and_says_what_it_could_not_read(known: Run) -> None:
    assert rows_of(known("search", "潘国华", "-到场", "--json")) == {"entity", "fact"}
    assert rows_of(known("search", "类型:事实", "潘*", "--json")) == {"fact"}
    assert known("search", '"潘国华', "年:x").stderr.startswith('“"”没有成对')
    assert "只写了要排除的内容" in known("search", "-潘国华").stderr
    result = known("search", "潘国华", "--jsn")
    assert (result.returncode, "No such option '--jsn'" in result.stderr) == (2, True)


def rows_of(result: subprocess.CompletedProcess[str]) -> set[str]:
    return {row["kind"] for row in map(json.loads, result.stdout.splitlines())}


def test_search_and_query_show_what_was_put_and_not_yet_followed(
    data: Path, run: Run, gold_readings: tuple[Reading, ...]
) -> None:
    """As after an ingest that was killed: the next command makes up for it."""
    with Home(data) as home:
        home.put(gold_readings[0])
    assert "沈砚青" in run("search", "沈砚青").stdout
    with Home(data) as home:
        home.put(gold_readings[1])
    assert rows(run("query", "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }")) == [{"n": "2"}]


def test_a_query_waits_for_one_who_works_on_the_graph(
    data: Path, command: Callable[..., list[str]], gold_readings: tuple[Reading, ...]
) -> None:
    with Home(data) as home, home.own("ingest") as graph:
        process = subprocess.Popen(
            command(data, "query", "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        assert "(rongqiao ingest) is working on this graph; waiting for it" in process.stderr.readline()
        home.put(gold_readings[0])
        graph.catch_up()
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert json.loads(output)["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_reader_that_goes_away_is_no_error_to_speak_of(known: Run, command: Callable[..., list[str]]) -> None:
    """`rongqiao query … | head -c 10`, with more than fits into the pipe."""
    assert isinstance(known, partial)
    (data,) = known.args
    line = [*command(data, "query", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"), "--format", "csv"]
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) in (0, 1)  # as the version of click has it
