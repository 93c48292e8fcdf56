"""What tests of the graph share."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from makers.backups import quiet
from pyoxigraph import Literal, NamedNode, Quad

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph import whereabouts
from graph.backup import back_up
from graph.graph import Graph
from graph.home import Home
from graph.occurrences import label
from graph.protocol import Store
from graph.quads import article_quads
from graph.remote import NOTE, RemoteStore
from graph.search_syntax import parse
from graph.store import QuadStore
from graph.truths import Truths
from graph.whereabouts import Remote
from ontology.iris import DEFAULT_BASE, PREFIXES, article_iri, local_name

ASKED = ("南极圈", "潘国华", "老潘", "公司", "创始人", "沈砚青", "百老汇", "pgh")


# A test runs over the store in the data directory, or over both kinds:
# @pytest.mark.parametrize("home", ["directory", "server"], indirect=True), and so for `store` and `gold_store`.


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    """An empty data directory."""
    with Home(tmp_path / "data") as home:
        if getattr(request, "param", "directory") == "server":
            server = request.getfixturevalue("sparql_server")
            server.clear()
            whereabouts.record(home.path, whereabouts.named(home.path, server.query, server.update, 30.0))
        yield home


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    """An empty store."""
    return _store(tmp_path / "store", request)


@pytest.fixture
def gold_store(tmp_path: Path, request: pytest.FixtureRequest, gold_readings: tuple[Reading, ...]) -> Store:
    """A store with the gold articles, put there one by one."""
    store = _store(tmp_path / "gold", request)
    for reading in gold_readings:
        store.replace_all([(NamedNode(article_iri(DEFAULT_BASE, reading.article.id)), _of_reading(reading))])
    return store


@pytest.fixture
def filled(home: Home, gold_readings: tuple[Reading, ...]) -> Home:
    """The gold articles."""
    for reading in gold_readings:
        home.put(reading)
    return home


@pytest.fixture
def backed_up(filled: Home, tmp_path: Path) -> Path:
    """A backup of the gold articles."""
    back_up(filled, tmp_path / "backup", quiet)
    return tmp_path / "backup"


@pytest.fixture
def truths(tmp_path: Path) -> Iterator[Truths]:
    """A file of truths that nobody has written yet."""
    truths = Truths(tmp_path / "truths.sqlite3")
    yield truths
    truths.close()


def _store(path: Path, request: pytest.FixtureRequest) -> Store:
    if getattr(request, "param", "directory") == "directory":
        return QuadStore(path, base=DEFAULT_BASE)
    server = request.getfixturevalue("sparql_server")
    server.clear()
    return RemoteStore(Remote(server.query, server.update, 30.0, "test"), base=DEFAULT_BASE)


@pytest.fixture(scope="session")
def without_graphs() -> Callable[[sqlite3.Connection], None]:
    """Takes from a file of truths what schema 7 gave it."""

    def take(db: sqlite3.Connection) -> None:
        for what in ("INDEX changes_of_graphs", "TABLE graphs", "TABLE writes"):
            db.execute(f"DROP {what}")
        db.execute("ALTER TABLE changes DROP COLUMN graph")

    return take


@pytest.fixture(scope="session")
def lines() -> Callable[[Store], list[str]]:
    """Tells all quads of a store, those of the default graph too, as sorted lines; not the note that a server keeps."""
    return _lines


@pytest.fixture(scope="session")
def gold_contents(gold_readings: tuple[Reading, ...]) -> list[tuple[NamedNode, list[Quad]]]:
    """The graphs of all gold articles."""
    return [(NamedNode(article_iri(DEFAULT_BASE, one.article.id)), list(_of_reading(one))) for one in gold_readings]


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """Makes an article in which people found 南极圈: `reading(number, *people, version=0)`."""
    return _reading


@pytest.fixture(scope="session")
def state() -> Callable[[Graph], dict[str, Any]]:
    """Tells everything that a graph shows: its quads, and what its index finds and suggests."""
    return _state


@pytest.fixture(scope="session")
def fresh() -> Callable[[Graph], dict[str, Any]]:
    """Tells the state of a graph after everything derived has been made anew."""

    def rebuilt(graph: Graph) -> dict[str, Any]:
        graph.rebuild()
        return _state(graph)

    return rebuilt


@pytest.fixture(scope="session")
def founders() -> Callable[[Graph], list[str]]:
    """Lists the labels of all founders, as a query of the union gives them."""
    return _founders


def _reading(number: int, *people: str, version: int = 0) -> Reading:
    text = f"第{version}版：" + "。".join(f"南极圈创始人{name}" for name in people)
    entities = [Entity("o", "ORG", "南极圈")] + [
        Entity(f"p{n}", "PER", name, (f"老{name[0]}",)) for n, name in enumerate(people)
    ]
    places = [(f"p{n}", name, text.index(f"人{name}") + 1) for n, name in enumerate(people)]
    return Reading(
        Article(f"a{number}", f"题{number}", text),
        "f1",
        (Sentence(0, len(text)),),
        tuple(Mention(start, start + len(name), name, "PER", entity, 0.9) for entity, name, start in places),
        entities=tuple(entities),
        facts=tuple(Fact("o", "founder", entity, False, 0, len(text), 0.9) for entity, _, _ in places),
    )


def _state(graph: Graph) -> dict[str, Any]:
    found = {}
    for asked in ASKED:
        results = graph.search(asked, limit=200)
        found[asked] = sorted(
            (hit.kind, hit.entity or "", hit.article or "", hit.start, hit.text, hit.articles) for hit in results.hits
        )
    answered = {}
    for asked in ASKED[:2]:
        answer = graph.answer(parse(asked), limit=200)
        hits = (
            (hit.kind, hit.entity or "", hit.article or "", hit.start, hit.text, hit.said_by or "")
            for hit in answer.hits
        )
        answered[asked] = sorted(hits), answer.types, answer.years, answer.sources, answer.organisations
    suggested = {asked: graph.suggest(asked, limit=50) for asked in ASKED}
    return {"quads": _lines(graph._derived.store), "found": found, "answered": answered, "suggested": suggested}


def _lines(store: Store) -> list[str]:
    rows = store.select("SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
    return sorted(" ".join(str(row[name]) for name in "spog" if name in row) for row in rows if row.get("g") != NOTE)


def _founders(graph: Graph) -> list[str]:
    prologue = f"PREFIX schema: <{PREFIXES['schema']}> PREFIX rdfs: <{PREFIXES['rdfs']}> "
    rows = graph.select(prologue + "SELECT ?l { ?o schema:founder ?p . ?p rdfs:label ?l } ORDER BY ?l")
    return [term.value for row in rows if isinstance(term := row["l"], Literal)]


def _of_reading(reading: Reading) -> Iterable[Quad]:
    names = {entity.id: local_name(entity.name) for entity in reading.entities}
    labels = {entity.id: label(entity) for entity in reading.entities}
    return article_quads(reading, names, labels, base=DEFAULT_BASE, ingested=datetime(2026, 1, 1, tzinfo=UTC))
