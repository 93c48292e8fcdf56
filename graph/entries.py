"""What the index keeps of an article, whatever home it has: its sentences, and the facts that they state.

Those of its headline are of the sort `headline`, one in which somebody is quoted of the sort `quote`. A fact points to its sentence and does not repeat it.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from extract.reading import Fact, Quote, Reading
from graph.context import Context, contexts, of_fact
from graph.search_tree import PassageSort
from graph.words import fold, grams, words
from ontology.predicates import PREDICATES

NOTHING = Context()
SAMPLES = 32  # parts into which entries fall by chance, so that one of them can be counted for all


@dataclass(frozen=True, slots=True)
class Entry:
    """A headline, sentence or fact: `words` and `grams` to find it by, parted by spaces; `organisations` and `others` are
    the local names of what it speaks of; `told` are the terms of its context; `shown` is what is shown of it, without what all of the article share."""

    sort: PassageSort
    words: str
    grams: str
    organisations: tuple[str, ...]
    others: tuple[str, ...]
    told: tuple[str, ...]
    sample: int
    shown: dict[str, Any]


def entries(
    reading: Reading,
    names: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    rejected: Collection[int] = (),
) -> Iterator[Entry]:
    """All of an article; `names` and `labels` give the local name and the label of entity ids. Facts of things without a
    name are left out, and those that people have rejected."""
    names, labels = names or {}, labels or {}
    article, kinds = reading.article, {entity.id: entity.type for entity in reading.entities}
    key, text = crc32(article.id.encode("utf-8", "surrogatepass")), fold(article.text)

    around = contexts(reading, names, rejected)

    def made(
        sort: PassageSort,
        shown: dict[str, Any],
        written: str,
        further: Iterable[str],
        of: Iterable[str],
        context: Context = NOTHING,
    ) -> Entry:
        nonlocal key
        key = (key * 1664525 + 1013904223) % 2**32
        about = dict.fromkeys((kinds[entity] == "ORG", names[entity]) for entity in of if entity in names)
        return Entry(
            sort,
            " ".join((*words(written), *further)),
            " ".join(grams(written)),
            tuple(name for organisation, name in about if organisation),
            tuple(name for organisation, name in about if not organisation),
            tuple(sorted(context.terms)),
            (key >> 16) % SAMPLES,
            shown | ({"ties": context.ties} if context.ties else {}),
        )

    mentions = sorted(reading.mentions, key=lambda one: one.start)
    starts = [one.start for one in mentions]
    quotes, reached = sorted(reading.quotes, key=lambda one: one.start), 0
    going: list[Quote] = []  # quotations that the last sentence had some of
    headed = len(article.title) if article.title and article.text.startswith(article.title) else 0
    if article.title and not headed:
        yield made("headline", {}, fold(article.title), (), ())
    for position, sentence in enumerate(reading.sentences):
        start, end = sentence.start, sentence.end
        said = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        shown = {"start": start, "end": end, "text": article.text[start:end], "position": position}
        named = [fold(one.text) for one in said]  # a name is a word, whatever jieba takes it for
        while reached < len(quotes) and quotes[reached].start < end:
            going.append(quotes[reached])
            reached += 1
        going = [one for one in going if one.end > start]
        spoken = max(going, key=lambda one: (min(one.end, end) - max(one.start, start), one.start), default=None)
        about = [one.entity for one in said]
        speaker = spoken.speaker if spoken else None
        if speaker and speaker in names:
            label = labels.get(speaker, names[speaker])
            about.append(speaker)
            named.append(fold(label))
            shown |= {"speaker": names[speaker], "said_by": label}
        sort: PassageSort = "headline" if end <= headed else "quote" if spoken else "sentence"
        yield made(sort, shown, text[start:end], named, about, around[position])
    for number, fact in enumerate(reading.facts):
        if number not in rejected and (told := _told(fact, names, labels)):
            form, written = told
            shown = {"start": fact.start, "end": fact.end, "fact": form}
            of = [fact.subject, *([] if fact.literal else [fact.object])]
            yield made("fact", shown, written, (), of, of_fact(fact, names))


def fact_text(form: Mapping[str, Any]) -> str:
    """A fact in one line, as its marks count."""
    known = PREDICATES.get(form["predicate"])
    return f"{form['of']} · {known.zh if known else form['predicate']}：{form['value']}"


def _told(fact: Fact, names: Mapping[str, str], labels: Mapping[str, str]) -> tuple[dict[str, Any], str] | None:
    """What is shown of a fact, and the folded text that it is found by: both names, the relation from both sides, the year."""
    known = PREDICATES.get(fact.predicate)
    if known is None or fact.subject not in names or not (fact.literal or fact.object in names):
        return None
    value = fact.object if fact.literal else labels.get(fact.object, names[fact.object])
    form = {
        "subject": names[fact.subject],
        "of": labels.get(fact.subject, names[fact.subject]),
        "predicate": fact.predicate,
        "value": value,
    }
    if not fact.literal:
        form["object"] = names[fact.object]
    form |= {name: told for name in ("when", "amount", "currency") if (told := getattr(fact, name)) is not None}
    years = [
        f"{text[:4]}年" for text in (fact.when or "", value if known.literal == "edtf" else "") if text[:4].isdigit()
    ]
    return form, fold(" ".join((fact_text(form), known.inverse_zh, *years)))
