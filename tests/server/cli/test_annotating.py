"""Users' graphs as clients write them through a server that dies, and `rongqiao graphs`."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_what_was_acknowledged_survives_kill_minus_nine_and_nothing_is_half(
    run: Run, article: Callable[..., Path], data: Path, serving: Callable[..., Any]
) -> None:
    """Updates of three triples each, one after the other, until the server is killed; then the commands tell of them."""
    assert run("ingest", str(article("a1", "南极圈创始人潘国华到场。"))).returncode == 0
    token = run("token create", "读者", "--scope", "update").stdout.strip()
    acknowledged = 0

    def write(url: str) -> None:
        nonlocal acknowledged
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/sparql-update",
            "Prefer": "respond-async",
        }
        while True:
            said = "; ".join(f"<urn:{part}> {acknowledged}" for part in "abc")
            text = f"INSERT DATA {{ GRAPH <graph/mine> {{ <urn:n{acknowledged}> {said} }} }}"
            try:
                urllib.request.urlopen(urllib.request.Request(f"{url}sparql", text.encode(), headers)).close()
            except (OSError, urllib.error.URLError):
                return
            acknowledged += 1

    with serving(data) as (url, process):
        writer = Thread(target=write, args=(url,))
        writer.start()
        while acknowledged < 8:
            sleep(0.01)
        process.kill()
        writer.join()
    count = 'SELECT ?n (COUNT(*) AS ?c) { GRAPH ?g { ?n ?p ?o } FILTER(STRENDS(STR(?g), "/graph/mine")) } GROUP BY ?n'
    rows = json.loads(run("query", count).stdout)["results"]["bindings"]
    assert {row["c"]["value"] for row in rows} == {"3"}
    assert len(rows) in (acknowledged, acknowledged + 1), "at most the one that was being written"
    listed = json.loads(run("graphs list", "--json").stdout)
    assert (listed["name"], listed["triples"], listed["author"]) == ("mine", 3 * len(rows), "读者")
    assert run("graphs show", "mine").stdout.count("\n") == 3 * len(rows)
    assert run("graphs remove", "mine", "--author", "编辑").returncode == 0
    last = json.loads(run("graphs log", "mine", "--json").stdout.splitlines()[-1])
    assert (last["author"], last["added"], last["removed"]) == ("编辑", 0, 3 * len(rows))
    assert run("graphs show", "mine").returncode == 1
