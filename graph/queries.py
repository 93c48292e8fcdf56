"""The project's own SPARQL about one entity, as constants; `?entity`, `?article`, `?sentence` are bound when asked.

Every pattern names its graph, so that a triple which several articles state is met once an article, and what users add is
left out: `?users` is what the IRIs of their graphs begin with. A variable that is to be bound has to be projected.
"""

from ontology.iris import PREFIXES

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

NAMES = f"""{_PROLOGUE}
SELECT ?entity ?users ?property ?name (COUNT(*) AS ?times) WHERE {{
  VALUES ?property {{ rdf:type rdfs:label skos:altLabel rq:note owl:sameAs }}
  GRAPH ?article {{ ?entity ?property ?name }}
  FILTER(!STRSTARTS(STR(?article), ?users))
}} GROUP BY ?entity ?users ?property ?name"""

NAMES_BY_ARTICLE = f"""{_PROLOGUE}
SELECT ?entity ?users ?article ?property ?name (COUNT(*) AS ?times) WHERE {{
  VALUES ?property {{ rdf:type rdfs:label skos:altLabel }}
  GRAPH ?article {{ ?entity ?property ?name }}
  FILTER(!STRSTARTS(STR(?article), ?users))
}} GROUP BY ?entity ?users ?article ?property ?name"""

ARTICLES = f"""{_PROLOGUE}
SELECT ?entity ?article ?title ?published ?source ?original WHERE {{ GRAPH ?article {{
  ?article schema:mentions ?entity
  OPTIONAL {{ ?article schema:headline ?title }}
  OPTIONAL {{ ?article schema:datePublished ?published }}
  OPTIONAL {{ ?article schema:publisher ?source }}
  OPTIONAL {{ ?article rq:copyOf ?original }}
}} }}"""

MENTIONS = f"""{_PROLOGUE}
SELECT ?entity ?article (COUNT(?mention) AS ?times) WHERE {{
  GRAPH ?article {{ ?mention oa:hasBody ?entity }}
}} GROUP BY ?entity ?article"""

_CLAIM = """
  ?claim rdf:predicate ?predicate ; rq:confidence ?confidence ; rq:quote ?text ; rq:start ?start ; rq:end ?end
  OPTIONAL { ?claim rq:evidence ?sentence }
  OPTIONAL { ?claim rq:when ?when }
  OPTIONAL { ?claim rq:amount ?amount }
  OPTIONAL { ?claim rq:currency ?currency }
  OPTIONAL { ?value rdfs:label ?label }
  OPTIONAL { ?value rdf:type ?type }
} }"""

_COLUMNS = (
    "?claim ?article ?predicate ?value ?label ?type ?when ?amount ?currency ?confidence ?sentence ?start ?end ?text"
)

OUTGOING = f"""{_PROLOGUE}
SELECT ?entity {_COLUMNS} WHERE {{ GRAPH ?article {{
  ?claim rdf:subject ?entity ; rdf:object ?value .{_CLAIM}"""

INCOMING = f"""{_PROLOGUE}
SELECT ?entity {_COLUMNS} WHERE {{ GRAPH ?article {{
  ?claim rdf:object ?entity ; rdf:subject ?value .{_CLAIM}"""

# Values of one property of the entity that contradict each other.
CONTRARY = f"""{_PROLOGUE}
SELECT DISTINCT ?entity ?users ?predicate ?value ?other WHERE {{
  GRAPH ?conflict {{ ?conflict schema:about ?entity ; rq:claim ?claim . ?claim rq:conflictsWith ?against }}
  FILTER(!STRSTARTS(STR(?conflict), ?users))
  ?claim rdf:predicate ?predicate ; rdf:object ?value . ?against rdf:object ?other
}}"""

QUOTES = f"""{_PROLOGUE}
SELECT ?entity ?article ?start ?end ?text WHERE {{ GRAPH ?article {{
  ?quote schema:spokenByCharacter ?entity ; schema:text ?text ; rq:start ?start ; rq:end ?end
}} }}"""

# The sentences of one article that name the entity.
NAMING = f"""{_PROLOGUE}
SELECT DISTINCT ?entity ?article ?sentence ?start WHERE {{ GRAPH ?article {{
  ?mention oa:hasBody ?entity ; oa:hasTarget ?sentence . ?sentence rq:start ?start
}} }} ORDER BY ?start"""

# One sentence and the entities that it names, one a row.
MARKS = f"""{_PROLOGUE}
SELECT ?article ?sentence ?start ?end ?text ?named ?type ?from ?to WHERE {{ GRAPH ?article {{
  ?sentence rq:start ?start ; rq:end ?end ; schema:text ?text
  OPTIONAL {{
    ?mention oa:hasTarget ?sentence ; oa:hasBody ?named ; rq:start ?from ; rq:end ?to .
    ?named rdf:type ?type
  }}
}} }}"""

# People named in a sentence beside the entity, copies left out; of an entity that is named without end, in some of them.
BESIDE = f"""{_PROLOGUE}
SELECT ?entity ?users ?person ?name (COUNT(DISTINCT ?sentence) AS ?times) WHERE {{
  {{ SELECT ?entity ?article ?sentence WHERE {{
    GRAPH ?article {{ ?mine oa:hasBody ?entity ; oa:hasTarget ?sentence }}
    FILTER NOT EXISTS {{ GRAPH ?article {{ ?article rq:copyOf ?original }} }}
  }} LIMIT 2000 }}
  GRAPH ?article {{ ?theirs oa:hasTarget ?sentence ; oa:hasBody ?person . ?person a schema:Person ; rdfs:label ?name }}
  FILTER(?person != ?entity && !STRSTARTS(STR(?article), ?users))
}} GROUP BY ?entity ?users ?person ?name"""

# People in facts with the entity, whichever side it is.
PEOPLE = f"""{_PROLOGUE}
SELECT ?entity ?users ?predicate ?person ?name (COUNT(DISTINCT ?article) AS ?times) WHERE {{
  GRAPH ?article {{
    {{ ?claim rdf:subject ?entity ; rdf:object ?person }} UNION {{ ?claim rdf:object ?entity ; rdf:subject ?person }}
    ?claim rdf:predicate ?predicate .
    ?person a schema:Person ; rdfs:label ?name
  }}
  FILTER(!STRSTARTS(STR(?article), ?users))
}} GROUP BY ?entity ?users ?predicate ?person ?name LIMIT 2000"""
