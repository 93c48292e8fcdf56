import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract.reading import Reading
from graph.home import Home
from server.storing import store

Run = Callable[..., subprocess.CompletedProcess[str]]
COUNT = "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }"


def test_the_graph_moves_to_a_server_is_used_there_and_comes_back(
    run: Run, data: Path, another_server: Any, serving: Any, gold_readings: tuple[Reading, ...]
) -> None:
    server = another_server()
    with Home(data) as home:
        home.put(gold_readings[0])
    moved = run("store", server.query, "--update", server.update, "--json")
    assert moved.returncode == 0, moved.stderr
    told = {"store": "server", "query": server.query, "update": server.update, "timeout": 120.0}
    assert json.loads(moved.stdout) == told
    with Home(data) as home:
        home.put(gold_readings[1])
    with serving(data) as (url, _):
        asked = urllib.request.Request(f"{url}sparql", COUNT.encode(), {"Content-Type": "application/sparql-query"})
        with urllib.request.urlopen(asked) as response:
            assert json.loads(response.read())["results"]["bindings"][0]["n"]["value"] == "2"
        server.kill()
        with pytest.raises(urllib.error.HTTPError) as failed:
            urllib.request.urlopen(asked)
        assert failed.value.code == 502
        problem = failed.value.read().decode()
        assert "does not answer" in problem
        assert str(server.port) not in problem
    away = run("query", COUNT)
    assert away.returncode == 1
    assert away.stderr == f"rongqiao: {server.query}: Connection refused\n"
    back = run("store", "embedded", "--json")
    assert (back.returncode, json.loads(back.stdout)) == (0, {"store": "embedded"})
    with Home(data) as home, home.own("test") as graph:
        assert home.pending() == 0
        assert graph.query(COUNT, accept=["text/csv"]).body.split() == [b"n", b"2"]


@pytest.mark.parametrize("words", [["http://me:geheim@host/sparql"], ["ftp://host/"], ["embedded", "--force"]])
def test_an_address_that_cannot_be_is_a_mistake_of_usage_and_shows_no_password(data: Path, words: list[str]) -> None:
    result = CliRunner().invoke(store, ["--data", str(data), *words])
    assert result.exit_code == 2
    assert "geheim" not in result.output
    assert not data.exists()
