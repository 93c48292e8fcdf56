"""What it costs to find out who is who: milliseconds of the processor that one more article takes, besides its reading, as
the articles grow in number. Names follow a Zipf distribution, as in news: a few are in very many articles.

    python benchmarks/identity.py [--articles 20000] [--step 4000]
"""

import argparse
import random
import tempfile
import time
from datetime import date
from pathlib import Path

from corpus.article import Article
from extract.reading import Entity, Fact, Reading
from graph.truths import Truths
from ontology.predicates import EntityType

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰涛明超兰霞平刚桂砚青照影临川意然若愚青栀无咎"
PERSONS, FIRMS, PLACES = 30_000, 8_000, 400


def names(
    chance: random.Random, number: int, letters: str, lengths: tuple[int, ...], tail: tuple[str, ...]
) -> list[str]:
    """Invented names."""
    return ["".join(chance.choices(letters, k=chance.choice(lengths))) + chance.choice(tail) for _ in range(number)]


def main() -> None:
    """Prints a line for every step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--step", type=int, default=4_000)
    options = parser.parse_args()
    chance = random.Random(7)
    firms = names(chance, FIRMS, GIVEN, (2, 3), ("科技", "集团", "基金", "医院", "大学"))
    places = names(chance, PLACES, GIVEN, (2,), ("市", "县", "镇"))
    persons = [
        (chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2)))), chance.choice(firms))
        for _ in range(PERSONS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        truths = Truths(Path(folder) / "truths.sqlite3")
        started = time.process_time()
        for number in range(1, options.articles + 1):
            truths.put(_article(chance, number, persons, firms, places))
            if number % options.step == 0:
                spent = 1000 * (time.process_time() - started) / options.step
                print(f"{number:8,} articles  {spent:6.2f} ms an article", flush=True)
                started = time.process_time()
        truths.close()


def _zipf(chance: random.Random, number: int) -> int:
    """A rank below `number`, small ones often."""
    return min(number - 1, int(number ** chance.random()) - 1)


def _article(
    chance: random.Random, number: int, persons: list[tuple[str, str]], firms: list[str], places: list[str]
) -> Reading:
    """An article with five persons, three of whom are said to work for their firm, five firms and four places."""
    entities: dict[tuple[EntityType, str], Entity] = {}
    facts = []

    def entity(kind: EntityType, name: str) -> str:
        found = entities.setdefault((kind, name), Entity(f"e{len(entities)}", kind, name))
        return found.id

    for place in range(5):
        name, firm = persons[_zipf(chance, len(persons))]
        person = entity("PER", name)
        if place < 3:
            facts.append(Fact(person, "worksFor", entity("ORG", firm), False, 0, 1, 0.9))
    for _ in range(2):
        entity("ORG", firms[_zipf(chance, len(firms))])
    for _ in range(4):
        entity("LOC", places[_zipf(chance, len(places))])
    article = Article(f"a{number}", "", str(number), date(2024, 1, 1))
    return Reading(article, "f1", entities=tuple(entities.values()), facts=tuple(facts))


if __name__ == "__main__":
    main()
