"""`/sparql/terms.json`: the vocabulary as the query editor completes it, by Chinese and English words and by pinyin."""

from functools import cache

from flask import Blueprint, Response, json

from extract.triggers import TRIGGERS
from graph.words import pinyin
from ontology.iris import PREFIXES
from ontology.predicates import PREDICATES
from ontology.vocabulary import Term, vocabulary

DAY = 86_400  # seconds for which a browser may keep it


def blueprint() -> Blueprint:
    """The vocabulary for the editor; the same for every graph."""
    pages = Blueprint("completion", __name__)

    @pages.get("/sparql/terms.json")
    def terms() -> Response:
        return Response(_terms(), mimetype="application/json", headers={"Cache-Control": f"max-age={DAY}"})

    return pages


@cache
def _terms() -> str:
    """Prefixes, and of each term its name, kind, labels, explanation, the words that articles use for it, and how those
    and the label sound."""
    words = {PREDICATES[name].iri: told.split("|") for name, told in TRIGGERS.items()}
    rows = [_row(term, words.get(term.iri, [])) for term in vocabulary().terms]
    return json.dumps({"prefixes": PREFIXES, "terms": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(term: Term, words: list[str]) -> dict[str, object]:
    plain = [word for word in words if len(word) > 1 and all("\u4e00" <= letter <= "\u9fff" for letter in word)]
    sounds = dict.fromkeys(sound for name in (term.label.zh, *plain) for sound in pinyin(name) if sound)
    return {
        "name": term.name,
        "kind": "class" if term.kind == "class" else "property",
        "zh": term.label.zh,
        "en": term.label.en,
        "prose": term.prose.zh,
        "words": plain,
        "sounds": list(sounds),
    }
