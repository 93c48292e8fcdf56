"""`rongqiao decide` as people and programs run it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

FOUNDERS = "SELECT ?l { ?o schema:founder ?p . ?p rdfs:label ?l } ORDER BY ?l"


@pytest.fixture
def articles(run: Run, article: Callable[..., Path]) -> Run:
    """Runs a subcommand over a data directory with two articles."""
    paths = [
        article("a1", "南极圈创始人潘国华到场。北京市朝阳区举办了活动。"),
        article("a2", "百老汇创办人陈枫到场。长春市朝阳区举办了活动。"),
    ]
    assert run("ingest", *map(str, paths)).returncode == 0
    return run


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def founders(run: Run) -> list[str]:
    return run("query", FOUNDERS, "--format", "csv").stdout.split()[1:]


def test_a_rejected_fact_leaves_the_graph_and_comes_back_when_that_is_undone(articles: Run) -> None:
    assert founders(articles) == ["潘国华", "陈枫"]
    done = articles("decide reject", "南极圈", "founder", "潘国华", "--author", "编辑", "--reason", "传言", "--json")
    (made,) = lines(done)
    assert (made["author"], made["reason"]) == ("编辑", "传言")
    assert founders(articles) == ["陈枫"]
    articles("rebuild")
    assert founders(articles) == ["陈枫"]
    assert articles("decide undo", made["id"]).returncode == 0
    assert founders(articles) == ["潘国华", "陈枫"]
    assert [one["in_force"] for one in lines(articles("decide list", "--json"))] == [False, True]


def test_search_finds_an_entity_by_a_name_that_was_added(articles: Run) -> None:
    assert articles("decide alias", "潘国华", "温酒酒").returncode == 0
    hits = lines(articles("search", "温酒酒", "--json"))
    assert "潘国华" in json.dumps(hits, ensure_ascii=False)


def test_split_takes_several_articles_and_an_ambiguous_label_lists_the_candidates(articles: Run) -> None:
    done = articles("decide split", "朝阳区", "--articles", "a2")
    assert done.returncode == 0, done.stderr
    (one, other) = [
        row["e"]["value"].rpartition("/")[2]
        for row in json.loads(articles("query", 'SELECT DISTINCT ?e { ?e rdfs:label "朝阳区"@zh } ORDER BY ?e').stdout)[
            "results"
        ]["bindings"]
    ]
    assert one != other
    assert articles("decide rename", other, "朝阳").returncode == 0
    assert articles("decide rename", one, "朝阳").returncode == 0
    refused = articles("decide note", "朝阳", "两个城市都有")
    assert refused.returncode == 1
    assert one in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_an_unknown_entity_predicate_or_type_is_one_line(articles: Run) -> None:
    for words, code in (
        (("merge", "南极圈", "没有的东西"), 1),
        (("reject", "南极圈", "founded", "潘国华"), 1),
        (("reject", "南极圈", "founder", "陈枫"), 1),
        (("undo", "0123"), 1),
        (("merge", "南极圈", "潘国华"), 1),
        (("retype", "南极圈", "COMPANY"), 2),
    ):
        done = articles(f"decide {words[0]}", *words[1:])
        assert done.returncode == code, words
        assert "Traceback" not in done.stderr
    assert lines(articles("decide list", "--json")) == []


def test_a_decision_that_lost_its_article_is_on_the_review_list(articles: Run) -> None:
    assert articles("decide confirm", "百老汇", "founder", "陈枫").returncode == 0
    assert lines(articles("decide review", "--json")) == []
    articles("retract", "a2")
    (lost,) = lines(articles("decide review", "--json"))
    assert lost["missing"] == ["subject 百老汇 (ORG)", "object 陈枫 (PER)"]


def test_an_exported_ledger_is_taken_elsewhere_and_bad_lines_are_told_by_number(
    articles: Run, data: Path, tmp_path: Path
) -> None:
    articles("decide rename", "南极圈", "南极圈社群")
    ledger = tmp_path / "ledger.jsonl"
    assert articles("decide export", str(ledger)).returncode == 0
    known = articles("decide import", str(ledger))
    assert known.returncode == 0
    assert "0 taken, 1 known" in known.stderr
    good = ledger.read_text("utf-8")
    altered = json.loads(good) | {"author": "别人"}
    ledger.write_text(good + "不是\n" + json.dumps(altered) + "\n" + '{"kind": "erase"}\n', "utf-8")
    partly = articles("decide import", str(ledger))
    assert partly.returncode == 3
    assert [f"{ledger}:{n}:" in partly.stderr for n in (1, 2, 3, 4)] == [False, True, True, True]
    outcomes = articles("decide import", str(ledger), "--json")
    assert [json.loads(line)["outcome"] for line in outcomes.stdout.splitlines()] == ["known", *3 * ["failed"]]


def test_doubtful_pairs_are_listed_with_reasons(run: Run, article: Callable[..., Path]) -> None:
    paths = [article("b1", "雾桥科技创始人沈砚青到场。"), article("b2", "青岚医院院长沈砚青到场。")]
    run("ingest", *map(str, paths))
    pairs = lines(run("decide doubts", "--json"))
    assert any({"name"} <= set(pair["reasons"]) and "沈砚青" in pair["one"] for pair in pairs)
