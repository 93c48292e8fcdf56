"""Readings of articles that do not exist, each in the shape of one of the sample: as many sentences, mentions, dates,
entities, facts and quotes, at the same turns of a text of about the same length. The names follow a Zipf distribution, as
in news, and are invented, as is the text.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from corpus.article import Article
from corpus.reader import read_paths
from extract.pipeline import load
from extract.reading import Entity, Reading

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
SYLLABLES = (
    "伟芳娜敏静强磊军洋勇艳杰涛明超兰霞平刚桂砚青照影临川意然若愚栀无咎云舟远山松溪白鹿"
    "安邦博才成达德方飞丰福光国海浩和恒弘华辉慧吉嘉建健江洁金景君凯康克坤乐力丽良亮林琳玲龙梅美萌宁培鹏清晴仁荣瑞森善世舒思泰天"
)
TAILS = {
    "ORG": ("科技", "集团", "基金", "医院", "大学", "有限公司"),
    "LOC": ("市", "县", "镇", "区"),
    "WORK": ("记", "传", "之歌"),
    "PRODUCT": ("手机", "一号", "系统"),
    "EVENT": ("大会", "展", "杯"),
}
KNOWN = {"PER": 30_000, "ORG": 8_000, "LOC": 400, "WORK": 2_000, "PRODUCT": 2_000, "EVENT": 500}  # names of each type


def shapes() -> list[Reading]:
    """What the present extractor finds in the sample."""
    return list(load().read_all([a for a in read_paths([SAMPLE]) if isinstance(a, Article)]))


def readings(shapes: list[Reading], *, seed: int = 7) -> Iterator[Reading]:
    """Invented readings without end, the same for the same seed; their ids are a0, a1 and so on."""
    chance = random.Random(seed)
    names, letters = words(chance, shapes)
    for number in count():
        yield invent(chance, shapes[number % len(shapes)], names, letters, f"a{number}")


def words(chance: random.Random, shapes: list[Reading]) -> tuple[dict[str, list[str]], list[str]]:
    """The names of each type, and letters to make texts of, as often as the sample has them."""
    names = {kind: [_name(chance, kind) for _ in range(number)] for kind, number in KNOWN.items()}
    return names, [letter for shape in shapes for letter in shape.article.text if "一" <= letter <= "龥"]


def invent(
    chance: random.Random, shape: Reading, names: dict[str, list[str]], letters: list[str], article_id: str
) -> Reading:
    """A reading of this shape."""
    entities: list[Entity] = []
    called: dict[tuple[str, str], str] = {}
    firms = {f.subject: f.object for f in shape.facts if f.predicate in ("worksFor", "formerEmployer")}
    ranks: dict[str, int] = {}
    for entity in sorted(shape.entities, key=lambda entity: entity.id in firms):  # who works somewhere after the others
        known = names[entity.type]
        rank = ranks.get(firms.get(entity.id, ""), int((len(known) + 1) ** chance.random()) - 1)  # small ones often
        if entity.id in firms:
            rank += KNOWN["ORG"] * chance.randrange(3)  # one of those who always work there
        ranks[entity.id] = rank = min(rank, len(known) - 1)
        name = known[rank]
        aliases = tuple(_alias(name, entity.type, place) for place in range(len(entity.aliases)))
        entities.append(Entity(entity.id, entity.type, name, aliases, reasons=entity.reasons))
        for former, present in zip((entity.name, *entity.aliases), (name, *aliases), strict=True):
            called[entity.id, former] = present
    said = {m.start: (m.end, called.get((m.entity, m.text), m.text)) for m in shape.mentions}
    old, text, position = shape.article.text, "", 0
    moved: dict[int, int] = {}
    while position < len(old):
        end, piece = said.get(position, (position + 1, old[position]))
        if position not in said and piece.isalnum():
            piece = chance.choice(letters)
        for place in range(position, end):
            moved[place] = len(text)
        text, position = text + piece, end
    moved[len(old)] = len(text)
    article = replace(
        shape.article,
        id=article_id,
        title=text[: moved[len(shape.article.title)]],
        text=text,
        published=shape.article.published and shape.article.published + timedelta(chance.randrange(2000)),
        url=f"https://news.example/{article_id}",
    )

    def at(start: int, end: int) -> dict[str, int]:
        return {"start": moved[start], "end": moved[end]}

    def words(start: int, end: int) -> str:
        return text[moved[start] : moved[end]]

    return Reading(
        article,
        shape.fingerprint,
        tuple(replace(s, **at(s.start, s.end)) for s in shape.sentences),
        tuple(replace(m, text=words(m.start, m.end), **at(m.start, m.end)) for m in shape.mentions),
        tuple(replace(d, text=words(d.start, d.end), **at(d.start, d.end)) for d in shape.dates),
        tuple(entities),
        tuple(replace(f, **at(f.start, f.end)) for f in shape.facts),
        tuple(replace(q, text=words(q.start, q.end), **at(q.start, q.end)) for q in shape.quotes),
    )


def _alias(name: str, kind: str, place: int) -> str:
    """A further name, always the same for the same thing."""
    if kind == "PER":
        return ("老", "小", "阿")[place % 3] + name[:1]
    stem = min((name.removesuffix(tail) for tail in TAILS[kind]), key=len)
    return stem if place == 0 else stem + SYLLABLES[place]


def _name(chance: random.Random, kind: str) -> str:
    if kind == "PER":
        return chance.choice(SURNAMES) + "".join(chance.choices(SYLLABLES, k=1 + (chance.random() < 0.9)))
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3)))) + chance.choice(TAILS[kind])
