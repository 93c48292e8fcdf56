"""Articles that say next to nothing, of which a test says what is in them."""

from datetime import date

from corpus.article import Article
from extract.reading import Entity, Reading, Sentence


def reading(number: int, text: str = "小满来了。", *entities: Entity, day: date | None = None) -> Reading:
    return Reading(Article(f"a{number}", "", text, day), "f1", (Sentence(0, len(text)),), entities=entities)
