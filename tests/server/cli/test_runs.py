"""Reading again and comparing, with an extractor that a configuration makes another one."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.article import Article
from extract.pipeline import Extractor
from extract.reading import Reading
from graph.home import Home
from server import rereading
from server.cli import rongqiao

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "corpus" / "sample"
BODY = "南极圈创始人潘国华到场。他说，雾港来信写完了。"

Run = Callable[..., subprocess.CompletedProcess[str]]
Command = Callable[..., list[str]]
Serving = Callable[[Path], Any]


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A configuration under which another extractor knows one work more and takes 南极圈 for a product."""
    (tmp_path / "names.tsv").write_text("name\ttype\n雾港来信\tWORK\n南极圈\tPRODUCT\n", "utf-8")
    path = tmp_path / "rongqiao.toml"
    path.write_text('[extract]\nlexicon = ["names.tsv"]\n', "utf-8")
    return str(path)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def listed(run: Run) -> list[dict[str, Any]]:
    result = run("runs", "--json")
    assert result.returncode == 0, result.stderr
    return lines(result.stdout)


def stated(run: Run) -> list[tuple[str, str]]:
    """The runs that made the claims of the graph, and their fingerprints."""
    query = (
        "SELECT DISTINCT ?run ?f WHERE { ?c prov:wasGeneratedBy ?run . ?run rq:fingerprint ?f ; prov:startedAtTime ?t }"
    )
    rows = json.loads(run("query", query).stdout)["results"]["bindings"]
    return [(row["run"]["value"].rpartition("/")[2], row["f"]["value"]) for row in rows]


def test_what_is_stale_is_read_again_once_and_compared_with_what_it_was(
    run: Run, article: Callable[..., Path], config: str
) -> None:
    run("ingest", str(article("a1", BODY)), str(article("a2", "百老汇创办人陈枫到场。")))
    result = run("reextract", "--config", config)
    assert result.returncode == 0
    second, first = listed(run)
    assert f"2 reread in run {second['id']}; `rongqiao diff previous {second['id']}`" in result.stderr
    assert (second["command"], second["read"], second["kept"]) == ("reextract", 2, 2)
    assert (first["command"], first["read"], first["kept"]) == ("ingest", 2, 2)
    assert first["fingerprint"] != second["fingerprint"]
    assert stated(run) == [(second["id"], second["fingerprint"])]

    *differences, total = lines(run("diff", first["id"], second["id"], "--json").stdout)
    sentence = {"start": 5, "end": 17, "quote": "南极圈创始人潘国华到场。"}
    fact = {"subject": "南极圈", "predicate": "founder", "object": "潘国华", "when": None, "amount": None}
    lost = {"article": "a1", "change": "lost"}
    assert lost | {"kind": "fact"} | fact | {"currency": None, "evidence": sentence} in differences
    assert lost | {"kind": "entity", "name": "南极圈", "type": "ORG", "evidence": sentence} in differences
    place = {"text": "南极圈", "type": "ORG", "start": 5, "end": 8}
    assert lost | {"kind": "mention"} | place | {"evidence": sentence} in differences
    gained = {(d["kind"], d.get("name") or d.get("text"), d["type"]) for d in differences if d["change"] == "gained"}
    assert {("entity", "雾港来信", "WORK"), ("mention", "雾港来信", "WORK"), ("entity", "南极圈", "PRODUCT")} <= gained
    assert {d["article"] for d in differences} == {"a1"}
    assert (total["kind"], total["articles"], total["fact"]["lost"]) == ("total", 2, 1)
    assert lines(run("diff", "previous", "latest", "--json").stdout) == [*differences, total]

    again = run("reextract", "--config", config)
    assert (again.returncode, again.stderr) == (0, "every reading is the present extractor's\n")
    assert lines(run("reextract", "--config", config, "--json").stdout) == [{"run": None}]
    assert listed(run) == [second, first]


def test_differences_are_readable_under_their_articles_and_sentences(
    run: Run, article: Callable[..., Path], config: str
) -> None:
    run("ingest", str(article("a1", BODY)))
    run("reextract", "--config", config)
    told = run("diff", "previous", "latest").stdout.splitlines()
    assert told[0] == "a1  2023-04-20  离职群"
    sentence = told.index("  南极圈创始人潘国华到场。")
    assert told[sentence + 1] == "    - 事实  南极圈 · 创始人 · 潘国华"
    assert "    - 实体  南极圈（机构）" in told
    assert "    + 实体  南极圈（产品）" in told
    assert told.index("    + 提及  雾港来信（作品）") > told.index("  他说，雾港来信写完了。") > sentence
    assert told[-4].split() == ["1", "article", "FIRST", "SECOND", "GAINED", "LOST"]
    assert told[-3].split()[0] == "事实"
    assert told[-3].endswith("1 (50.0 %)")
    turned = run("diff", "latest", "previous").stdout.splitlines()
    assert "    + 事实  南极圈 · 创始人 · 潘国华" in turned
    short = run("diff", "previous", "latest", "--limit", "1").stdout
    assert "- 事实  南极圈" in short
    assert "雾港来信（作品）" not in short
    assert "more differences: --limit " in short
    assert short.splitlines()[-3:] == told[-3:]


