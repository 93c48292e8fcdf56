from unicodedata import is_normalized, normalize

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ontology.iris import (
    DEFAULT_BASE,
    LONGEST,
    PREFIXES,
    article_id,
    article_iri,
    entity_iri,
    entity_local,
    local_name,
    part_iri,
    run_iri,
)

LABELS = st.text(max_size=30) | st.text('南极 a.~_/#?%\\"<>{}|^`\u3000\n\u200d\u202e\ufffdFD', max_size=150)
WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '"#%/<>?[\\]^`{|}~'})


def evened_out(label: str) -> str:
    """What local names do not tell apart, written down independently."""
    text = "_".join(normalize("NFC", label).split()).translate(WIDE) or "_"
    return text.replace(".", "．") if text in {".", ".."} else text


@pytest.fixture(scope="module")
def site() -> Flask:
    """A server that says what it takes for the name or the id in a path."""
    app = Flask("site")
    app.add_url_rule("/entity/<name>", "entity", lambda name: name)
    app.add_url_rule("/article/<path:id>", "article", lambda id: id)
    return app


@pytest.mark.parametrize(
    ("label", "local"),
    [
        ("南极圈", "南极圈"),
        ("里德·霍夫曼", "里德·霍夫曼"),
        ("OKAY 智慧教育", "OKAY_智慧教育"),
        (" 小满\u3000（产品） ", "小满_（产品）"),
        ("24/7", "24／7"),
        ("100%#?", "100％＃？"),
        ("a\ufffdb", "a~FFFD~b"),
        ("\u202e敌意", "~202E~敌意"),
        ("", "_"),
        ("..", "．．"),
        ("e\u0301", "é"),
    ],
)
def test_a_local_name_reads_like_its_label(label: str, local: str) -> None:
    assert local_name(label) == local


@given(LABELS)
def test_every_label_gives_a_legal_short_normal_name(label: str) -> None:
    local = local_name(label)
    assert NamedNode(entity_iri(DEFAULT_BASE, local)).value == entity_iri(DEFAULT_BASE, local)
    assert 0 < len(local) <= LONGEST
    assert is_normalized("NFC", local)
    assert not set(local) & set("%/#? ")
    assert local_name(local) == local
    assert entity_local(DEFAULT_BASE, entity_iri(DEFAULT_BASE, local)) == local


@given(LABELS, LABELS)
def test_labels_that_differ_have_names_that_differ(one: str, other: str) -> None:
    """Save for composition, white space, width, and labels that look like escapes already."""
    if evened_out(one) != evened_out(other) and "~" not in one + other:
        assert local_name(one) != local_name(other)


def test_long_labels_that_differ_at_their_end_have_names_that_differ() -> None:
    one, other = local_name("长" * 500 + "甲"), local_name("长" * 500 + "乙")
    assert one != other
    assert len(one) == len(other) == LONGEST
    assert one.startswith("长长长")


@given(LABELS)
def test_the_path_that_a_server_decodes_is_the_local_name(site: Flask, label: str) -> None:
    """Over a URL that the server builds, and over the IRI itself."""
    local = local_name(label)
    with site.test_request_context():
        built = site.url_for("entity", name=local)
    for path in (built, entity_iri("/", local)):
        answer = site.test_client().get(path)
        assert (answer.status_code, answer.get_data(as_text=True)) == (200, local)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_identifiers_keep_their_identity_in_iris(one: str, other: str) -> None:
    iri = article_iri(DEFAULT_BASE, one)
    assert NamedNode(iri).value == iri
    assert NamedNode(run_iri(DEFAULT_BASE, one)).value.startswith(DEFAULT_BASE + "run/")
    assert article_id(DEFAULT_BASE, iri) == one
    assert article_id(DEFAULT_BASE, part_iri(iri, "s", 3)) == one
    assert (one == other) == (iri == article_iri(DEFAULT_BASE, other))


@pytest.mark.parametrize("identifier", ["000_0624c5519d2bf45e", "2023/04/潘国华", "a b%2Fc", "问?#答"])
def test_an_articles_iri_leads_a_server_to_its_id(site: Flask, identifier: str) -> None:
    path = article_iri("/", identifier)
    assert site.test_client().get(path).get_data(as_text=True) == identifier


def test_other_iris_have_neither_a_local_name_nor_an_id() -> None:
    assert entity_local(DEFAULT_BASE, "https://example.org/entity/x") is None
    assert entity_local(DEFAULT_BASE, article_iri(DEFAULT_BASE, "x")) is None
    assert article_id(DEFAULT_BASE, entity_iri(DEFAULT_BASE, "x")) is None


def test_prefixes_are_distinct_namespaces() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(iri.endswith(("#", "/")) for iri in PREFIXES.values())
