"""What the parts find alone, in the same form as a reading: the baselines that the extractor is measured against."""

from collections.abc import Callable, Iterable, Iterator

import jieba.posseg

from corpus.article import Article
from extract.lac import Lac, published
from extract.reading import Entity, Mention, Reading
from extract.sentences import split_sentences
from ontology.predicates import EntityType

# The tags of proper names, LAC's and jieba's alike (nr, ns and nt are ICTCLAS's).
_TYPES: dict[str, EntityType] = {
    "PER": "PER",
    "nr": "PER",
    "nrt": "PER",
    "LOC": "LOC",
    "ns": "LOC",
    "ORG": "ORG",
    "nt": "ORG",
}


def tagger_alone(articles: Iterable[Article], lac: Lac) -> Iterator[Reading]:
    """The names that `lac` tags, each surface an entity; nothing else."""
    for article in articles:
        sentences = split_sentences(article.text)
        tagged = lac.tag([article.text[s.start : s.end] for s in sentences])
        spans = (
            (w.start + s.start, w.end + s.start, w.tag)
            for s, words in zip(sentences, tagged, strict=True)
            for w in words
        )
        yield _reading(article, lac.fingerprint, spans)


def jieba_alone(articles: Iterable[Article]) -> Iterator[Reading]:
    """The names that jieba.posseg tags, each surface an entity; nothing else."""
    for article in articles:
        position, spans = 0, []
        for word, tag in jieba.posseg.cut(article.text):
            spans.append((position, position + len(word), tag))
            position += len(word)
        yield _reading(article, "jieba.posseg", spans)


def _reading(article: Article, name: str, spans: Iterable[tuple[int, int, str]]) -> Reading:
    ids: dict[tuple[EntityType, str], str] = {}
    mentions = []
    for start, end, tag in spans:
        surface = article.text[start:end]
        if tag in _TYPES and len(surface.strip()) > 1:
            kind = _TYPES[tag]
            entity = ids.setdefault((kind, surface), f"e{len(ids) + 1}")
            mentions.append(Mention(start, end, surface, kind, entity, 1.0))
    entities = tuple(Entity(entity, kind, surface) for (kind, surface), entity in ids.items())
    return Reading(article, name, mentions=tuple(mentions), entities=entities)


BASELINES: dict[str, Callable[[Iterable[Article]], Iterator[Reading]]] = {
    "lac": lambda articles: tagger_alone(articles, Lac(published(), path=True)),
    "tagger": lambda articles: tagger_alone(articles, Lac.load()),
    "jieba": jieba_alone,
}
