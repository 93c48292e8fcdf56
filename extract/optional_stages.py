"""The stages that a configuration adds: names of another spaCy pipeline, and questions to a chat endpoint."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.chat import Asker
from extract.configuration import NOTHING, Chat, Configuration
from extract.draft import draft_of
from extract.further_names import FurtherNames

NAMES, QUESTIONS = "rongqiao_further_names", "rongqiao_questions"


class _Names:
    """Adds the pipeline's names to the candidates, many articles at once."""

    def __init__(self, pipeline: str) -> None:
        self.names = FurtherNames.load(pipeline)

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, found in zip(batch, self.names.find(draft_of(doc).plain for doc in batch), strict=True):
                draft_of(doc).proposed = found
            yield from batch


class _Questions:
    """Asks about each article once the rules have read all of a batch: an article that breaks a stage before this one
    costs nothing, though its batch is read again."""

    def __init__(self, chat: Chat) -> None:
        self.asker = Asker(chat)

    def __call__(self, doc: Doc) -> Doc:
        self.asker.ask(draft_of(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from map(self, batch)


@Language.factory(NAMES)
def _names(nlp: Language, name: str, pipeline: str) -> _Names:
    return _Names(pipeline)


@Language.factory(QUESTIONS)
def _questions(nlp: Language, name: str, settings: dict[str, Any]) -> _Questions:
    return _Questions(Chat(**settings))


def add(nlp: Language, configuration: Configuration, *, asking: bool) -> tuple[Asker | None, str]:
    """Adds what is configured; the asker, if there is one, and what the fingerprint is to cover of it. Raises
    PipelineError, ConfigurationError."""
    if configuration == NOTHING:
        return None, ""
    identity = configuration.identity
    if configuration.spacy:
        names: Any = nlp.add_pipe(NAMES, before="rongqiao_mentions", config={"pipeline": configuration.spacy})
        identity += names.names.fingerprint
    if not configuration.chat or not asking:
        return None, identity
    questions: Any = nlp.add_pipe(QUESTIONS, config={"settings": asdict(configuration.chat)})
    return questions.asker, identity