def test_a_pipeline_stops_where_too_many_facts_are_lost(run: Run, article: Callable[..., Path], config: str) -> None:
    paths = [str(article(f"b{n}", f"百老汇创办人{name}到场。")) for n, name in enumerate(("陈枫", "陈枫林", "潘国华"))]
    run("ingest", str(article("a1", BODY)), *paths)
    run("reextract", "--config", config)
    [total] = lines(run("diff", "previous", "latest", "--limit", "0", "--json").stdout)
    first, lost = total["fact"]["first"], total["fact"]["lost"]
    assert 0 < lost < first
    share = 100 * lost / first
    for most, code in ((share + 0.1, 0), (share - 0.1, 1)):
        result = run("diff", "previous", "latest", "--limit", "0", "--fail-if-lost", f"{most:.2f}%")
        assert result.returncode == code, most
        assert (f"{lost} of {first} facts lost: {share:.2f} %" in result.stderr) == bool(code)
    assert run("diff", "latest", "previous", "--fail-if-lost", "0").returncode == 0
    for wrong in ("101%", "many"):
        assert run("diff", "previous", "latest", f"--fail-if-lost={wrong}").returncode == 2


def test_where_nothing_can_be_compared_that_is_told_and_only_two_named_runs_fail(
    run: Run, article: Callable[..., Path], config: str
) -> None:
    """A run that is the first to read its articles has lost nothing."""
    run("ingest", str(article("a1", BODY)))
    run("ingest", "--config", config, str(article("a2", BODY)))
    result = run("diff", "previous", "latest", "--fail-if-lost", "0%")
    assert result.returncode == 0
    assert "no article has a reading by previous and one by latest that are kept" in result.stderr
    one, other = (row["id"] for row in listed(run))
    assert run("diff", one, other).returncode == 0
    assert run("diff", one, other, "--fail-if-lost", "100%").returncode == 1


def test_a_name_that_means_no_run_is_a_usage_error_of_one_line(run: Run, article: Callable[..., Path]) -> None:
    run("ingest", str(article("a1", BODY)))
    for words, said in (
        (("diff", "no\x1b[31m", "latest"), "rongqiao: no\\x1b[31m: no such run; `rongqiao runs` lists them\n"),
        (("diff", "previous", "previous"), "rongqiao: previous and previous: one of the two must name a run\n"),
        (("reextract", "--since", "nope"), "rongqiao: --since nope: nope: no such run; `rongqiao runs` lists them\n"),
        (("reextract", "--since", "previous"), "rongqiao: --since previous: name a run\n"),
        (("reextract", "--since", "2026-02-30"), "rongqiao: --since 2026-02-30: day is out of range for month\n"),
    ):
        result = run(*words)
        assert (result.returncode, result.stderr) == (2, said)


def test_nothing_is_made_where_there_are_no_data(run: Run, data: Path) -> None:
    for words in (("runs",), ("diff", "previous", "latest"), ("reextract",)):
        result = run(*words)
        assert result.returncode == 1
        assert "there is no data there" in result.stderr
    assert not data.exists()


def test_since_a_day_or_a_run_only_those_articles_are_read_again(
    run: Run, article: Callable[..., Path], tmp_path: Path, config: str
) -> None:
    old = tmp_path / "old.md"
    old.write_text("---\nid: old\npublished: 2019-12-31\n---\n\n南极圈创始人潘国华到场。\n", "utf-8")
    run("ingest", str(old))
    run("ingest", str(article("a1", BODY)))
    (latest, _) = listed(run)
    assert [
        row.get("article")
        for row in lines(run("reextract", "--since", "2024-01-01", "--config", config, "--json").stdout)
    ] == [None]
    by_run = lines(run("reextract", "--since", latest["id"], "--config", config, "--json").stdout)
    assert [row.get("article") for row in by_run] == ["a1", None]
    by_day = lines(run("reextract", "--since", "2019-12-31", "--config", config, "--json").stdout)
    assert [(row.get("article"), row.get("outcome")) for row in by_day] == [("old", "reread"), (None, None)]
    assert by_day[-1] == {"run": listed(run)[0]["id"], "reread": 1}


