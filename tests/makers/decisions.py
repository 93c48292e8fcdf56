"""Articles to decide about, and decisions about them: what tests of the ledger share."""

from collections.abc import Sequence
from typing import Any

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.ledger import Decision
from graph.truths import Truths
from ontology.predicates import EntityType

# An entity of an article: its type, name and aliases; a fact: subject, predicate, object or literal.
Told = tuple[EntityType, str, tuple[str, ...]]
Stated = tuple[str, str, str]


def reading(
    name: str, told: Sequence[Told], facts: Sequence[Stated] = (), *, before: str = "", run: str = "f1"
) -> Reading:
    """An article that names each entity in a sentence of its own, then states each fact in one."""
    text, sentences, mentions, found = before, [], [], []
    ids = {surface: f"e{number}" for number, (_, surface, _) in enumerate(told)}
    kinds = {surface: kind for kind, surface, _ in told}

    def say(words: str, *surfaces: str) -> tuple[int, int]:
        nonlocal text
        start = len(text)
        text += words
        sentences.append(Sentence(start, len(text)))
        for surface in surfaces:
            at = start + words.index(surface)
            mentions.append(Mention(at, at + len(surface), surface, kinds[surface], ids[surface], 0.9))
        return start, len(text)

    for _, surface, _ in told:
        say(f"{surface}在{name}里。", surface)
    for subject, predicate, value in facts:
        ends = [subject, value] if value in ids else [subject]
        start, end = say(f"{subject}与{value}有{predicate}。", *ends)
        found.append(Fact(ids[subject], predicate, ids.get(value, value), value not in ids, start, end, 0.5))
    entities = tuple(Entity(ids[surface], kind, surface, aliases) for kind, surface, aliases in told)
    return Reading(Article(name, "", text or "空"), run, tuple(sentences), tuple(mentions), (), entities, tuple(found))


def per(name: str, *aliases: str) -> Told:
    return "PER", name, aliases


def org(name: str, *aliases: str) -> Told:
    return "ORG", name, aliases


def employed(name: str, who: str, where: str) -> Reading:
    return reading(name, [per(who), org(where)], [(who, "worksFor", where)])


def decide(truths: Truths, kind: str, *words: Any) -> Decision:
    return truths.decide(lambda deciding: getattr(deciding, kind)(*words), author="编辑", reason="查过")


def local(truths: Truths, article: str, surface: str) -> str:
    stored = truths.stored(article)
    assert stored is not None
    return next(stored.names[entity.id] for entity in stored.reading.entities if entity.name == surface)


def facts(truths: Truths, article: str) -> list[tuple[str, str, str, str | None]]:
    """What the graph of an article states: subject, predicate, object by their labels, and who confirmed it."""
    stored = truths.stored(article)
    assert stored is not None
    return [
        (
            stored.labels[fact.subject],
            fact.predicate,
            fact.object if fact.literal else stored.labels[fact.object],
            stored.rulings.confirmed.get(number),
        )
        for number, fact in enumerate(stored.reading.facts)
        if number not in stored.rulings.rejected
    ]


def facts_of_label(truths: Truths, article: str) -> list[str]:
    stored = truths.stored(article)
    assert stored is not None
    return sorted(stored.labels.values())
