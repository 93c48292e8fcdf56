"""The configuration file: what it may say, and how each mistake is told."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from corpus.article import Article
from extract.configuration import NOTHING, Chat, Configuration, ConfigurationError, Embeddings, configured
from extract.pipeline import load
from extract.tables import LexiconError

DOCUMENT = Path(__file__).parents[2] / "docs" / "extractors.md"
CHAT = '[extract.chat]\nurl = "http://localhost:1/v1"\nmodel = "m"\nmax_tokens = 1000\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rongqiao.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_documented_example_is_read_and_has_every_key(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    configuration = configured(written(tmp_path, examples[0]))
    assert configuration.spacy == "zh_core_web_trf"
    assert configuration.lexicon == (tmp_path / "more.tsv",)
    assert configuration.chat
    keys = {line.split("=")[0].strip("# ") for line in examples[0].splitlines() if "=" in line}
    assert keys == {f.name for cls in (Configuration, Chat) for f in fields(cls)} - {"chat", "ask", "embeddings"}
    embeddings = configured(written(tmp_path, examples[-1])).embeddings
    assert embeddings
    assert {line.split("=")[0].strip() for line in examples[-1].splitlines() if "=" in line} == {
        f.name for f in fields(Embeddings)
    }


def test_the_model_of_vectors_is_no_extractor(tmp_path: Path) -> None:
    """A name of a package stays, a folder is found beside the file."""
    found = configured(written(tmp_path, '[search.embeddings]\nmodel = "BAAI/bge-small-zh-v1.5"'))
    assert found.embeddings == Embeddings("BAAI/bge-small-zh-v1.5")
    assert found.identity == NOTHING.identity
    (tmp_path / "own" / "model").mkdir(parents=True)
    own = configured(written(tmp_path, '[search.embeddings]\nmodel = "own/model"')).embeddings
    assert own == Embeddings(str(tmp_path / "own" / "model"))


def test_the_model_that_writes_queries_is_no_extractor(tmp_path: Path) -> None:
    """Its mistakes are told by its own section, and readings do not depend on it."""
    asking = configured(written(tmp_path, CHAT.replace("extract", "ask")))
    assert asking.ask
    assert asking.chat is None
    assert asking.identity == NOTHING.identity
    with pytest.raises(ConfigurationError, match=r"ask\.chat\.model: is missing"):
        configured(written(tmp_path, '[ask.chat]\nurl = "http://localhost:1/v1"\nmax_tokens = 5'))


def test_without_a_file_nothing_is_configured(tmp_path: Path) -> None:
    assert configured(None) == configured(written(tmp_path, "")) == NOTHING


def test_paths_are_relative_to_the_file_and_names_of_packages_stay(tmp_path: Path) -> None:
    assert configured(written(tmp_path, '[extract]\nspacy = "zh_core_web_sm"')).spacy == "zh_core_web_sm"
    assert configured(written(tmp_path, '[extract]\nspacy = "./own"')).spacy == str(tmp_path / "own")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[extract", "not TOML"),
        ("[server]\nport = 1", "server: unknown key; known are ask, extract, search"),
        ("extract = 3", "extract = 3: must be a table"),
        ("[extract]\nspacey = 'x'", "extract.spacey: unknown key; known are chat, lexicon, spacy"),
        ("[extract]\nspacy = 3", "extract.spacy = 3: must be a text"),
        ("[extract]\nspacy = ''", "extract.spacy = '': must be a text that is not empty"),
        ("[extract]\nlexicon = 'more.tsv'", "extract.lexicon = 'more.tsv': must be a list"),
        ("[extract]\nlexicon = [1]", "extract.lexicon = 1: must be a text"),
        ("[extract]\nchat = 'http://localhost'", "extract.chat = 'http://localhost': must be a table"),
        ("[extract.chat]\nurl = 'http://a'\nmodel = 'm'", "extract.chat.max_tokens: is missing"),
        ("[search]\nvectors = 1", "search.vectors: unknown key; known are embeddings"),
        ("[search.embeddings]\nurl = 'http://a'", "search.embeddings.model: is missing"),
        ("[search.embeddings]\nmodel = 'm'\nurl = 'ftp://a'", "search.embeddings.url = 'ftp://a': must be http://"),
        ("[search.embeddings]\nmodel = 'm'\nweight = -1", "search.embeddings.weight = -1: must lie between 0 and 100"),
        ("[search.embeddings]\nmodel = 'm'\nmax_tokens = 1", "search.embeddings.max_tokens: unknown key"),
        (CHAT + "key_env = 3", "extract.chat.key_env = 3: must be a text"),
        (CHAT + "batch = 0", "extract.chat.batch = 0: must lie between 1 and 100"),
        (CHAT + "batch = 2.5", "extract.chat.batch = 2.5: must be a whole number"),
        (CHAT + "retries = true", "extract.chat.retries = True: must be a whole number"),
        (CHAT + "timeout = 'long'", "extract.chat.timeout = 'long': must be a number"),
        (CHAT + "timeout = nan", "extract.chat.timeout = nan: must lie between"),
        (CHAT + "price_in = -1", "extract.chat.price_in = -1: must lie between"),
        (
            CHAT.replace("http://localhost:1/v1", "file:///etc/passwd"),
            "extract.chat.url = 'file:///etc/passwd': must be",
        ),
        (CHAT.replace("http://", "http://me:pass@"), "extract.chat.url: must be http://"),
        (CHAT.replace("/v1", "/v1?key=k"), "extract.chat.url: must be http://"),
        (CHAT.replace("localhost:1", "localhost:x"), "must be http://"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_value(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigurationError) as error:
        configured(path)
    assert str(error.value).startswith(f"{path}: ")
    assert told in str(error.value)


@pytest.mark.parametrize("key", ["key", "api_key", "key_env"])
def test_a_key_that_stands_in_the_file_is_not_shown(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"extract\.chat\.{key}: (?:unknown key|must be the name)") as error:
        configured(written(tmp_path, CHAT + f"{key} = 'sk-geheim'"))
    assert "geheim" not in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"missing\.toml: cannot be read"):
        configured(tmp_path / "missing.toml")


def test_a_key_that_is_missing_or_broken_is_told_of_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chat = Chat("http://localhost:1/v1", "m", 1000, key_env="RONGQIAO_TEST_KEY")
    monkeypatch.delenv("RONGQIAO_TEST_KEY", raising=False)
    with pytest.raises(ConfigurationError, match="RONGQIAO_TEST_KEY is not set"):
        load(Configuration(chat=chat))
    monkeypatch.setenv("RONGQIAO_TEST_KEY", "geheim\r\nHost: elsewhere")
    with pytest.raises(ConfigurationError) as error:
        load(Configuration(chat=chat))
    assert "geheim" not in str(error.value)


def test_further_names_are_known_and_change_the_fingerprint(tmp_path: Path) -> None:
    names = tmp_path / "more.tsv"
    names.write_text("name\ttype\taliases\n青砚笺\tORG\t小青砚\n", "utf-8")
    extractor = load(Configuration(lexicon=(names,)))
    doc = extractor.nlp(extractor.document(_article("昨天他路过青砚笺，没有进去。")))
    assert [(e.text, e.label_) for e in doc.ents] == [("青砚笺", "ORG")]
    assert extractor.fingerprint != load().fingerprint
    assert load().read(_article("昨天他路过青砚笺，没有进去。")).mentions == ()
    with pytest.raises(LexiconError, match=r"absent\.tsv"):
        load(Configuration(lexicon=(tmp_path / "absent.tsv",)))


def test_the_fingerprint_names_what_a_reading_depends_on_and_not_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    chat = Chat("http://localhost:1/v1", "m", 1000, key_env="RONGQIAO_TEST_KEY")

    def fingerprint(chat: Chat | None, key: str = "one") -> str:
        monkeypatch.setenv("RONGQIAO_TEST_KEY", key)
        return load(Configuration(chat=chat)).fingerprint

    same = {fingerprint(chat), fingerprint(chat, "two"), fingerprint(replace(chat, max_tokens=9, price_in=1.0))}
    same.add(load(Configuration(chat=chat), asking=False).fingerprint)
    assert len(same) == 1
    others = {fingerprint(None), fingerprint(replace(chat, model="n")), fingerprint(replace(chat, url="http://b/v1"))}
    assert len(others) == 3
    assert not others & same
    assert fingerprint(None) == load().fingerprint


def _article(text: str) -> Article:
    return Article("x", "", text)
