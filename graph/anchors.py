"""What leads from a decision back to its things: a name, a type, and sentences in which the name stands.

The form of an anchor: {"label", "type", "names": keys of the thing's names, "witnesses": [{"article", "form", "sentence"}]}.
That of a thing still to come has no witnesses, and "" for its type where nobody told that.
A witness stands where the article still has the sentence, wherever in its text, and a mention of the form in it.
"""

from collections.abc import Collection, Iterator
from typing import Any

from extract.reading import Reading

WITNESSES = 5  # sentences that are quoted for a thing; a split quotes one of every article


def hits(reading: Reading, form: str, sentence: str) -> set[str]:
    """The ids of the entities that a mention of `form` names in the quoted sentence; none where the text lacks it."""
    found: set[str] = set()
    if not sentence:
        return found
    mentions = [mention for mention in reading.mentions if mention.text == form]
    start = reading.article.text.find(sentence) if mentions else -1
    while start >= 0:
        end = start + len(sentence)
        found |= {mention.entity for mention in mentions if start <= mention.start and mention.end <= end}
        start = reading.article.text.find(sentence, start + 1)
    return found


def witness(reading: Reading, entities: Collection[str], label: str, *, within: tuple[int, int] | None = None) -> Any:
    """A place of the article where one of `entities` is named, by its label if possible, within `text[start:end]` if
    there; where it is named nowhere, as in readings without mentions, only the article."""
    start, end = within or (0, 0)
    mentions = sorted(
        (mention for mention in reading.mentions if mention.entity in entities),
        key=lambda one: (not start <= one.start < end, one.text != label, one.start),
    )
    if not mentions:
        return {"article": reading.article.id, "form": label, "sentence": ""}
    first = mentions[0]
    return {"article": reading.article.id, "form": first.text, "sentence": sentence_at(reading, first.start, first.end)}


def sentence_at(reading: Reading, start: int, end: int) -> str:
    """The exact sentence that holds `text[start:end]`, that piece itself where none does."""
    for sentence in reading.sentences:
        if sentence.start <= start and end <= sentence.end:
            start, end = sentence.start, sentence.end
            break
    return reading.article.text[start:end]


def places(anchors: dict[str, Any]) -> Iterator[tuple[str, int, str, str, str]]:
    """Role, number, article, form and sentence of every witness of a decision."""
    for role, anchor in sorted(anchors.items()):
        for number, one in enumerate(anchor["witnesses"]):
            yield role, number, one["article"], one["form"], one["sentence"]
