"""`rongqiao conflicts`, and what the pages and examples say of the same articles."""

import json
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

LATER = "南极圈成立于2016年，总部位于深圳。这家社群的办公室在一栋旧楼里，墙上贴满了成员的工牌，每个月的最后一个星期五总有人带着新做的产品来。"


@pytest.fixture
def disputed(run: Run, article: Callable[..., Path]) -> Run:
    """Three articles of which the second and third say something else than the first, in the same words."""
    paths = [
        article("a", "南极圈成立于2014年9月，创始人是潘国华。南极圈总部位于成都。", title="甲文"),
        article("b", LATER, title="乙文"),
        article("c", f"{LATER}（综合）", title="丙文"),
    ]
    assert run("ingest", *map(str, paths)).returncode == 0
    return run


def test_it_lists_the_values_with_their_sentences_and_counts_copies_once(disputed: Run) -> None:
    found, seats = map(json.loads, disputed("conflicts", "--json").stdout.splitlines())
    assert seats["predicate"] == "location"
    sides = [(v["value"], v["label"], v["independent_sources"]) for v in seats["values"]]
    assert sides == [("成都", "成都", 1), ("深圳", "深圳", 1)]
    assert (found["subject"], found["predicate"]) == ("南极圈", "foundingDate")
    values = [(v["value"], v["independent_sources"], [e["article"] for e in v["evidence"]]) for v in found["values"]]
    assert values == [("2014-09", 1, ["a"]), ("2016", 1, ["b", "c"])]
    assert found["values"][0]["evidence"][0]["quote"] == "南极圈成立于2014年9月，创始人是潘国华。"


def test_people_read_it_too(disputed: Run) -> None:
    said = disputed("conflicts").stdout
    for words in (
        "南极圈  成立日期",
        "2014年9月",
        "2016年  （1 个独立来源）",
        "南极圈成立于2016年，总部位于深圳。",
        "南极圈  地点",
        "  成都",
    ):
        assert words in said


def test_without_conflicts_it_says_so_and_without_data_it_fails(run: Run, known: Run) -> None:
    nothing = known("conflicts")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "no claims contradict each other\n")
    assert known("conflicts", "--json").stdout == ""
    assert run("conflicts").returncode == 1


def test_while_a_server_has_the_graph_it_is_asked_and_its_page_shows_both_sides(
    disputed: Run, data: Path, serving: Callable[[Path], AbstractContextManager[Any]]
) -> None:
    with serving(data) as (url, _):
        assert len(disputed("conflicts", "--json").stdout.splitlines()) == 2
        with urllib.request.urlopen(f"{url}entity/{quote('南极圈')}") as reply:
            page = reply.read().decode()
    assert page.count("说法不一") >= 4
    assert "1 个独立来源，共 2 篇" in page


def test_retracting_one_side_ends_the_conflict(disputed: Run) -> None:
    assert disputed("retract", "a").returncode == 0
    assert disputed("conflicts", "--json").stdout == ""
