"""The data of the lexicon: every table is well formed, and every name in it can be found."""

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest

from extract.lexicon import Lexicon
from extract.script import simplify

KINDS = {
    "organisations": "company investor bank exchange government school media hospital team association military "
    "international institute group",
    "places": "country province city district landmark region continent",
}
TYPES = {"organisations": "ORG", "places": "LOC", "products": "PRODUCT", "works": "WORK", "events": "EVENT"}
COLLISIONS = {"亚马逊", "伯克利", "剑桥", "华农", "华师", "南航", "国美", "喜马拉雅", "德州", "牛津", "红军", "长城"}
AT_LEAST = {
    "organisations": 700,
    "places": 900,
    "products": 2000,
    "works": 100,
    "events": 500,
    "surnames": 400,
    "titles": 350,
    "title_prefixes": 20,
}


def rows(table: str) -> list[dict[str, str]]:
    content = (files("extract") / "names" / f"{table}.tsv").read_text("utf-8")
    return list(csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def surfaces(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


@pytest.mark.parametrize("table", AT_LEAST)
def test_every_table_is_as_large_as_promised(table: str) -> None:
    assert len(rows(table)) >= AT_LEAST[table]


@pytest.mark.parametrize("table", TYPES)
def test_every_row_of_names_is_well_formed(table: str) -> None:
    kinds = KINDS.get(table, "").split()
    for row in rows(table):
        names = surfaces(row)
        assert row["type"] == TYPES[table]
        assert len(set(names)) == len(names), row
        assert set(filter(None, row["risky"].split("|"))) <= set(names), row
        assert all(len(name) >= 2 and name == name.strip() and name.isprintable() for name in names), row
        assert row.get("kind", "") in kinds if kinds else "kind" not in row, row
        assert bool(row.get("members")) == (row.get("kind") == "group"), row


def test_surnames_titles_and_prefixes_are_well_formed() -> None:
    surnames = rows("surnames")
    assert [int(row["rank"]) for row in surnames] == list(range(1, len(surnames) + 1))
    assert {row["word"] for row in surnames} == {"", "yes"}
    assert {row["role"] for row in rows("titles")} == {"founder", "office", "member", "player", "occupation"}
    assert {row["sense"] for row in rows("title_prefixes")} == {"rank", "note", "past", "now", "future"}
    for table, column in (("surnames", "surname"), ("titles", "title"), ("title_prefixes", "prefix")):
        values = [row[column] for row in rows(table)]
        assert [value for value, times in Counter(values).items() if times > 1] == []
        assert all(value and value == value.strip() for value in values)


def test_a_name_of_two_things_is_risky_in_both() -> None:
    """Lists the collisions, so that a new one is seen and wanted."""
    names: dict[str, list[tuple[str, bool]]] = {}
    for table in TYPES:
        for row in rows(table):
            for surface in surfaces(row):
                names.setdefault(surface, []).append((row["name"], surface in row["risky"].split("|")))
    collisions = {surface: owners for surface, owners in names.items() if len(owners) > 1}
    assert all(risky for owners in collisions.values() for _, risky in owners)
    assert collisions.keys() == COLLISIONS


def test_members_of_groups_and_makers_of_products_are_organisations_of_the_lexicon() -> None:
    organisations = {row["name"] for row in rows("organisations")}
    for row in rows("organisations"):
        assert set(filter(None, row["members"].split("|"))) <= organisations, row
    for row in rows("products"):
        assert row["maker"] in organisations | {""}, row


def test_names_stand_as_simplified_text_has_them() -> None:
    """The reader searches simplified text, so a name in another script would never be found."""
    for table in TYPES:
        for row in rows(table):
            for surface in surfaces(row):
                assert simplify(surface) in surfaces(row), row
    for table, column in (("surnames", "surname"), ("titles", "title"), ("title_prefixes", "prefix")):
        assert [row[column] for row in rows(table) if simplify(row[column]) != row[column]] == []


def test_every_guard_watches_over_a_name() -> None:
    names = [surface for table in TYPES for row in rows(table) for surface in surfaces(row)]
    for row in rows("guards"):
        before, ending, after = re.split("[<>]", row["context"])
        assert any(name.endswith(ending) for name in names), row
        assert re.compile(before)
        assert re.compile(after)


def test_every_name_is_found_whole_where_it_stands_alone() -> None:
    names = [surface for table in TYPES for row in rows(table) for surface in surfaces(row)]
    assert [match.text for match in Lexicon.load().find("，".join(names))] == names
