"""The query editor: what is vendored is what its sources make, and it works in a browser."""

import hashlib
import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

EDITOR = Path(__file__).parents[2] / "server" / "editor"
MADE = ("../static/editor.js", "../static/editor.licences.txt")


def sums(folder: Path) -> dict[str, str]:
    """The checksums that the build writes down: of its sources and of what it made."""
    manifest: dict[str, str] = json.loads((EDITOR / "manifest.json").read_text("utf-8"))
    return {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in manifest}


def test_the_editor_is_what_its_sources_made() -> None:
    """A change of a source without `just editor` breaks this, and so does a change of the bundle by hand."""
    assert sums(EDITOR) == json.loads((EDITOR / "manifest.json").read_text("utf-8"))
    assert {f"src/{path.name}" for path in (EDITOR / "src").iterdir()} <= sums(EDITOR).keys()


def test_each_package_in_the_editor_is_locked_and_under_the_mit_licence() -> None:
    """The lock file names it with its checksum, and the text of its licence is beside the bundle."""
    locked = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    told = (EDITOR / MADE[1]).read_text("utf-8")
    names = re.findall(r"^(@?[a-z][a-z0-9/-]+) (\d+\.\d+\.\d+)$", told, re.MULTILINE)
    assert ("@codemirror/legacy-modes", locked["node_modules/@codemirror/legacy-modes"]["version"]) in names
    for name, version in names:
        package = locked[f"node_modules/{name}"]
        assert (package["license"], package["version"]) == ("MIT", version)
        assert package["integrity"].startswith("sha512-")
    assert told.count("Permission is hereby granted") == len(names)


def test_the_editor_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    """With the locked packages, fetched anew."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path / "editor"
    shutil.copytree(EDITOR, folder, ignore=shutil.ignore_patterns("node_modules", "manifest.json"))
    (tmp_path / "static").mkdir()
    npm = ["npm", "--no-audit", "--no-fund", "--fetch-retries=0", "--prefer-offline"]
    fetched = subprocess.run([*npm, "ci"], cwd=folder, capture_output=True, text=True, timeout=120)
    if fetched.returncode and re.search(r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|network", fetched.stderr):
        pytest.skip("npm cannot reach its registry")
    assert fetched.returncode == 0, fetched.stderr
    subprocess.run([*npm, "run", "build"], cwd=folder, check=True, capture_output=True, timeout=120)
    for path in MADE:
        assert (folder / path).read_bytes() == (EDITOR / path).read_bytes(), path


def test_the_vocabulary_is_completed_by_label_word_and_pinyin(address: str) -> None:
    """Every class and property, with both labels; 总部 leads to the place, by its sound as well."""
    with urllib.request.urlopen(f"{address}/sparql/terms.json") as reply:
        found = json.load(reply)
    terms = {term["name"]: term for term in found["terms"]}
    assert found["prefixes"]["rq"] == "https://w3id.org/rongqiao/ontology#"
    assert (terms["rq:investor"]["zh"], terms["rq:investor"]["en"]) == ("投资方", "investor")
    assert terms["schema:Person"]["kind"] == "class"
    assert "touzifang" in terms["rq:investor"]["sounds"]
    assert "tzf" in terms["rq:investor"]["sounds"]
    assert "总部" in terms["schema:location"]["words"]
    assert "zongbu" in terms["schema:location"]["sounds"]


def write(page: Any, query: str) -> None:
    """Empties the editor and types."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def offered(page: Any, text: str) -> Any:
    """The completions that contain a text, once they are there."""
    found = page.locator(".cm-tooltip-autocomplete li", has_text=text)
    found.first.wait_for(timeout=10_000)
    return found


def test_typing_offers_properties_and_entities_and_the_keyboard_runs_the_query(page: Any) -> None:
    """总部 offers the property and declares its prefix, pinyin another one, a name an entity; Ctrl+Enter sends; the
    view that is chosen is in the address; nothing offends the page's policy; a phone need not scroll sideways."""
    page.goto("/sparql")
    assert page.locator("textarea#query").is_hidden()
    write(page, "SELECT ?o ?place WHERE {\n  ?o ")
    page.keyboard.insert_text("总部")
    offered(page, "schema:location").first.click()
    page.keyboard.insert_text(" ?place ; touzifan")
    assert "投资方" in offered(page, "rq:investor").first.inner_text()
    page.keyboard.press("Escape")
    for _ in "touzifan":
        page.keyboard.press("Backspace")
    page.keyboard.insert_text(" <x> . FILTER (?o = ")
    page.keyboard.insert_text("雾桥")
    offered(page, "雾桥科技").first.click()
    text = page.locator("textarea#query").input_value()
    assert text.startswith("PREFIX schema: <https://schema.org/>\n")
    assert "?o schema:location ?place" in text
    assert "(?o = <https://w3id.org/rongqiao/entity/杭州雾桥网络科技有限公司>" in text

    write(
        page, "PREFIX rq: <https://w3id.org/rongqiao/ontology#>\nSELECT ?a ?b (1 AS ?n) { ?a rq:investor ?b } LIMIT 3"
    )
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=*")
    assert page.locator("table tbody tr").count() == 3
    page.get_by_text("关系图", exact=True).click()
    assert page.locator("svg.network").is_visible()
    assert page.locator("table").is_hidden()
    assert page.url.endswith("&view=network")
    assert page.get_by_text("固定链接").get_attribute("href").endswith("&view=network")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


def test_what_a_composition_types_is_completed_only_when_it_is_over(page: Any) -> None:
    """While an input method composes, Enter is its own, and nothing is offered; afterwards 投资 offers the property."""
    page.goto("/sparql")
    write(page, "SELECT * WHERE { ?a ")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "touzi", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert page.locator(".cm-tooltip-autocomplete").count() == 0
    session.send("Input.insertText", {"text": "投资"})
    assert offered(page, "rq:investor").count() == 1
    assert page.url.endswith("/sparql")


def test_a_mistake_is_underlined_in_the_editor_too(page: Any) -> None:
    """The same words as in the message below it."""
    page.goto("/sparql?" + urlencode({"query": "SELECT *\nWHERE { ?甲 a ; ; ] }"}))
    underlined = page.locator(".cm-wrong").text_content()
    assert underlined == page.locator("#mistake mark").text_content()
    assert underlined.strip() == "] }"
    page.complaints.clear()  # a browser says that the page came with status 400
