"""The order of stages, and the extractor that runs them: articles in, readings out.

A stage is a spaCy component (Doc → Doc) that adds one layer to the document's draft. Each works through the one
function of its module; to add a stage, write the module, wrap it here and name it in STAGES. Those that a configuration
adds are in extract/optional_stages.py.
"""

import gc
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain, islice

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.article import Article
from extract import optional_stages
from extract.aliases import resolve
from extract.chat import Asker, Estimate, estimate
from extract.configuration import NOTHING, Chat, Configuration
from extract.dates import read_dates
from extract.draft import Draft, draft_of
from extract.facts import find_facts
from extract.furniture import furniture
from extract.houses import with_houses
from extract.lac import Lac, Words
from extract.lexicon import Lexicon
from extract.marks import marked_spans
from extract.mentions import decide
from extract.platforms import with_roles
from extract.proposals import Proposals
from extract.quotes import find_quotes
from extract.reading import Reading
from extract.script import simplify
from extract.sentence_patterns import sentence_patterns
from extract.sentences import split_sentences
from extract.titles import cut_titles
from extract.tokenizer import Tokenizer, is_place_word, is_word, recut

_WORDS = "rongqiao_words"
STAGES = (
    "rongqiao_sentences",
    "rongqiao_tags",
    "rongqiao_dates",
    "rongqiao_mentions",
    _WORDS,
    "rongqiao_quotes",
    "rongqiao_facts",
)


_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def _tagger() -> Lac:
    return Lac.load()


@cache
def _proposals(lexicon: Lexicon) -> Proposals:
    return Proposals(lexicon, is_word, is_place_word)


@Language.component("rongqiao_sentences")
def _sentences(doc: Doc) -> Doc:
    draft = draft_of(doc)
    draft.plain = simplify(draft.article.text)
    draft.sentences = split_sentences(draft.plain)
    draft.marks = marked_spans(draft.plain)
    draft.furniture = furniture(draft.plain)
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
        sentences = [d.plain[s.start : s.end] for d in drafts for s in d.sentences]
        tagged = iter(_tagger().tag(sentences, [s.start for d in drafts for s in d.sentences]))
        for draft in drafts:
            titles = draft.lexicon.titles
            text = draft.plain
            words = [cut_titles(next(tagged), text, titles, is_word) for _ in draft.sentences]
            draft.flat = Words(chain.from_iterable(words), text)
            draft.words = list(draft.flat.parts(map(len, words)))
        return docs


@Language.factory("rongqiao_tags")
def _tags(nlp: Language, name: str) -> _Tags:
    return _Tags()


@Language.component("rongqiao_dates")
def _dates(doc: Doc) -> Doc:
    draft = draft_of(doc)
    hints = [(w.start, w.end) for w in draft.flat if w.tag == "TIME"]
    draft.dates = tuple(
        replace(d, text=draft.article.text[d.start : d.end])
        for d in read_dates(draft.plain, published=draft.article.published, hints=hints)
        if not any(start <= d.start < end for start, end in draft.furniture)
    )
    return doc


@Language.component("rongqiao_mentions")
def _mentions(doc: Doc) -> Doc:
    draft = draft_of(doc)
    lexicon = draft.lexicon
    text = draft.plain
    flat = draft.flat
    candidates = [*_proposals(lexicon).find(draft.words, flat, text, draft.marks), *draft.proposed]
    dated = {position for d in draft.dates for position in range(d.start, d.end)}
    named = [
        m
        for m in decide(candidates, flat, text, surnames=lexicon.surnames, places=lexicon.places(), is_word=is_word)
        if m.start not in dated and not any(start <= m.start < end for start, end in draft.furniture)
    ]
    draft.mentions, draft.entities = resolve(
        with_houses(with_roles(named, text), text), text, draft.article.text, lexicon
    )
    return doc


