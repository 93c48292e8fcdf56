"""Backups: what is restored of them, what is refused, and what is left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from makers.backups import files, kept, quiet

from extract.reading import Reading
from graph.backup import BackupError, back_up, restore
from graph.graph import Graph
from graph.home import Home
from graph.owner import OwnedError

State = Callable[[Graph], dict[str, Any]]


def test_what_is_restored_is_what_was_backed_up(filled: Home, backed_up: Path, tmp_path: Path, state: State) -> None:
    """Graph, index, and which names are given away."""
    restore(backed_up, tmp_path / "again", force=False, progress=quiet)
    with Home(tmp_path / "again") as again:
        assert again.truths.rows() == filled.truths.rows()
        with again.own("test") as theirs, filled.own("test") as ours:
            theirs.catch_up()
            ours.catch_up()
            assert state(theirs) == state(ours)


def test_a_second_backup_takes_the_place_of_the_first(filled: Home, backed_up: Path, tmp_path: Path) -> None:
    before = files(backed_up)
    filled.retract(filled.articles(limit=1)[0].id)
    made = back_up(filled, backed_up, quiet)
    assert files(backed_up) == {"manifest.json", made.file} != before
    assert made.articles == filled.count()
    restore(backed_up, tmp_path / "again", force=False, progress=quiet)
    with Home(tmp_path / "again") as again:
        assert kept(again) == kept(filled)


def test_a_graph_that_is_open_follows_a_restore(
    filled: Home, backed_up: Path, state: State, fresh: State, reading: Callable[..., Reading]
) -> None:
    """As a server's does, and goes on following: what was retracted is there again, what was put is gone."""
    with filled.own("serve") as graph:
        graph.catch_up()
        before = state(graph)
        articles = [row.id for row in filled.articles(limit=1000)]
        for article in articles[:7]:
            filled.retract(article)
        filled.put(reading(1, "陈枫", "老潘"))
        graph.catch_up()
        assert state(graph) != before
        restore(backed_up, filled.path, force=True, progress=quiet)
        assert graph.catch_up() > 0
        assert state(graph) == before == fresh(graph)
        filled.retract(articles[0])
        assert graph.catch_up() == 1


def test_what_is_there_is_not_overwritten_unasked(filled: Home, backed_up: Path, tmp_path: Path) -> None:
    before = kept(filled)
    filled.retract(next(iter(before)))
    with pytest.raises(BackupError, match=f"^{filled.path}: holds {len(before) - 1} articles already; --force"):
        restore(backed_up, filled.path, force=False, progress=quiet)
    assert len(kept(filled)) == len(before) - 1
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    with pytest.raises(BackupError, match="letters: holds other things"):
        restore(backed_up, tmp_path / "letters", force=False, progress=quiet)
    with pytest.raises(BackupError, match=r"mine\.txt is no part of a backup"):
        back_up(filled, tmp_path / "letters", quiet)
    assert [entry.name for entry in (tmp_path / "letters").iterdir()] == ["mine.txt"]
    restore(backed_up, filled.path, force=True, progress=quiet)
    assert kept(filled) == before


def damage(folder: Path, **values: object) -> None:
    form = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(form | values))


def test_a_damaged_backup_is_refused_by_the_name_of_the_file(filled: Home, backed_up: Path, tmp_path: Path) -> None:
    target = tmp_path / "again"

    def refusal() -> str:
        with pytest.raises(BackupError) as caught:
            restore(backed_up, target, force=True, progress=quiet)
        assert not (target / "truths.sqlite3").exists()
        return str(caught.value)

    (truths,) = backed_up.glob("truths-*.sqlite3")
    content = truths.read_bytes()
    truths.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    assert refusal() == f"{truths}: damaged: it is not what the manifest's checksum says"
    truths.write_bytes(content[:-1])
    assert refusal().startswith(f"{truths}: damaged")
    truths.unlink()
    assert refusal() == f"{truths}: missing"
    manifest = (backed_up / "manifest.json").read_text()
    odd = manifest.replace("truths-", "../truths-"), manifest.replace('"layout": 1', '"layout": "1"')
    for text in ("", "[]", "{}", manifest[:-9], *odd):
        (backed_up / "manifest.json").write_text(text)
        assert refusal().startswith(f"{backed_up / 'manifest.json'}: damaged: ")
    (backed_up / "manifest.json").unlink()
    assert refusal() == f"{backed_up}: there is no backup there"


@pytest.mark.parametrize("name", ["format", "layout", "schema"])
def test_a_backup_of_a_newer_version_is_refused(backed_up: Path, tmp_path: Path, name: str) -> None:
    damage(backed_up, **{name: 99, "program": "9.1"})
    with pytest.raises(BackupError, match=r"manifest\.json: written by a newer version of this program \(9\.1\)"):
        restore(backed_up, tmp_path / "again", force=True, progress=quiet)


def test_a_backup_with_other_iris_is_restored_only_while_nobody_is_at_work(
    tmp_path: Path, filled: Home, gold_readings: tuple[Reading, ...], state: State, fresh: State
) -> None:
    with Home(tmp_path / "other", base="https://example.org/") as other:
        other.put(gold_readings[0])
        back_up(other, tmp_path / "backup", quiet)
    with filled.own("serve") as graph:
        graph.catch_up()
        with pytest.raises(OwnedError):
            restore(tmp_path / "backup", filled.path, force=True, progress=quiet)
    assert filled.count() == len(gold_readings)
    restore(tmp_path / "backup", filled.path, force=True, progress=quiet)
    with Home(filled.path) as home, home.own("test") as graph:
        graph.catch_up()
        assert home.base == "https://example.org/"
        assert "w3id.org/rongqiao/entity" not in str(state(graph)["quads"])
        assert state(graph) == fresh(graph)


def test_a_backup_that_fails_leaves_the_one_before(
    filled: Home, backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of whatever version that is."""
    damage(backed_up, format=99)
    before = {entry.name: entry.read_bytes() for entry in backed_up.iterdir()}

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("graph.backup.write_whole", full)
        filled.retract(filled.articles(limit=1)[0].id)
        with pytest.raises(BackupError, match="backup: No space left on device"):
            back_up(filled, backed_up, quiet)
    after = {entry.name: entry.read_bytes() for entry in backed_up.iterdir()}
    assert before.items() <= after.items()
    made = back_up(filled, backed_up, quiet)
    assert files(backed_up) == {"manifest.json", made.file}


def test_one_process_at_a_time_writes_a_backup(filled: Home, backed_up: Path) -> None:
    with FileLock(backed_up / "backup.lock"), pytest.raises(BackupError, match="another process is writing"):
        back_up(filled, backed_up, quiet)
