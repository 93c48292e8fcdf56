"""The names that a spaCy pipeline of the user's choice finds: one more source of candidates, weighed like the others."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from spacy.language import Language

from extract.candidates import Candidate
from ontology.predicates import EntityType

SOURCE = "spacy"
# OntoNotes' labels and those of smaller schemes. The confidences are set beside those of the tagger's own entities
# (extract/candidates.py), lower for the types of which such models find less; they are not calibrated.
_LABELS: Mapping[str, tuple[EntityType, float]] = {
    "PERSON": ("PER", 0.75),
    "PER": ("PER", 0.75),
    "ORG": ("ORG", 0.75),
    "GPE": ("LOC", 0.75),
    "LOC": ("LOC", 0.7),
    "FAC": ("LOC", 0.65),
    "WORK_OF_ART": ("WORK", 0.65),
    "WORK": ("WORK", 0.65),
    "LAW": ("WORK", 0.65),
    "PRODUCT": ("PRODUCT", 0.65),
    "EVENT": ("EVENT", 0.65),
}
_NO_FACTORY = re.compile(r"\[E002\].*?factory for '([^']+)'")
_FACTORIES = {
    "transformer": "`pip install spacy-transformers`",
    "curated_transformer": "`pip install spacy-curated-transformers`",
}


class PipelineError(Exception):
    """A spaCy pipeline that cannot be had or finds no names; says what to do."""


class FurtherNames:
    """A loaded pipeline; `fingerprint` names its files."""

    def __init__(self, nlp: Language, fingerprint: str) -> None:
        self._nlp = nlp
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, pipeline: str) -> "FurtherNames":
        """The installed pipeline or the folder of that name. Raises PipelineError."""
        import spacy

        try:
            nlp = spacy.load(pipeline)
        except Exception as error:  # whatever a pipeline's own code raises
            raise PipelineError(f"spaCy pipeline {pipeline}: {_help(pipeline, error)}") from error
        if not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
            raise PipelineError(f"spaCy pipeline {pipeline}: it has no component that finds names (ner, entity_ruler)")
        nlp.max_length = 1 << 30  # paragraphs are asked for one by one
        return cls(nlp, _fingerprint(nlp.path))

    def find(self, texts: Iterable[str]) -> Iterator[tuple[Candidate, ...]]:
        """The candidates of each text. It is read line by line: a paragraph is what such models are trained on."""
        texts = list(texts)
        found: list[list[Candidate]] = [[] for _ in texts]
        pieces = [(i, start, text[start:end]) for i, text in enumerate(texts) for start, end in _lines(text)]
        docs = self._nlp.pipe(piece for _, _, piece in pieces)
        for (number, start, piece), doc in zip(pieces, docs, strict=True):
            for entity in doc.ents if doc.text == piece else ():  # a tokenizer of its own may have lost characters
                if entity.label_ in _LABELS:
                    kind, confidence = _LABELS[entity.label_]
                    span = start + entity.start_char, start + entity.end_char
                    found[number].append(Candidate(*span, kind, confidence, SOURCE))
        return map(tuple, found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of `text` that hold anything start and end."""
    breaks = [-1, *(i for i, char in enumerate(text) if char == "\n"), len(text)]
    for before, end in pairwise(breaks):
        if text[before + 1 : end].strip():
            yield before + 1, end


def _help(pipeline: str, error: Exception) -> str:
    """What is wrong, in one line, and what mends it."""
    first = next(iter(str(error).strip().splitlines()), repr(error))
    if isinstance(error, OSError) and not Path(pipeline).exists():
        if "/" in pipeline:
            return "there is no such folder"
        return f"not installed; `python -m spacy download {pipeline}` installs it"
    if component := _NO_FACTORY.match(first):
        package = _FACTORIES.get(component[1], "a package that is not installed")
        return f"its component {component[1]!r} comes with {package}"
    if isinstance(error, ImportError):
        return f"it needs a package that is not installed: {first}"
    return f"cannot be loaded: {first}"


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(str(file.relative_to(folder)).encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()[:16]