def acknowledged(output: str) -> set[str]:
    whole = output.rpartition("\n")[0]
    return {row["article"] for row in lines(whole) if row.get("outcome") == "reread"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_one_that_was_stopped_keeps_what_it_read_and_the_next_goes_on_from_there(
    run: Run, data: Path, command: Command, config: str, number: signal.Signals
) -> None:
    """Killed, or interrupted at the terminal, in the middle of the sample articles."""
    run("ingest", str(SAMPLE))
    every = len(list(SAMPLE.glob("*.md")))
    process = subprocess.Popen(
        command(data, "reextract", "--config", config, "--json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    first = process.stdout.readline()
    os.killpg(process.pid, number)
    rest, errors = process.communicate(timeout=60)
    kept = acknowledged(first + rest)
    assert 0 < len(kept) < every
    [stopped, ingested] = listed(run)
    assert len(kept) <= stopped["read"] < every
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "what was read again is kept" in errors
        assert "Traceback" not in errors
        assert stopped["ended"] is not None
    else:
        assert stopped["ended"] is None
    further = lines(run("reextract", "--config", config, "--json").stdout)
    assert len(further) == every - stopped["read"] + 1
    assert not kept & {row["article"] for row in further[:-1]}
    # Both runs of the second extractor together against the first one's.
    compared = lines(run("diff", ingested["id"], stopped["fingerprint"], "--json", "--limit", "0").stdout)
    assert compared[-1]["articles"] == every
    assert {fingerprint for _, fingerprint in stated(run)} == {stopped["fingerprint"]}


def test_a_server_that_runs_shows_what_was_read_again(
    run: Run, data: Path, article: Callable[..., Path], serving: Serving, config: str
) -> None:
    run("ingest", str(article("a1", BODY)))
    with serving(data):
        result = run("reextract", "--config", config)
        assert result.returncode == 0
        assert "keeps the graph and takes this over within a second" in result.stderr
        fingerprint = listed(run)[0]["fingerprint"]
        begun = time.monotonic()
        while [found for _, found in stated(run)] != [fingerprint]:  # the server answers it
            assert time.monotonic() - begun < 20
            time.sleep(0.1)
        assert run("diff", "previous", "latest").returncode == 0


def test_an_article_that_breaks_the_extractor_keeps_its_reading_and_fails_alone(
    run: Run, data: Path, article: Callable[..., Path], config: str, tmp_path: Path
) -> None:
    run("ingest", str(article("a1", BODY)), str(article("a2", "百老汇创办人陈枫到场。")))
    with Home(data) as home:
        before = home.reading("a2")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sitecustomize.py").write_text(BREAKS_ON_A2, "utf-8")
    path = os.pathsep.join([str(tmp_path / "broken"), os.environ.get("PYTHONPATH", "")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        result = run("reextract", "--config", config)
    assert result.returncode == 3
    assert "a2: cannot be read: RuntimeError('broken')" in result.stderr
    assert "1 reread, 1 failed" in result.stderr
    with Home(data) as home:
        assert home.reading("a2") == before
    assert [row.get("article") for row in lines(run("reextract", "--config", config, "--json").stdout)] == ["a2", None]


def test_what_another_process_replaces_retracts_or_reads_meanwhile_stays_so(
    run: Run, data: Path, article: Callable[..., Path], config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first article is read, it is replaced and the others are retracted and read by another."""
    run("ingest", *(str(article(name, BODY)) for name in ("a1", "a2", "a3", "a4")))
    with Home(data) as other:
        before = {name: other.reading(name) for name in ("a1", "a2", "a3", "a4")}
        read_all = Extractor.read_all

        def meanwhile(extractor: Extractor, articles: Iterable[Article]) -> Iterator[Reading]:
            batch = list(articles)
            if batch[0].id == "a1":
                first, third = before["a1"], before["a3"]
                assert first
                assert third
                other.put(replace(first, article=replace(first.article, title="另一篇")))
                other.retract("a2")
                other.put(replace(third, fingerprint=extractor.fingerprint))
            return read_all(extractor, batch)

        monkeypatch.setattr(Extractor, "read_all", meanwhile)
        monkeypatch.setattr(rereading, "BATCH", 1)
        words = ["reextract", "--data", str(data), "--config", config, "--json"]
        result = CliRunner().invoke(rongqiao, words, catch_exceptions=False)
        assert result.exit_code == 0
        outcomes = [(row.get("article"), row.get("outcome")) for row in lines(result.stdout)]
        assert outcomes == [
            ("a1", "overtaken"),
            ("a2", "overtaken"),
            ("a3", "unchanged"),
            ("a4", "reread"),
            (None, None),
        ]
        assert lines(result.stdout)[-1] | {"run": ""} == {"run": "", "overtaken": 2, "unchanged": 1, "reread": 1}
        replaced = other.reading("a1")
        assert replaced
        assert (replaced.article.title, replaced.fingerprint) == ("另一篇", before["a4"] and before["a4"].fingerprint)
        assert other.reading("a2") is None


BREAKS_ON_A2 = """
import spacy.language
made = spacy.language.Language.make_doc
def make(nlp, text):
    if "陈枫" in text:
        raise RuntimeError("broken")
    return made(nlp, text)
spacy.language.Language.make_doc = make
"""
