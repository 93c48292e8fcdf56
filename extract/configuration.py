"""The configuration of the optional extractors, of the model that writes queries, and of the one that makes vectors: a TOML file
as frozen values, every mistake named by its key.

    [extract]
    spacy = "zh_core_web_trf"
    lexicon = ["more.tsv"]
    [extract.chat]
    url = "http://localhost:11434/v1"
    …
    [ask.chat]
    …
    [search.embeddings]
    model = "BAAI/bge-small-zh-v1.5"
    …

docs/extractors.md explains each key. Paths are relative to the file.
"""

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit


class ConfigurationError(ValueError):
    """A configuration that cannot be used: the file, the key, its value and what is wrong with it. What may be a secret
    in the wrong place is not shown."""

    def __init__(self, file: Path | str, key: str | None, value: object, problem: str) -> None:
        shown = "" if value is None else f" = {value!r}"
        super().__init__(f"{file}: {key}{shown}: {problem}" if key else f"{file}: {problem}")


@dataclass(frozen=True, slots=True)
class Chat:
    """An OpenAI-compatible chat endpoint and what may be spent on it. Tokens count questions and answers together."""

    url: str  # before /chat/completions
    model: str
    max_tokens: int  # of a whole run
    key_env: str | None = None  # the variable of the environment that holds the key
    batch: int = 10  # sentences a request
    answer_tokens: int = 150  # at most, a sentence
    timeout: float = 60.0  # seconds a request
    retries: int = 4  # after 429, 5xx or no answer
    pause: float = 1.0  # seconds before the first retry, doubled before each further one
    price_in: float | None = None  # a million tokens of the questions, in a currency of your own
    price_out: float | None = None

    def key(self) -> str | None:
        """The key from the environment; ConfigurationError, which never shows it, where it cannot be used."""
        return _key(self.key_env, "chat")


@dataclass(frozen=True, slots=True)
class Embeddings:
    """A model that makes vectors of texts: of an OpenAI-compatible endpoint, or, without a `url`, of sentence-transformers."""

    model: str
    url: str = ""  # before /embeddings
    key_env: str | None = None
    batch: int = 32  # sentences a request
    timeout: float = 60.0
    retries: int = 4
    pause: float = 1.0
    query: str = ""  # what the model wants in front of a query,
    passage: str = ""  # and in front of what is searched
    weight: float = 0.05  # of its ranking beside that of the words

    def key(self) -> str | None:
        """As `Chat.key`."""
        return _key(self.key_env, "embeddings")

    @property
    def identity(self) -> str:
        """What vectors of passages depend on."""
        return repr((self.url, self.model, self.passage))


def _key(variable: str | None, purpose: str) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise ConfigurationError("environment", None, None, f"{variable} is not set, which holds the {purpose} key")
    if not (key.isascii() and key.isprintable()):
        raise ConfigurationError("environment", None, None, f"{variable} holds characters that no key has")
    return key


@dataclass(frozen=True, slots=True)
class Configuration:
    """The optional extractors: nothing of it by default."""

    spacy: str | None = None  # the name of an installed pipeline, or its folder
    lexicon: tuple[Path, ...] = ()
    chat: Chat | None = None
    ask: Chat | None = None  # writes queries for questions; no extractor
    embeddings: Embeddings | None = None  # makes vectors for the search; no extractor

    @property
    def identity(self) -> str:
        """What of it a complete reading depends on, the contents of files aside. Budget, patience and prices decide
        only whether there is an answer, and the key is nobody's business."""
        chat = (self.chat.url, self.chat.model, self.chat.batch, self.chat.answer_tokens) if self.chat else None
        return repr((bool(self.spacy), chat))


NOTHING = Configuration()

