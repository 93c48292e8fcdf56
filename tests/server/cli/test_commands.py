import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from makers.terminal import FOUNDERS, lines, rows

from server.cli import rongqiao

ROOT = Path(__file__).parents[3]

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_command_and_option_has_help() -> None:
    groups = [one for one in rongqiao.commands.values() if isinstance(one, click.Group)]
    assert groups
    for name, subcommand in [pair for group in (rongqiao, *groups) for pair in group.commands.items()]:
        assert subcommand.help, name
        for parameter in subcommand.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


def test_the_readme_tells_of_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in rongqiao.commands if f"rongqiao {name}" not in readme] == []


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, server.cli; print([m for m in ('numpy','spacy','flask','pyoxigraph','tantivy') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_nothing_readable_is_a_failure_and_no_argument_a_usage_error(run: Run, tmp_path: Path) -> None:
    assert run("ingest", str(tmp_path / "missing.md")).returncode == 1
    assert run("ingest").returncode == 2
    assert run("query", "--format", "yaml", "ASK {}").returncode == 2
    assert run("retract", "nobody").returncode == 1


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
    assert found["facts"]


def test_rebuilding_gives_the_same_answers(run: Run, article: Callable[..., Path]) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")), str(article("a2", "百老汇创办人陈枫到场。")))
    everything = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
    before = rows(run("query", everything))
    assert run("rebuild").returncode == 0
    assert rows(run("query", everything)) == before != []


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


@pytest.mark.usefixtures("bound_by_permissions")
def test_a_file_without_permission_fails_alone(run: Run, article: Callable[..., Path]) -> None:
    closed, open_ = article("a1", "南极圈创始人潘国华到场。"), article("a2", "百老汇创办人陈枫到场。")
    closed.chmod(0)
    result = run("ingest", str(closed), str(open_))
    assert result.returncode == 3
    assert "a1.md: Permission denied" in result.stderr


def test_wide_spaces_of_an_article_are_shown_as_such(run: Run, article: Callable[..., Path]) -> None:
    assert run("ingest", str(article("a1", "本报4月20日讯\u3000南极圈创始人潘国华到场。"))).returncode == 0
    assert "本报4月20日讯\u3000南极圈创始人潘国华到场。" in run("search", "创始人").stdout


def test_of_two_files_with_one_id_the_later_stays_every_time(run: Run, tmp_path: Path) -> None:
    """Declared ids; and it is said."""
    for name, body in (("x", "南极圈创始人潘国华到场。"), ("y", "百老汇创办人陈枫到场。")):
        (tmp_path / f"{name}.md").write_text(f"---\nid: a1\n---\n\n{body}\n", "utf-8")
    for _ in range(2):
        result = run("ingest", str(tmp_path / "x.md"), str(tmp_path / "y.md"))
        assert result.returncode == 0
        assert "a1: replaced, this one came later under the same id" in result.stderr
        assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"陈枫"}


def test_files_of_one_name_in_two_folders_are_both_kept(run: Run, tmp_path: Path) -> None:
    for year, body in (("2023", "南极圈创始人潘国华到场。"), ("2024", "百老汇创办人陈枫到场。")):
        (tmp_path / "t" / year).mkdir(parents=True)
        (tmp_path / "t" / year / "01.txt").write_text(body, "utf-8")
    assert "2 new" in run("ingest", str(tmp_path / "t")).stderr
    assert {row["founder"] for row in rows(run("query", FOUNDERS))} == {"潘国华", "陈枫"}
    again = run("ingest", *(str(tmp_path / "t" / year / "01.txt") for year in ("2023", "2024")))
    assert again.returncode == 3
    assert str(tmp_path / "t" / "2023" / "01.txt") in again.stderr
    assert "give it another in the front matter" in again.stderr


def test_nothing_in_a_file_s_name_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    result = run("ingest", str(tmp_path / "a\x1b[31m\nb.md"))
    assert result.returncode == 1
    assert "\x1b" not in result.stderr
    assert "a\\x1b[31m\\nb.md" in result.stderr


def test_the_extraction_is_scored_on_the_articles_that_come_with_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "server.cli", "evaluate", "--part", "first"]
    table = subprocess.run([*command, "--errors"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = json.loads(subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert rows["NER"]["f1"] > 0.6
    assert f"{rows['NER']['f1']:.3f}" in table
    assert "d01" in table
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{", "utf-8")
    bad = subprocess.run([*command, "--gold", str(gold)], cwd=ROOT, capture_output=True, text=True)
    assert (bad.returncode, "gold.jsonl:1" in bad.stderr) == (1, True)
