"""The example queries: `examples/NN-name.sparql`, a title in Chinese and in English at the head of each."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from urllib.parse import urlencode

# what the tens of an example's number stand for
_PARTS = {
    "0": "入门",
    "1": "时间",
    "2": "引语与来源",
    "3": "关系与路径",
    "4": "统计与否定",
    "5": "图与形式",
    "6": "全文检索",
}
# the line of an example that says what it is about, and the variable that stands for it
_SUBJECTS = {
    "02-claims-about": ('  ?事物 rdfs:label "轻渡出行"@zh .\n', "?事物"),
    "51-one-article": ('  ?报道 dcterms:identifier "s02-wuqiao-a-round" .\n', "?报道"),
}


class GalleryError(Exception):
    """An example that has no two titles at its head, or no part; names it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to start from; `name` is its file's, without the ending."""

    name: str
    title: str
    english: str
    query: str

    @property
    def href(self) -> str:
        """Where it runs, relative to the endpoint."""
        return "?" + urlencode({"query": self.query})


@cache
def examples() -> tuple[Example, ...]:
    """All of them, from easy to hard; raises GalleryError."""
    folder = resources.files("server").joinpath("examples")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sparql")), key=lambda file: file.name)
    return tuple(_read(file.name.removesuffix(".sparql"), file.read_text("utf-8")) for file in files)


def _read(name: str, text: str) -> Example:
    title, english, *query = text.split("\n", 2)
    if not (query and title.startswith("# ") and english.startswith("# ") and english.isascii() and name[0] in _PARTS):
        raise GalleryError(f"{name}.sparql: begins without a title in Chinese and one in English, or with no number")
    return Example(name, title.removeprefix("# "), english.removeprefix("# "), query[0].strip())


def parts() -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """The examples in parts, each with its title."""
    grouped = groupby(examples(), key=lambda example: example.name[0])
    return tuple((_PARTS[tens], tuple(members)) for tens, members in grouped)


def find(query: str) -> Example | None:
    """The example that this query is, as a form sends it."""
    plain = query.replace("\r\n", "\n").strip()
    return next((example for example in examples() if example.query == plain), None)


def named(name: str) -> Example:
    """The example of this name."""
    return next(example for example in examples() if example.name == name)


def claims_about(iri: str) -> str:
    """The example that asks for all that is claimed of a thing, about this entity."""
    return _about("02-claims-about", iri)


def relations_in(iri: str) -> str:
    """The example that asks for the relations that one article tells of, about this article."""
    return _about("51-one-article", iri)


def _about(name: str, iri: str) -> str:
    """An example with another subject; neither an entity's IRI nor an article's can end the `<…>`."""
    line, variable = _SUBJECTS[name]
    query = named(name).query
    if line not in query:
        raise GalleryError(f"{name}.sparql: has no line {line.strip()}")
    return query.replace(line, f"  VALUES {variable} {{ <{iri}> }}\n")
