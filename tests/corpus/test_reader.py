import json
import os
from pathlib import Path

import pytest

import corpus.reader
from corpus.article import Article
from corpus.reader import ReadError, read_paths

TEXT = "雾桥科技昨日在上海宣布，公司已经完成新一轮融资。"
SHARED = Path(__file__).parents[2].parent / "shared"


def told(*paths: Path) -> list[str]:
    """Ids of articles and lines of errors, in order, paths relative to the first path's folder."""
    found = read_paths(paths)
    return [str(item).replace(f"{paths[0].parent}/", "") if isinstance(item, ReadError) else item.id for item in found]


def test_files_come_in_the_order_given_and_folders_in_sorted_order(tmp_path: Path) -> None:
    for name in (
        "f/b.md",
        "f/a.txt",
        "f/sub/d.markdown",
        "f/c.jsonl",
        "f/.hidden.md",
        "f/.git/x.md",
        "f/n.pdf",
        "z.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"id": "line", "text": TEXT}) if name.endswith("jsonl") else TEXT)
    assert told(tmp_path / "z.md", tmp_path / "f") == ["z", "a", "b", "line", "sub-d"]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / ".note.text").write_text(TEXT)
    (tmp_path / "README").write_text(TEXT)
    assert told(tmp_path / ".note.text", tmp_path / "README") == [".note", "README"]


def test_markdown_files_are_markdown_and_text_files_where_they_look_like_it(tmp_path: Path) -> None:
    for name, text in (("a.md", "1. 甲。"), ("b.txt", "1. 甲。"), ("c.txt", "# 题\n\n1. 甲。")):
        (tmp_path / name).write_text(text)
    texts = [item.text for item in read_paths([tmp_path]) if isinstance(item, Article)]
    assert texts == ["甲。", "1. 甲。", "题\n\n甲。"]


def test_every_error_has_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "good.md"
    good.write_text(TEXT)
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "empty.md").write_text("![](a.jpg)\n")
    (tmp_path / "open.md").write_text("---\nid: a\n")
    (tmp_path / "yaml.md").write_text("---\nid: a\ntitle: b: c\n---\n" + TEXT)
    (tmp_path / "date.md").write_text("---\npublished: soon\n---\n" + TEXT)
    (tmp_path / "lines.jsonl").write_text('{"id": "l1", "text": "a"}\n{"text": \n\n{"id": "l4", "text": "b"}\n7\n')
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    names = (
        "missing.md",
        "folder",
        "binary.txt",
        "empty.md",
        "open.md",
        "yaml.md",
        "date.md",
        "lines.jsonl",
        "loop.md",
    )
    assert told(good, *(tmp_path / name for name in names), good) == [
        "good",
        "missing.md: No such file or directory",
        "folder: no articles in this folder (.md, .markdown, .txt, .jsonl, .ndjson)",
        "binary.txt: byte 0x89 at offset 0 is no UTF-8 text",
        "empty.md: the article has no text",
        "open.md:1: front matter opened with --- is never closed",
        "yaml.md:3: front matter: mapping values are not allowed here (column 9)",
        "date.md:2: published is no date: 'soon'",
        "l1",
        "lines.jsonl:2: no JSON: Expecting value (column 10)",
        "l4",
        "lines.jsonl:5: a JSON object is wanted, this is a number",
        "loop.md: Too many levels of symbolic links",
        "good",
    ]


def test_a_file_that_breaks_off_in_reading_is_an_error() -> None:
    file = Path("/proc/self/mem")
    if not file.exists():
        pytest.skip("this system has no /proc")
    assert [str(item) for item in read_paths([file])] == ["/proc/self/mem: Input/output error"]


@pytest.mark.usefixtures("bound_by_permissions")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "a.md").chmod(0)
    assert told(tmp_path) == [f"{tmp_path.name}/a.md: Permission denied", "b"]


@pytest.mark.usefixtures("bound_by_permissions")
def test_a_folder_without_permission_is_an_error_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "sub").mkdir(mode=0)
    assert told(tmp_path) == ["a", f"{tmp_path.name}/sub: Permission denied"]


def test_paths_that_no_file_can_have_are_errors() -> None:
    found = list(read_paths([Path("a\0b.md"), Path("x" * 5000)]))
    assert [type(item) for item in found] == [ReadError, ReadError]
    assert str(found[0]).startswith("a\\x00b.md: ")


