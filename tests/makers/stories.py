"""What happens to a graph, invented: what articles tell, what is decided about them, and what users say."""

import random
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.annotations import lines_of
from graph.ledger import DecisionError
from graph.truths import Truths
from ontology.iris import DEFAULT_BASE, RDF, RQ, SCHEMA

PEOPLE = ("李明", "沈砚青", "王先生")
THINGS = ("雾桥科技", "雾桥", "青岚医院")
COPIED = (
    "这家由离职员工组成的社群如今有一万多名成员，分布在北京、深圳和杭州，过去三年里他们办了两百场活动，帮四十家公司找到了第一笔钱。"
    * 3
)
KINDS = ("merge", "split", "rename", "retype", "reject", "confirm", "alias", "note", "link", "undo")

Told = tuple[tuple[str, ...], tuple[str, ...], str, str, str, date | None, tuple[bool, ...]]


def article(name: str, told: Told, fingerprint: str) -> Reading:
    """An article and its reading: the persons and firms of whom it speaks, what the first person is to the first firm, when
    that was founded (and where both are), words before, a day; whether firms have another's name besides, all but the first are products, names
    are full ones, and the lexicon knows the persons."""
    people, firms, predicate, year, before, day, (alias, products, full, known) = told
    text, sentences, mentions, facts = before, [], [], []
    entities: dict[str, Entity] = {}
    for surface in people:
        entities[surface] = Entity(f"e{len(entities)}", "PER", surface, (), known=surface if known else "")
    for number, surface in enumerate(firms):
        other = (THINGS[number],) if alias and surface != THINGS[number] else ()
        called = (f"成都{surface}有限公司", (*other, surface)) if full else (surface, other)
        kind: Any = "PRODUCT" if products and number else "ORG"
        entities[surface] = Entity(f"e{len(entities)}", kind, *called)

    def say(words: str, *surfaces: str) -> tuple[int, int]:
        nonlocal text
        start, text = len(text), text + words
        sentences.append(Sentence(start, len(text)))
        for surface in surfaces:
            at, entity = start + words.index(surface), entities[surface]
            mentions.append(Mention(at, at + len(surface), surface, entity.type, entity.id, 0.9))
        return start, len(text)

    for surface in entities:
        say(f"{surface}在{name}里。", surface)
    if firms:
        firm, one = entities[firms[0]].id, entities[people[0]].id
        facts.append(
            Fact(one, predicate, firm, False, *say(f"{people[0]}与{firms[0]}有关。", people[0], firms[0]), 0.5)
        )
        facts.append(Fact(firm, "foundingDate", year, True, *say(f"{firms[0]}成立于{year}。", firms[0]), 0.5))
        where = "成都" if year == "2014" else "杭州"
        entities[where] = Entity(f"e{len(entities)}", "LOC", where)
        said = say(f"{people[0]}生于{where}，{firms[0]}总部位于{where}。", people[0], firms[0])
        facts += [
            Fact(end, of, entities[where].id, False, *said, 0.5)
            for end, of in ((one, "birthPlace"), (firm, "location"))
        ]
    return Reading(
        Article(name, "", text, day),
        fingerprint,
        tuple(sentences),
        tuple(mentions),
        (),
        tuple(entities.values()),
        tuple(facts),
    )


stories = st.tuples(
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(THINGS), max_size=3, unique=True).map(tuple),
    st.sampled_from(("worksFor", "formerEmployer")),
    st.sampled_from(("2014", "2014-09", "2016")),
    st.sampled_from(("", "快讯。", COPIED)),
    st.sampled_from((None, date(2020, 1, 1), date(2021, 1, 1))),
    st.tuples(*4 * [st.booleans()]),
)


def attempt(truths: Truths, kind: str, one: int, other: int, third: int) -> None:
    """Takes a decision about some of what is there, unless that cannot be decided."""
    locals_ = truths.entities_after("", limit=999)
    words: tuple[Any, ...] = (locals_[one % len(locals_)],) if locals_ else ()
    if kind == "undo":
        known = [made.id for made, in_force in truths.decisions() if in_force]
        words = (known[one % len(known)],) if known else ()
    elif kind in ("reject", "confirm"):
        stated = [
            (stored.names[f.subject], f.predicate, f.object if f.literal else stored.names[f.object])
            for stored in truths.stored_after("", limit=99)
            for f in stored.reading.facts
        ]
        words = stated[one % len(stated)] if stated else ()
        words += (truths.stored_after("", limit=1)[0].reading.article.id,) if words and third % 4 == 0 else ()
    elif kind == "link":
        words = words if words and third % 2 else ((*PEOPLE, *THINGS)[one % 6],)
        words += (f"Q{1 + other % 3}", ("", "", "ORG", "PER")[third % 4])
    elif words and kind == "merge":
        words += (locals_[other % len(locals_)],)
    elif words and kind == "split":
        articles = [s.reading.article.id for s in truths.stored_after("", limit=99) if words[0] in s.names.values()]
        words += (articles[: 1 + other % max(1, len(articles) - 1)],)
    elif words and kind == "retype":
        words += (("ORG", "PRODUCT", "PER")[other % 3],)
    elif words:
        words += (f"名{other % 3}",)
    if words:
        with suppress(DecisionError):  # such as of a merge of one thing with itself
            truths.decide(lambda deciding: getattr(deciding, kind)(*words), author="编辑", reason="")


# What users say: much of it of parts of articles, as these say it themselves or otherwise.
SAID = tuple(
    line.replace("A", f"{DEFAULT_BASE}article/a").replace("RQ:", RQ).replace("SCHEMA:", SCHEMA).replace("RDF:", RDF)
    for line in (
        "<A0#c0> <RDF:type> <RQ:Claim> .",
        "<A0#s0> <RDF:type> <RQ:Sentence> .",
        "<A0#s0> <SCHEMA:isPartOf> <A0> .",
        "<A1#m0> <RDF:type> <RQ:Mention> .",
        "<A1> <RDF:type> <SCHEMA:NewsArticle> .",
        '<A1> <SCHEMA:datePublished> "never" .',
        '<A0#c0> <RQ:quote> "…"@zh .',
        "<A2#c1> <RQ:article> <A0> .",
        "_:one <RQ:note> _:other .",
        '_:other <RQ:note> "a\\nb" .',
        "<A1#c0> <RQ:note> _:one .",
    )
)


def kept(lines: Iterable[str]) -> bytes:
    """Triples as a graph is kept."""
    return lines_of(line.encode() for line in lines)


said = st.lists(st.sampled_from(SAID), max_size=6).map(kept)


def drawn(at: datetime) -> Told:
    """What an article tells that comes at this moment, by chance."""
    chance = random.Random(at.isoformat())
    return (
        tuple(chance.sample(PEOPLE, chance.randint(1, 2))),
        tuple(chance.sample(THINGS, chance.randint(0, 3))),
        chance.choice(("worksFor", "formerEmployer")),
        chance.choice(("2014", "2014-09", "2016")),
        chance.choice(("", "快讯。", COPIED)),
        chance.choice((None, date(2020, 1, 1), date(2021, 1, 1))),
        tuple(chance.random() < 0.5 for _ in range(4)),
    )