class _Words:
    """jieba's words, cut at the borders of names: a new document with the names as its entities. It is for those who go
    on with spaCy; a reading needs no tokens, and to make none spares a tenth of the time beside the tagger."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        draft = draft_of(doc)
        cut = self._nlp.make_doc(draft.article.text)
        cut.user_data |= doc.user_data
        return recut(cut, [(m.start, m.end, m.type) for m in draft.mentions])


@Language.factory(_WORDS)
def _words(nlp: Language, name: str) -> _Words:
    return _Words(nlp)


@Language.component("rongqiao_quotes")
def _quotes(doc: Doc) -> Doc:
    draft, lexicon = draft_of(doc), draft_of(doc).lexicon
    draft.quotes = find_quotes(
        draft.plain,
        draft.marks,
        draft.article.text,
        sentences=draft.sentences,
        words=draft.flat,
        mentions=draft.mentions,
        entities=draft.entities,
        titles=lexicon.titles,
        surnames=lexicon.surnames,
        title=draft.article.title,
    )
    return doc


@Language.component("rongqiao_facts")
def _facts(doc: Doc) -> Doc:
    draft = draft_of(doc)
    lexicon = draft.lexicon
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
    """Reads articles. `fingerprint` names the code, the lexicon, the models and the configuration: the same one reads the
    same way. A reading about which not every question could be asked has another one. `asker` is who asks, if any."""

    def __init__(self, nlp: Language, fingerprint: str, lexicon: Lexicon, asker: Asker | None = None) -> None:
        self.nlp = nlp
        self.fingerprint = fingerprint
        self.asker = asker
        self._lexicon = lexicon

    def read(self, article: Article) -> Reading:
        """The reading of one article."""
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings of `articles`, in order; the stream is taken a batch at a time."""
        for doc in self.nlp.pipe((self.document(article) for article in articles), disable=[_WORDS]):
            draft = draft_of(doc)
            yield Reading(
                article=draft.article,
                fingerprint=self.fingerprint if draft.complete else _digest(f"incomplete {self.fingerprint}".encode()),
                sentences=draft.sentences,
                mentions=draft.mentions,
                dates=draft.dates,
                entities=draft.entities,
                facts=draft.facts,
                quotes=draft.quotes,
            )

    def estimates(self, articles: Iterable[Article], chat: Chat) -> Iterator[Estimate]:
        """What asking about each of `articles` would take; nobody is asked."""
        docs = (self.document(article) for article in articles)
        for doc in self.nlp.pipe(docs, disable=[_WORDS, optional_stages.QUESTIONS]):
            yield estimate(draft_of(doc), chat)

    def document(self, article: Article) -> Doc:
        """The unread document of `article`, for `nlp`, which gives it its tokens.

        Half of a surrogate pair is no character: it is read, and kept, as U+FFFD, so that offsets stay as they are.
        """
        if _SURROGATE.search(article.text) or _SURROGATE.search(article.title):
            title, text = (_SURROGATE.sub("\ufffd", part) for part in (article.title, article.text))
            article = replace(article, title=title, text=text)
        return Doc(self.nlp.vocab, user_data={"draft": Draft(article, self._lexicon)})


def load(configuration: Configuration = NOTHING, *, asking: bool = True) -> Extractor:
    """The extractor, its models and lexicon loaded. With `asking=False` nobody is asked, and no key is needed.
    Raises LexiconError, PipelineError and ConfigurationError where what is configured cannot be had."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.max_length = 1 << 30  # spaCy's limit guards components that this pipeline has not
    for stage in STAGES:
        nlp.add_pipe(stage)
    lexicon = Lexicon.load(configuration.lexicon) if configuration.lexicon else Lexicon.own()
    asker, identity = optional_stages.add(nlp, configuration, asking=asking)
    fingerprint = _fingerprint(lexicon, identity)
    gc.freeze()  # what is loaded stays; to go through it in every full collection would take a fiftieth of the time
    return Extractor(nlp, fingerprint, lexicon, asker)


def _fingerprint(lexicon: Lexicon, configured: str) -> str:
    """Over everything that a reading depends on; `configured` names what a configuration adds besides names."""
    content = [
        file.read_bytes()
        for room in ("extract", "ontology")
        for file in sorted(files(room).iterdir(), key=lambda f: f.name)
        if file.name.endswith(".py")
    ]
    return _digest(*content, *(part.encode() for part in (lexicon.fingerprint, _tagger().fingerprint, configured)))


def _digest(*parts: bytes) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]
