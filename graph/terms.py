"""The terms of the vocabulary as nodes, each made once."""

from pyoxigraph import NamedNode

from ontology.iris import DCTERMS, OA, OWL, PROV, RDF, RDFS, RQ, SCHEMA, SKOS, XSD
from ontology.predicates import CLASSES, PREDICATES

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
SAME_AS = NamedNode(OWL + "sameAs")

NEWS_ARTICLE = NamedNode(SCHEMA + "NewsArticle")
HEADLINE = NamedNode(SCHEMA + "headline")
DATE_PUBLISHED = NamedNode(SCHEMA + "datePublished")
PUBLISHER = NamedNode(SCHEMA + "publisher")
URL = NamedNode(SCHEMA + "url")
MENTIONS = NamedNode(SCHEMA + "mentions")
IDENTIFIER = NamedNode(DCTERMS + "identifier")
LENGTH = NamedNode(RQ + "length")
INGESTED = NamedNode(RQ + "ingested")
COPY_OF = NamedNode(RQ + "copyOf")

ACTIVITY = NamedNode(PROV + "Activity")
FINGERPRINT = NamedNode(RQ + "fingerprint")
STARTED = NamedNode(PROV + "startedAtTime")
USED = NamedNode(PROV + "used")
GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")

CLAIM = NamedNode(RQ + "Claim")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
EVIDENCE = NamedNode(RQ + "evidence")
ARTICLE = NamedNode(RQ + "article")
AMOUNT = NamedNode(RQ + "amount")
CURRENCY = NamedNode(RQ + "currency")
CONFIDENCE = NamedNode(RQ + "confidence")
CONFIRMED_BY = NamedNode(RQ + "confirmedBy")
NOTE = NamedNode(RQ + "note")

CONFLICT = NamedNode(RQ + "Conflict")
CONFLICTS_WITH = NamedNode(RQ + "conflictsWith")
INVOLVES = NamedNode(RQ + "claim")
ABOUT = NamedNode(SCHEMA + "about")

SENTENCE = NamedNode(RQ + "Sentence")
MENTION = NamedNode(RQ + "Mention")
DATE_MENTION = NamedNode(RQ + "DateMention")
QUOTATION = NamedNode(SCHEMA + "Quotation")
QUOTE = NamedNode(RQ + "quote")
TEXT = NamedNode(SCHEMA + "text")
START = NamedNode(RQ + "start")
END = NamedNode(RQ + "end")
WHEN = NamedNode(RQ + "when")
EARLIEST = NamedNode(RQ + "earliest")
LATEST = NamedNode(RQ + "latest")
RECKONED_FROM = NamedNode(RQ + "reckonedFrom")
RULE = NamedNode(RQ + "rule")
BODY = NamedNode(OA + "hasBody")
TARGET = NamedNode(OA + "hasTarget")
PART_OF = NamedNode(SCHEMA + "isPartOf")
SPOKEN_BY = NamedNode(SCHEMA + "spokenByCharacter")

XSD_DATE = NamedNode(XSD + "date")
XSD_DATE_TIME = NamedNode(XSD + "dateTime")
XSD_DECIMAL = NamedNode(XSD + "decimal")
XSD_URI = NamedNode(XSD + "anyURI")

ENTITY_CLASS = {name: NamedNode(known.iri) for name, known in CLASSES.items()}
RELATION = {name: NamedNode(known.iri) for name, known in PREDICATES.items()}
