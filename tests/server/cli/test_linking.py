"""`rongqiao link` as people and programs run it."""

import json
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_links_come_from_tables_stay_after_a_rebuild_show_on_the_page_and_are_removed(
    run: Run, article: Callable[..., Path], data: Path, serving: Callable[[Path], AbstractContextManager[Any]]
) -> None:
    assert run("ingest", str(article("a1", "南极圈创始人潘国华到场。"))).returncode == 0
    table, turtle = data.parent / "links.csv", data.parent / "links.ttl"
    table.write_text("name,qid\n潘国华,Q1\n陈枫,Q2\n南极圈,五\n", "utf-8")
    turtle.write_text(
        "<南极圈> <http://www.w3.org/2002/07/owl#sameAs> <https://example.org/?a=1&b=<> .\n"
        "<南极圈> <http://www.w3.org/2002/07/owl#sameAs> <https://example.org/?a=1&b=2> .\n",
        "utf-8",
    )
    done = run("link add", str(table), str(turtle), "--author", "编辑")
    assert done.returncode == 3
    assert f"{table}:4: '五' is no IRI" in done.stderr
    assert f"{turtle}:1: " in done.stderr
    assert "3 taken, 0 known already, 2 failed; 1 wait for their entity" in done.stderr
    assert "潘国华  http://www.wikidata.org/entity/Q1" in run("link list").stdout.splitlines()
    assert "陈枫  http://www.wikidata.org/entity/Q2 [waiting]" in run("link list").stdout.splitlines()
    assert run("rebuild").returncode == 0
    again = run("link add", str(table), "--json")
    assert [json.loads(line)["outcome"] for line in again.stdout.splitlines()] == ["known", "known", "failed"]
    with serving(data) as (url, _):
        with urllib.request.urlopen(f"{url}entity/{quote('南极圈')}") as reply:
            page = reply.read().decode()
        assert (
            '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">example.org/?a=1&amp;b=2</a>'
            in page
        )
        with urllib.request.urlopen(f"{url}entity/{quote('潘国华')}") as reply:
            assert "维基数据 Q1" in reply.read().decode()
    assert run("link remove", "陈枫").returncode == 0
    assert run("link remove", "潘国华", "Q1").returncode == 0
    assert run("link remove", "潘国华").returncode == 1
    rest = [json.loads(line) for line in run("link list", "--json").stdout.splitlines()]
    assert [(one["entity"], one["iri"]) for one in rest] == [("南极圈", "https://example.org/?a=1&b=2")]


def test_a_table_that_is_none_is_one_line(known: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("潘国华,Q1\n", "utf-8")
    for path in (table, tmp_path / "absent.csv"):
        done = known("link add", str(path))
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{path}: " in done.stderr
        assert "Traceback" not in done.stderr