Service = TypeVar("Service", Chat, Embeddings)

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOWEST: Mapping[str, float] = {
    "max_tokens": 1,
    "batch": 1,
    "answer_tokens": 20,
    "timeout": 0.01,
    "retries": 0,
    "pause": 0,
    "price_in": 0,
    "price_out": 0,
    "weight": 0,
}
_HIGHEST: Mapping[str, float] = {
    "batch": 100,
    "answer_tokens": 100_000,
    "timeout": 3600,
    "retries": 20,
    "pause": 600,
    "weight": 100,
}
_WHOLE = frozenset({"max_tokens", "batch", "answer_tokens", "retries"})


def configured(file: Path | None) -> Configuration:
    """What `file` says, everything left out where there is none. Raises ConfigurationError."""
    if file is None:
        return NOTHING
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(file, None, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(file, None, None, "not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigurationError(file, None, None, f"not TOML: {error}") from error
    _known(file, "", table, {"extract", "ask", "search"})
    extract = _table(file, "extract", table.get("extract", {}))
    _known(file, "extract.", extract, {"spacy", "lexicon", "chat"})
    ask = _table(file, "ask", table.get("ask", {}))
    _known(file, "ask.", ask, {"chat"})
    search = _table(file, "search", table.get("search", {}))
    _known(file, "search.", search, {"embeddings"})
    spacy = _text(file, "extract.spacy", extract["spacy"]) if "spacy" in extract else None
    if spacy and "/" in spacy:
        spacy = str(file.parent / spacy)
    names = extract.get("lexicon", [])
    if not isinstance(names, list):
        raise ConfigurationError(file, "extract.lexicon", names, "must be a list of files")
    lexicon = tuple(file.parent / _text(file, "extract.lexicon", name) for name in names)
    chat, writer = (
        _service(file, f"{name}.chat", table["chat"], Chat) if "chat" in table else None
        for name, table in (("extract", extract), ("ask", ask))
    )
    vectors = search.get("embeddings")
    embeddings = None if vectors is None else _service(file, "search.embeddings", vectors, Embeddings)
    if embeddings and not embeddings.url and "/" in embeddings.model and (file.parent / embeddings.model).is_dir():
        embeddings = replace(embeddings, model=str(file.parent / embeddings.model))
    return Configuration(spacy, lexicon, chat, writer, embeddings)


def _service(file: Path, name: str, found: object, kind: type[Service]) -> Service:
    section, table = f"{name}.", _table(file, name, found)
    _known(file, section, table, {f.name for f in fields(kind)})
    for field in fields(kind):
        if field.default is MISSING and field.name not in table:
            raise ConfigurationError(file, section + field.name, None, "is missing")
    for key, value in table.items():
        if key not in _LOWEST:
            _text(file, section + key, value)
            continue
        if isinstance(value, bool) or not isinstance(value, int if key in _WHOLE else int | float):
            wanted = "a whole number" if key in _WHOLE else "a number"
            raise ConfigurationError(file, section + key, value, f"must be {wanted}")
        low, high = _LOWEST[key], _HIGHEST.get(key, float(1 << 53))
        if not low <= value <= high:
            raise ConfigurationError(file, section + key, value, f"must lie between {low:g} and {high:g}")
    if not _VARIABLE.fullmatch(table.get("key_env", "KEY")):
        raise ConfigurationError(
            file, section + "key_env", None, "must be the name of an environment variable, not the key itself"
        )
    url = table.get("url")
    if url is not None and not is_address(url):
        shown = None if "@" in url or "?" in url else url  # where a password or a key may stand
        raise ConfigurationError(
            file, section + "url", shown, "must be http://… or https://…, without name, query or #"
        )
    return kind(**(table | ({"url": url.rstrip("/")} if url else {})))


def is_address(url: str) -> bool:
    """Whether it is http://… or https://…, without a name, a query or a fragment: nothing that should be kept secret."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and not parts.query and not parts.fragment
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def _known(file: Path, section: str, table: Mapping[str, Any], keys: Collection[str]) -> None:
    for key in table:
        if key not in keys:
            raise ConfigurationError(file, section + key, None, f"unknown key; known are {', '.join(sorted(keys))}")


def _table(file: Path, key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigurationError(file, key, value, "must be a table")
    return value


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(file, key, value, "must be a text that is not empty")
    return value
