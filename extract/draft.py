"""The draft of a reading that a document carries through the stages."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from corpus.article import Article
from extract.candidates import Candidate
from extract.lac import Words
from extract.lexicon import Lexicon
from extract.marks import Marked
from extract.reading import Date, Entity, Fact, Mention, Quote, Sentence


@dataclass(slots=True)
class Draft:
    """What the stages have found so far. `plain` is the text in simplified script, character for character."""

    article: Article
    lexicon: Lexicon
    plain: str = ""
    sentences: tuple[Sentence, ...] = ()
    words: list[Words] = field(default_factory=list)  # the tagger's, a list a sentence, offsets in the text
    flat: Words = field(default_factory=Words)  # all of them in one list
    marks: tuple[Marked, ...] = ()
    furniture: list[tuple[int, int]] = field(default_factory=list)  # lines of the page that are no article
    dates: tuple[Date, ...] = ()
    proposed: tuple[Candidate, ...] = ()  # names that an optional extractor has found
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    facts: tuple[Fact, ...] = ()
    complete: bool = True  # whether every question about it was asked


def draft_of(doc: Doc) -> Draft:
    """The draft that a document of the pipeline carries."""
    draft: Draft = doc.user_data["draft"]
    return draft
