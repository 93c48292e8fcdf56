"""The order of stages, and the extractor that runs them: articles in, readings out.

A stage is a spaCy component (Doc → Doc) that adds one layer to the document's draft. Each works through the one
function of its module; to add a stage, write the module, wrap it here and name it in STAGES.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.article import Article
from extract.aliases import resolve
from extract.dates import read_dates
from extract.facts import find_facts
from extract.furniture import furniture
from extract.lac import Lac, Word
from extract.lexicon import Lexicon
from extract.marks import Marked, marked_spans
from extract.mentions import decide
from extract.platforms import by_use
from extract.proposals import Proposals
from extract.quotes import find_quotes
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading, Sentence
from extract.script import simplify
from extract.sentence_patterns import sentence_patterns
from extract.sentences import split_sentences
from extract.titles import cut_titles
from extract.tokenizer import Tokenizer, is_word

STAGES = (
    "rongqiao_sentences",
    "rongqiao_tags",
    "rongqiao_dates",
    "rongqiao_mentions",
    "rongqiao_words",
    "rongqiao_quotes",
    "rongqiao_facts",
)


@dataclass(slots=True)
class Draft:
    """What the stages have found so far. `plain` is the text in simplified script, character for character."""

    article: Article
    plain: str = ""
    sentences: tuple[Sentence, ...] = ()
    words: list[list[Word]] = field(default_factory=list)  # the tagger's, a list a sentence, offsets in the text
    marks: tuple[Marked, ...] = ()
    dates: tuple[Date, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    facts: tuple[Fact, ...] = ()


def draft_of(doc: Doc) -> Draft:
    """The draft that a document of this pipeline carries."""
    draft: Draft = doc.user_data["draft"]
    return draft


@cache
def _tagger() -> Lac:
    return Lac.load()


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


@cache
def _proposals() -> Proposals:
    return Proposals(_lexicon(), is_word)


@Language.component("rongqiao_sentences")
def _sentences(doc: Doc) -> Doc:
    draft = draft_of(doc)
    draft.plain = simplify(draft.article.text)
    draft.sentences = split_sentences(draft.plain)
    draft.marks = marked_spans(draft.plain)
    return doc


class _Tags:
    """The neural tagger, asked for the sentences of many articles at once: its matrix work wants large batches."""

    def __call__(self, doc: Doc) -> Doc:
        return self._tag([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._tag(batch)

    def _tag(self, docs: list[Doc]) -> list[Doc]:
        drafts = [draft_of(doc) for doc in docs]
        tagged = iter(_tagger().tag([d.plain[s.start : s.end] for d in drafts for s in d.sentences]))
        for draft in drafts:
            draft.words = [
                cut_titles(
                    [Word(w.start + s.start, w.end + s.start, w.tag, w.probability) for w in next(tagged)],
                    draft.plain,
                    _lexicon().titles,
                    is_word,
                )
                for s in draft.sentences
            ]
        return docs


@Language.factory("rongqiao_tags")
def _tags(nlp: Language, name: str) -> _Tags:
    return _Tags()


@Language.component("rongqiao_dates")
def _dates(doc: Doc) -> Doc:
    draft = draft_of(doc)
    hints = [(w.start, w.end) for words in draft.words for w in words if w.tag == "TIME"]
    silent = furniture(draft.plain)
    draft.dates = tuple(
        Date(d.start, d.end, draft.article.text[d.start : d.end], d.edtf)
        for d in read_dates(draft.plain, published=draft.article.published, hints=hints)
        if not any(start <= d.start < end for start, end in silent)
    )
    return doc


@Language.component("rongqiao_mentions")
def _mentions(doc: Doc) -> Doc:
    draft, lexicon = draft_of(doc), _lexicon()
    text = draft.plain
    flat = [word for words in draft.words for word in words]
    candidates = _proposals().find(draft.words, text, draft.marks)
    silent = furniture(text)
    dated = {position for d in draft.dates for position in range(d.start, d.end)}
    named = [
        m
        for m in by_use(
            decide(candidates, flat, text, surnames=lexicon.surnames, places=lexicon.places(), is_word=is_word), text
        )
        if m.start not in dated and not any(start <= m.start < end for start, end in silent)
    ]
    draft.mentions, draft.entities = resolve(named, text, draft.article.text, lexicon)
    return doc


@Language.component("rongqiao_words")
def _words(doc: Doc) -> Doc:
    """jieba's words, cut again at the borders of names: a new document with the names as its entities."""
    draft = draft_of(doc)
    borders = {b for m in draft.mentions for b in (m.start, m.end)}
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        cuts = [0, *(b - token.idx for b in range(token.idx + 1, token.idx + len(token)) if b in borders), len(token)]
        words += [token.text[a:b] for a, b in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    recut = Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data)
    spans = (recut.char_span(m.start, m.end, label=m.type) for m in draft.mentions)
    recut.set_ents([span for span in spans if span is not None])
    return recut


@Language.component("rongqiao_quotes")
def _quotes(doc: Doc) -> Doc:
    draft = draft_of(doc)
    draft.quotes = find_quotes(draft.plain, draft.marks, draft.mentions, draft.article.text)
    return doc


@Language.component("rongqiao_facts")
def _facts(doc: Doc) -> Doc:
    draft, lexicon = draft_of(doc), _lexicon()
    patterns = sentence_patterns(
        draft.plain,
        sentences=draft.sentences,
        words=draft.words,
        mentions=draft.mentions,
        dates=draft.dates,
        quotes=draft.quotes,
        titles=lexicon.titles,
        original=draft.article.text,
    )
    draft.facts = find_facts(
        patterns,
        mentions=draft.mentions,
        entities=draft.entities,
        titles=lexicon.titles,
        title=draft.article.title,
    )
    return doc


class Extractor:
    """Reads articles. `fingerprint` names the code, the lexicon and the model: the same one reads the same way."""

    def __init__(self, nlp: Language, fingerprint: str) -> None:
        self.nlp = nlp
        self.fingerprint = fingerprint

    def read(self, article: Article) -> Reading:
        """The reading of one article."""
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings of `articles`, in order; the stream is taken a batch at a time."""
        for doc in self.nlp.pipe(self.document(article) for article in articles):
            draft = draft_of(doc)
            yield Reading(
                article=draft.article,
                fingerprint=self.fingerprint,
                sentences=draft.sentences,
                mentions=draft.mentions,
                dates=draft.dates,
                entities=draft.entities,
                facts=draft.facts,
                quotes=draft.quotes,
            )

    def document(self, article: Article) -> Doc:
        """The unread document of `article`, for `nlp`."""
        doc = self.nlp.make_doc(article.text)
        doc.user_data["draft"] = Draft(article)
        return doc


def load() -> Extractor:
    """The extractor, its model and lexicon loaded."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.max_length = 1 << 30  # spaCy's limit guards components that this pipeline has not
    for stage in STAGES:
        nlp.add_pipe(stage)
    _tagger()
    return Extractor(nlp, _fingerprint())


def _fingerprint() -> str:
    """Sixteen hexadecimal digits over everything that a reading depends on."""
    digest = hashlib.sha256()
    for room in ("extract", "ontology"):
        for file in sorted(files(room).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    digest.update(_lexicon().fingerprint.encode())
    digest.update(_tagger().fingerprint.encode())
    return digest.hexdigest()[:16]
