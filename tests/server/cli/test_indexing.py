import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from opensearch_stub.cluster import Cluster

from extract.reading import Reading
from graph.home import Home
from graph.search_syntax import parse
from server.indexing import index

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_index_moves_to_a_server_is_searched_there_and_comes_back(
    run: Run, data: Path, cluster: Cluster, serving: Any, gold_readings: tuple[Reading, ...]
) -> None:
    with Home(data) as home:
        for reading in gold_readings[:2]:
            home.put(reading)
    moved = run("index", cluster.url, "--name", "news", "--json")
    assert moved.returncode == 0, moved.stderr
    assert json.loads(moved.stdout) == {"index": "server", "url": cluster.url, "name": "news", "timeout": 120.0}
    with serving(data) as (url, _):
        asked = f"{url}api/v1/search?q=%E5%85%AC%E5%8F%B8"
        with urllib.request.urlopen(asked) as response:
            total = json.loads(response.read())["total"]
        cluster.fault = lambda method, path, body: (503, {"error": "away"})
        with pytest.raises(urllib.error.HTTPError) as failed:
            urllib.request.urlopen(asked)
        assert failed.value.code == 502
        problem = failed.value.read().decode()
        assert "does not answer" in problem
        assert cluster.url not in problem
    back = run("index", "embedded")
    assert (back.returncode, back.stdout) == (0, f"{data}\n"), back.stderr
    assert back.stderr.endswith("the index is there, whole\n")
    with Home(data) as home:
        assert home.answer(parse("公司")).total == total > 0


@pytest.mark.parametrize(
    "words", [["http://me:geheim@host/"], ["ftp://host/"], ["embedded", "--force"], ["http://host", "--name", "A b"]]
)
def test_an_address_or_name_that_cannot_be_is_a_mistake_of_usage(data: Path, words: list[str]) -> None:
    result = CliRunner().invoke(index, ["--data", str(data), *words])
    assert result.exit_code == 2
    assert "geheim" not in result.output
    assert not data.exists()
