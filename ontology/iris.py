"""Namespaces, and how IRIs are made of labels and identifiers. Plain strings; knows no RDF library.

Two kinds of name stand at the end of an IRI:

- An entity's **local name** is made of a label once and then kept. It is readable and contains no `%`, so the path
  that a web server decodes *is* the local name. Labels that differ only in what `local_name` evens out (Unicode
  composition, `_` and kind and amount of white space, full or half width of the characters in `_WIDE`) are one name.
- An article's or a run's **identifier** is anything; it is percent-encoded where RFC 3987 asks for it, and two
  identifiers never share an IRI.
"""

import re
from hashlib import sha256
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote, unquote

RQ = "https://w3id.org/rongqiao/ontology#"
SCHEMA = "https://schema.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
TIME = "http://www.w3.org/2006/time#"
ORG = "http://www.w3.org/ns/org#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"

PREFIXES = {
    "rq": RQ,
    "schema": SCHEMA,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "time": TIME,
    "org": ORG,
    "dcterms": DCTERMS,
}

DEFAULT_BASE = "https://w3id.org/rongqiao/"
WIKIDATA = "http://www.wikidata.org/entity/"

# What an article is cut into: claims, dates, mentions, quotations, sentences.
Part = Literal["c", "d", "m", "q", "s"]

LONGEST_GRAPH = 500  # code points of the name of a user's graph
LONGEST = 100  # code points of a local name: 300 bytes of UTF-8, 900 in a percent-encoded URL

# ipchar of RFC 3987 without "%", less the bidirectional and invisible marks that its section 4.1 and good sense forbid.
_UNICODE = (
    "\u00a0-\u00ac\u00ae-\u061b\u061d-\u200a\u2010-\u2029\u202f-\u205f\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
    "\uff00-\uffef"
    + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_ILLEGAL = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@" + _UNICODE + "]")

# What is read as the same letter in either width takes the width that an IRI may hold.
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in '"#%/<>?[\\]^`{|}'}
_ESCAPE = re.compile("(~[0-9A-F]{1,6}~|~[0-9a-f]{16}~$)|~")


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that a query need not declare."""
    return PREFIXES | {"entity": f"{base}entity/", "article": f"{base}article/"}


def local_name(label: str) -> str:
    """The readable last segment of an entity's IRI: legal as it is in an IRI and unchanged by a URL's decoding.

    NFC; white space becomes one `_`, none at the ends; `~` and the ASCII characters that IRIs forbid become
    full-width; others become `~HEX~`; what is longer than `LONGEST` is cut and ends in a digest of the whole.
    Never empty. A local name is its own local name.
    """
    text = "_".join(normalize("NFC", label).split()).translate(_WIDE)
    text = _ESCAPE.sub(lambda match: match[1] or "～", text)
    name = _ILLEGAL.sub(lambda match: f"~{ord(match[0]):X}~", text) or "_"
    if len(name) > LONGEST:
        digest = sha256(name.encode()).hexdigest()[:16]
        name = f"{_ESCAPE.sub('', name)[: LONGEST - len(digest) - 2]}~{digest}~"
    # A path of dots would be resolved away by browsers and by parsers of relative IRIs.
    return name.replace(".", "．") if name in {".", ".."} else name


def entity_iri(base: str, local: str) -> str:
    """The IRI of an entity; `local` comes from `local_name`, with or without a homonym's suffix."""
    return f"{base}entity/{local}"


def entity_local(base: str, iri: str) -> str | None:
    """The local name in an entity's IRI, None where the IRI is no entity's."""
    prefix = f"{base}entity/"
    return iri[len(prefix) :] if iri.startswith(prefix) else None


def article_iri(base: str, article_id: str) -> str:
    """The IRI of an article and of its named graph."""
    return f"{base}article/{_escape(article_id)}"


def article_id(base: str, iri: str) -> str | None:
    """The identifier in the IRI of an article or of a part of one, None where the IRI is neither."""
    prefix = f"{base}article/"
    return unquote(iri[len(prefix) :].partition("#")[0]) if iri.startswith(prefix) else None


def part_iri(article: str, part: Part, position: int) -> str:
    """The IRI of a part of the article with IRI `article`: `#s0` is the first of the reading's sentences."""
    return f"{article}#{part}{position}"


def run_iri(base: str, run: str) -> str:
    """The IRI of a run of the extractor; `run` is its id, which is its fingerprint where nothing else is known of it."""
    return f"{base}run/{_escape(run)}"


def conflict_iri(base: str, subject: str, predicate: str) -> str:
    """The IRI of what contradicts itself about one property of one thing, and of its named graph."""
    return f"{base}conflict/{sha256(f'{subject} {predicate}'.encode()).hexdigest()[:24]}"


def link_iri(base: str, local: str) -> str:
    """The IRI of the named graph that holds what the thing with this local name is elsewhere."""
    return f"{base}link/{local}"


def graph_iri(base: str, name: str) -> str:
    """The IRI of a named graph that users write themselves; `name` is a path as a server decodes it, of anything."""
    return f"{base}graph/{'/'.join(map(_escape, name.split('/')))}"


def graph_name(base: str, iri: str) -> str | None:
    """What a user's own graph is called, None where the IRI can be none's: what has another spelling, or none of its own
    after a client has taken it for an address, names none."""
    prefix = f"{base}graph/"
    name = unquote(iri[len(prefix) :]) if iri.startswith(prefix) else ""
    sound = len(name) <= LONGEST_GRAPH and not {"", ".", ".."} & set(name.split("/"))
    return name if sound and graph_iri(base, name) == iri else None


def _escape(identifier: str) -> str:
    if identifier in {".", ".."}:
        return identifier.replace(".", "%2E")
    return _ILLEGAL.sub(lambda match: quote(match[0], safe=""), identifier)