def test_an_error_is_one_line_whatever_the_path_and_the_value_hold() -> None:
    error = ReadError(Path("a\n\x1b[31m\udce4.md"), 3, "bad \u202e value\r\n")
    assert str(error) == "a\\n\\x1b[31m\\udce4.md:3: bad \\u202e value\\r\\n"


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for name in ("t/2023/01.txt", "t/2024/01.txt", "t/top.md", "t/a b/01.md"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT)
    ids = told(tmp_path / "t")
    assert ids[:3] == ["top", "2023-01", "2024-01"]
    assert ids[3].startswith("a_b-01-")
    assert told(tmp_path / "t" / "2023") == ["01"]


def test_lines_without_an_id_are_named_by_their_way_too(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "all.jsonl").write_text('{"text": "甲。"}\n')
    assert told(tmp_path)[0].startswith("sub-all-")


def test_two_files_whose_names_make_one_id_are_told_of(tmp_path: Path) -> None:
    """The first is read, and again where it is named again; ids that are declared may be said twice."""
    for name, text in (("x/01.txt", "甲。"), ("y/01.txt", "乙。"), ("f/a-b.md", "丙。"), ("f/a/b.md", "丁。")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "link.txt").symlink_to(tmp_path / "x" / "01.txt")
    same = "its name makes the id {}, as that of {} does: give it another in the front matter"
    first, second = tmp_path / "x" / "01.txt", tmp_path / "y" / "01.txt"
    found = [str(item) if isinstance(item, ReadError) else item.id for item in read_paths([first, second, first])]
    assert found == ["01", f"{second}: {same.format('01', first)}", "01"]
    folder = tmp_path / "f"
    found = [str(item) if isinstance(item, ReadError) else item.id for item in read_paths([folder])]
    assert found == ["a-b", f"{folder / 'a' / 'b.md'}: {same.format('a-b', folder / 'a-b.md')}"]
    second.write_text("---\nid: '01'\n---\n乙。")
    assert [item.text for item in read_paths([first, second]) if isinstance(item, Article)] == ["甲。", "乙。"]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").write_text(TEXT)
    (tmp_path / "c.md").symlink_to(tmp_path / "nowhere")
    assert told(tmp_path) == ["b", f"{tmp_path.name}/c.md: No such file or directory"]


def test_documents_beyond_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.reader, "_LIMIT", 1 << 20)
    for name in ("a.md", "b.jsonl"):
        (tmp_path / name).write_bytes(b"a" * ((1 << 20) + 1))
    with (tmp_path / "b.jsonl").open("a") as file:
        file.write('\n{"id": "c", "text": "c"}\n')
    assert told(tmp_path) == [
        f"{tmp_path.name}/a.md: longer than 1 MiB",
        f"{tmp_path.name}/b.jsonl:1: longer than 1 MiB",
        "c",
    ]


def test_json_lines_in_utf16_are_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "a"}\n{"text": "b"}\n'.encode("utf-16"))
    assert told(tmp_path / "a.jsonl") == ["a.jsonl: JSON Lines in UTF-16 cannot be told apart: UTF-8 is wanted"]


def test_files_in_the_encodings_of_chinese_pages_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        (tmp_path / f"{encoding}.txt").write_bytes(TEXT.encode(encoding))
    assert [item.text for item in read_paths([tmp_path]) if isinstance(item, Article)] == [TEXT] * 3


def test_json_lines_are_read_while_they_come(tmp_path: Path) -> None:
    """The first article is there before the last line is read."""
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "text": "a"}\n' + " " * 3_000_000 + "\n")
    articles = read_paths([file])
    first = next(articles)
    file.write_text("")
    assert isinstance(first, Article)
    assert first.id == "a"


def test_the_feature_is_named_by_its_file() -> None:
    if not (SHARED / "articles").exists():
        pytest.skip("the article is not beside this checkout")
    (article,) = read_paths([SHARED / "articles"])
    assert isinstance(article, Article)
    assert article.id == "000_0624c5519d2bf45e"
    assert article.title == "资本寒冬下的中文互联网，大厂离职群、“校友会”静待死亡"
    assert article.text.startswith(f"{article.title}\n\n《人间网事》是腾讯科技")
