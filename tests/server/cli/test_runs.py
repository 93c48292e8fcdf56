"""Runs and what they found differently, with an extractor that a configuration makes another one."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from makers.terminal import lines

BODY = "南极圈创始人潘国华到场。他说，雾港来信写完了。"

Run = Callable[..., subprocess.CompletedProcess[str]]
Listed = Callable[[Run], list[dict[str, Any]]]
Stated = Callable[[Run], list[tuple[str, str]]]


def test_what_is_stale_is_read_again_once_and_compared_with_what_it_was(
    listed: Listed, stated: Stated, run: Run, article: Callable[..., Path], another: str
) -> None:
    run("ingest", str(article("a1", BODY)), str(article("a2", "百老汇创办人陈枫到场。")))
    result = run("reextract", "--config", another)
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

    again = run("reextract", "--config", another)
    assert (again.returncode, again.stderr) == (0, "every reading is the present extractor's\n")
    assert lines(run("reextract", "--config", another, "--json").stdout) == [{"run": None}]
    assert listed(run) == [second, first]


def test_differences_are_readable_under_their_articles_and_sentences(
    run: Run, article: Callable[..., Path], another: str
) -> None:
    run("ingest", str(article("a1", BODY)))
    run("reextract", "--config", another)
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


def test_a_pipeline_stops_where_too_many_facts_are_lost(run: Run, article: Callable[..., Path], another: str) -> None:
    paths = [str(article(f"b{n}", f"百老汇创办人{name}到场。")) for n, name in enumerate(("陈枫", "陈枫林", "潘国华"))]
    run("ingest", str(article("a1", BODY)), *paths)
    run("reextract", "--config", another)
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
    listed: Listed, run: Run, article: Callable[..., Path], another: str
) -> None:
    """A run that is the first to read its articles has lost nothing."""
    run("ingest", str(article("a1", BODY)))
    run("ingest", "--config", another, str(article("a2", BODY)))
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
