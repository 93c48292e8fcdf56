"""Queries that would hurt a server which let them, by what is to become of each.

`LIMITED` go beyond what one query may take, `ANSWERED` look bad and are answered in a moment; of `EITHER` it depends on the
machine, and on how much there is in the graph. What is refused stands in a file of its own.
"""

_TWO = "?a ?b ?c . ?d ?e ?f"
_THREE = f"{_TWO} . ?g ?h ?i"
_FOUR = f"{_THREE} . ?j ?k ?l"
_COUNT = "SELECT (COUNT(*) AS ?n)"
_ANY = "!<a:a>"  # a path of any one step
_URL = "<http://127.0.0.1:9/>"
_LONG = "长" * 300_000


def _tower(levels: int, inner: str, outer: str = "{}") -> str:
    """A group in a group in a group: `#` is the number of the level, `@` where the next one stands."""
    found = outer
    for level in range(levels):
        found = inner.replace("#", str(level)).replace("@", found)
    return found


def _chain(steps: int, step: str) -> str:
    """`BIND` after `BIND`, each of the one before: `@` stands for it."""
    return " ".join(f"BIND({step.replace('@', f'?a{n}')} AS ?a{n + 1})" for n in range(steps))


def _values(name: str, many: int) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, range(many)))} }}"


_CROSSED = {
    "cross product": f"SELECT * {{ {_FOUR} }}",
    "cross product, counted": f"{_COUNT} {{ {_FOUR} }}",
    "cross product, distinct": f"SELECT DISTINCT ?a ?f ?i {{ {_FOUR} }}",
    "cross product, reduced": f"SELECT REDUCED ?a ?f ?i {{ {_FOUR} }}",
    "cross product, sorted": f"SELECT * {{ {_THREE} }} ORDER BY ?i ?f ?c",
    "cross product, sorted by hashes": f"SELECT ?a {{ {_THREE} }} ORDER BY SHA512(CONCAT(STR(?c), STR(?f), STR(?i))) LIMIT 1",
    "cross product, sorted by chance": f"SELECT * {{ {_THREE} }} ORDER BY RAND() LIMIT 1",
    "cross product, grouped": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {_THREE} }} GROUP BY ?a ?d ?g",
    "cross product, grouped by an expression": f"SELECT ?x {{ {_THREE} }} GROUP BY (CONCAT(STR(?a), STR(?f)) AS ?x) HAVING (COUNT(*) > 9)",
    "cross product, summed": f"SELECT (SUM(STRLEN(STR(?c)) * STRLEN(STR(?f))) AS ?n) (AVG(STRLEN(STR(?i))) AS ?m) {{ {_THREE} }}",
    "cross product, sampled": f"SELECT (SAMPLE(?i) AS ?n) (MIN(?c) AS ?m) (MAX(?f) AS ?o) {{ {_THREE} }}",
    "cross product, rows counted once": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_THREE} }}",
    "cross product of graphs": f"{_COUNT} {{ GRAPH ?x {{ ?a ?b ?c }} GRAPH ?y {{ ?d ?e ?f }} GRAPH ?z {{ ?g ?h ?i }} }}",
    "cross product, constructed": f"CONSTRUCT {{ ?a ?e ?i }} {{ {_THREE} }}",
    "cross product, constructed with new nodes": f"CONSTRUCT {{ [] ?b [ ?e [ ?h _:x ] ] }} {{ {_THREE} }}",
    "cross product, described": f"DESCRIBE * {{ {_THREE} }}",
    "cross product that finds nothing": f"ASK {{ {_FOUR} FILTER(CONCAT(STR(?a), STR(?f), STR(?l)) = 'x') }}",
    "cross product by OPTIONAL": f"{_COUNT} {{ ?a ?b ?c OPTIONAL {{ ?d ?e ?f }} OPTIONAL {{ ?g ?h ?i }} }}",
    "cross product by LATERAL": f"{_COUNT} {{ ?a ?b ?c LATERAL {{ SELECT * {{ ?d ?e ?f FILTER(?f != ?c) }} }} LATERAL {{ ?g ?h ?i }} }}",
    "cross product less another": f"{_COUNT} {{ {_THREE} MINUS {{ ?a ?x ?y . ?d ?v ?w . ?g ?t ?u }} }}",
    "cross product in EXISTS": f"{_COUNT} {{ {_TWO} FILTER EXISTS {{ ?g ?h ?i . ?j ?k ?l FILTER(?i < ?l && ?a = ?l && ?d = ?i) }} }}",
    "cross product in NOT EXISTS": f"{_COUNT} {{ {_TWO} FILTER NOT EXISTS {{ ?g ?h ?i . ?j ?k ?l FILTER(STR(?i) = CONCAT(STR(?l), STR(?a))) }} }}",
    "cross product in EXISTS in an aggregate": f"SELECT (SUM(IF(EXISTS {{ ?g ?h ?i FILTER(?i < ?c && ?i > ?f) }}, 1, 0)) AS ?n) {{ {_TWO} }}",
    "cross product in a sub-select": "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } } { SELECT ?g ?j { ?g ?h ?i . ?j ?k ?l } } }",
    "cross product in both of a union": f"{_COUNT} {{ {{ {_THREE} }} UNION {{ {_FOUR} }} }}",
    "cross product of hits": f"{_COUNT} {{ " + " ".join(f"?e{n} text:query '公司' ." for n in range(10)) + " }",
    "cross product of hits by SERVICE": f"{_COUNT} {{ "
    + " ".join(f"SERVICE rq:search {{ ?e{n} rq:words '公司 的' ; rq:score ?s{n} }}" for n in range(10))
    + " }",
    "cross product of numbers": f"{_COUNT} {{ " + " ".join(_values(f"v{n}", 10) for n in range(12)) + " }",
    "cross product of two long lists": f"{_COUNT} {{ {_values('x', 20_000)} {_values('y', 20_000)} FILTER(?x * ?y < 0) }}",
    "cross product of unions": f"{_COUNT} {{ "
    + " ".join(f"{{ ?a{n} ?b{n} ?c{n} }} UNION {{ ?c{n} ?b{n} ?a{n} }}" for n in range(6))
    + " }",
    "wide rows": "SELECT * { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40)) + " }",
    "far offset": f"SELECT * {{ {_FOUR} }} OFFSET 100000000000 LIMIT 1",
    "limit beyond all": f"{_COUNT} {{ SELECT * {{ {_FOUR} }} LIMIT 9223372036854775807 }}",
    "many articles from many graphs": f"{_COUNT} "
    + " ".join(f"FROM <http://x.example/{n}>" for n in range(300))
    + f" {{ {_values('x', 9_999)} {_values('y', 9_999)} {_values('z', 9_999)} }}",
}
_COMPUTED = {
    "expressions": f"SELECT (MAX(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i)))) AS ?n) {{ {_THREE} }}",
    "hashes": f"SELECT (COUNT(DISTINCT SHA512(CONCAT(STR(?c), STR(?f)))) AS ?n) {{ {_TWO} }}",
    "new names": f"SELECT (COUNT(DISTINCT STRUUID()) AS ?n) {{ {_TWO} }}",
    "new nodes": f"SELECT (BNODE() AS ?x) (UUID() AS ?y) {{ {_THREE} }}",
    "similar texts": f"{_COUNT} {{ {_THREE} FILTER(CONTAINS(LCASE(STR(?c)), LCASE(STR(?f)))) }}",
    "regex of everything by everything": f"{_COUNT} {{ {_THREE} FILTER(REGEX(STR(?c), CONCAT('^(.*', STR(?f), '.*)+$'))) }}",
    "replaced everywhere": f"{_COUNT} {{ {_THREE} FILTER(REPLACE(STR(?c), '(.)', '$1$1$1', 'i') = STR(?f)) }}",
    "languages": f"{_COUNT} {{ {_THREE} FILTER(LANGMATCHES(LANG(?c), '*') && LANG(?f) = LANG(?i)) }}",
    "dates": f"{_COUNT} {{ {_THREE} FILTER(xsd:date(STR(?c)) < xsd:date(STR(?f))) }}",
    "errors alone": f"{_COUNT} {{ {_THREE} FILTER(COALESCE(1/0, xsd:integer(?c), xsd:date(?f), xsd:double(?i), false)) }}",
    "all strings joined": f"SELECT (GROUP_CONCAT(?x) AS ?y) {{ {_TWO} BIND(CONCAT(STR(?a), STR(?d), STR(?c)) AS ?x) }}",
    "all strings joined once each": f"SELECT (GROUP_CONCAT(DISTINCT ?x; SEPARATOR='{'x' * 1000}') AS ?y) {{ {_TWO} BIND(CONCAT(STR(?a), STR(?f)) AS ?x) }}",
    "doubled": "SELECT (STRLEN(?a40) AS ?n) { BIND('0123456789' AS ?a0) " + _chain(40, "CONCAT(@, @)") + " }",
    "doubled as IRIs": "SELECT (STRLEN(STR(?a40)) AS ?n) { BIND(IRI('a:0123456789') AS ?a0) "
    + _chain(40, "IRI(CONCAT(STR(@), STR(@)))")
    + " }",
    "doubled in other languages": "SELECT (STRLEN(?a40) AS ?n) { BIND('长'@zh AS ?a0) "
    + _chain(40, "STRLANG(CONCAT(STR(@), STR(@)), 'zh')")
    + " }",
    "a hundredfold by CONCAT": "SELECT (STRLEN(?a9) AS ?n) { BIND('x' AS ?a0) "
    + _chain(9, f"CONCAT({', '.join(['@'] * 100)})")
    + " }",
    "tenfold by REPLACE": "SELECT (STRLEN(?a10) AS ?n) { BIND('x' AS ?a0) "
    + _chain(10, "REPLACE(@, 'x', 'xxxxxxxxxx')")
    + " }",
    "ninefold by groups": "SELECT (STRLEN(?a10) AS ?n) { BIND('xy' AS ?a0) "
    + _chain(10, "REPLACE(@, '^(.*)$', '$1$1$1$1$1$1$1$1$1')")
    + " }",
    "threefold by escapes": "SELECT (STRLEN(?a30) AS ?n) { BIND('%%%' AS ?a0) "
    + _chain(30, "ENCODE_FOR_URI(REPLACE(@, '[0-9]', '%'))")
    + " }",
}
_PATHS = {
    "paths of any kind": f"{_COUNT} {{ ?a {_ANY}* ?b . ?c {_ANY}* ?d }}",
    "paths there and back": f"{_COUNT} {{ ?a ({_ANY}|^{_ANY})* ?b . ?b ({_ANY}|^{_ANY})* ?c . ?c ({_ANY}|^{_ANY})* ?d }}",
    "paths in paths": f"{_COUNT} {{ ?a (({_ANY}+)+/(^{_ANY})+)+ ?b . ?c (({_ANY}+)+/(^{_ANY})+)+ ?d }}",
    "paths backwards": f"{_COUNT} {{ ?a ^({_ANY}+) ?b . ?c ^({_ANY}+) ?d . ?e ^({_ANY}+) ?f }}",
    "paths of a step or none": f"{_COUNT} {{ ?a {_ANY}? ?b . ?c {_ANY}? ?d . ?e {_ANY}? ?f }}",
    "paths in any graph": f"{_COUNT} {{ GRAPH ?g {{ ?a ({_ANY}|^{_ANY})+ ?b }} GRAPH ?h {{ ?c ({_ANY}|^{_ANY})+ ?d }} ?e ?f ?i }}",
    "paths as long as can be": f"{_COUNT} {{ ?a {'/'.join([f'({_ANY}|^{_ANY})'] * 40)} ?b . ?c {_ANY} ?d }}",
    "paths sorted": f"SELECT ?a ?b {{ ?a ({_ANY}|^{_ANY})* ?x . ?x ({_ANY}|^{_ANY})* ?b }} ORDER BY ?b ?a",
}
_TOWERS = {
    "OPTIONAL in OPTIONAL": f"{_COUNT} {{ ?x ?y ?z " + _tower(40, "OPTIONAL { ?s# ?p# ?o# @ }", "") + " }",
    "MINUS in MINUS": f"{_COUNT} {{ {_THREE} " + _tower(30, "MINUS { ?a ?p# ?o# . ?s# ?b ?q# @ }", "") + " }",
    "EXISTS in EXISTS": f"{_COUNT} {{ ?x ?y ?z "
    + _tower(12, "FILTER NOT EXISTS { ?s# ?p# ?o# . ?t# ?q# ?r# FILTER(STR(?r#) > STR(?z)) @ }", "")
    + " }",
    "SELECT in SELECT": f"{_COUNT} " + _tower(40, "{ ?s# ?p# ?o# { SELECT * @ } }", f"{{ {_THREE} }}"),
    "UNION in UNION": f"{_COUNT} " + _tower(30, "{ ?s# ?p# ?o# { @ } UNION { ?t# ?q# ?r# } }", _THREE),
    "GRAPH in GRAPH": f"{_COUNT} " + _tower(30, "{ GRAPH ?g# { ?s# ?p# ?o# @ } }"),
    "long list as a pattern": "ASK { ?s ?p (" + "1 " * 900 + ") }",
    "huge template": f"CONSTRUCT {{ {' '.join(f'?a <a:b{n}> ?f . ?d <a:c{n}> ?c .' for n in range(400))} }} {{ {_TWO} }}",
}
LIMITED = _CROSSED | _COMPUTED | _PATHS | _TOWERS

ANSWERED = {
    "an aggregate in an aggregate": "SELECT (SUM(COUNT(?s)) AS ?n) { ?s ?p ?o }",
    "regex bomb": f"{_COUNT} {{ ?s ?p ?o FILTER(REGEX(STR(?o), '^(a+)+$')) }}",
    "regex bomb on its own text": f"ASK {{ FILTER(REGEX('{'a' * 50}!', '^(a|aa)+$')) }}",
    "regex of all stars": f"ASK {{ FILTER(REGEX('{'a' * 5000}', '{'a*' * 200}b')) }}",
    "regex of many choices": f"ASK {{ FILTER(REGEX('x', '{'|'.join(f'a{n}' for n in range(5_000))}')) }}",
    "regex of all characters": r"ASK { FILTER(REGEX('x', '[\\p{L}\\p{N}]{1,200}\\P{Z}{100}')) }",
    "regex that is none": "ASK { FILTER(REGEX('x', '(((((')) }",
    "regex with flags of nobody": "ASK { FILTER(REGEX('x', 'x', 'zzz')) }",
    "huge repetition": "ASK { FILTER(REGEX('a', '((a{1000}){1000}){1000}')) }",
    "replaced by nothing": "SELECT (REPLACE('abc', '', '$0$9') AS ?x) (REPLACE('abc', 'x*', '-') AS ?y) {}",
    "LOAD in a string": f"SELECT * {{ ?s ?p 'LOAD {_URL} SERVICE <http://h/> {{}}' }} # SERVICE",
    "SERVICE in a name": "SELECT ?SERVICE { ?SERVICE <http://x.example/SERVICE> 'SERVICE' }",
    "SERVICE in a comment without an end": f"ASK {{}} # SERVICE {_URL} {{ ?s ?p ?o }}",
    "a service of schema.org": "SELECT * { ?s a schema:Service ; schema:serviceType ?t }",
    "files as graphs": "SELECT * FROM <http://127.0.0.1:9/a> FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "a thousand graphs": f"{_COUNT} "
    + " ".join(f"FROM NAMED <a:g{n}>" for n in range(1_000))
    + " { GRAPH ?g { ?s ?p ?o } }",
    "number without end": f"SELECT (xsd:integer('{'9' * 5_000}') AS ?n) {{}}",
    "number beyond all": "SELECT (1e308 * 10 AS ?x) (-1e308 * 10 AS ?y) (1e-400 AS ?z) (0e0/0e0 AS ?w) {}",
    "numbers that overflow": "SELECT (9223372036854775807 + 1 AS ?a) (-9223372036854775807 - 2 AS ?b) (ABS(-9223372036854775808) AS ?c) {}",
    "products that overflow": "SELECT (9223372036854775807 * 9223372036854775807 AS ?a) (ROUND(1e300) AS ?b) (CEIL(-0.5) AS ?c) {}",
    "decimals that overflow": "SELECT (99999999999999999999.9 * 99999999999999999999.9 AS ?a) (0.000000000000000001 / 3 AS ?b) {}",
    "division by nothing": "SELECT (1/0 AS ?n) (1.0/0.0 AS ?m) (1e0/0e0 AS ?o) (-9223372036854775808 / -1 AS ?p) {}",
    "dates beyond time": "SELECT (xsd:dateTime('99999999999-01-01T00:00:00') AS ?a) (YEAR(xsd:date('-9999999-02-30')) AS ?b) {}",
    "durations beyond time": "SELECT (xsd:dateTime('2024-01-01T00:00:00') + xsd:duration('P99999999999Y') AS ?a) (xsd:dayTimeDuration('P9223372036854775807D') AS ?b) {}",
    "dates less dates": "SELECT (xsd:dateTime('9999-12-31T23:59:59Z') - xsd:dateTime('-9999-01-01T00:00:00Z') AS ?a) (xsd:date('2024-02-29') - xsd:yearMonthDuration('P1Y') AS ?b) {}",
    "a sum of things": "SELECT (SUM(?o) AS ?n) (AVG(?s) AS ?m) { ?s ?p ?o }",
    "substrings beyond their string": "SELECT (SUBSTR('榕桥', -9223372036854775807, 9223372036854775807) AS ?a) (SUBSTR('榕桥', 1e300) AS ?b) {}",
    "odd characters": "SELECT ('\u202e\u0000\\u0000\U0010ffff\ufffe\u200d' AS ?x) {}",
    "lines of all kinds": "SELECT *\r\n{\r?s\n\n?p\t?o }\rLIMIT 1#",
    "a thousand lines of comment": "# x\n" * 20_000 + "ASK {}",
    "IRIs of nonsense": "SELECT (IRI('\\u0000 <>') AS ?x) (IRI('http://[') AS ?y) (IRI('') AS ?z) {}",
    "an IRI of a hundred thousand characters": f"ASK {{ <http://x.example/{'长' * 50_000}> ?p ?o }}",
    "all at once escaped": f"SELECT (ENCODE_FOR_URI('{'长' * 10_000}') AS ?x) {{}}",
    "nothing called": "SELECT (CONCAT() AS ?x) (COALESCE(1/0, ?none) AS ?y) {}",
    "errors in a row": f"SELECT (COALESCE({', '.join(['1/0'] * 150)}) AS ?x) {{}}",
    "IF in IF": "SELECT (" + "IF(true, " * 90 + "1" + ", 2)" * 90 + " AS ?x) {}",
    "triple terms in triple terms": "SELECT * { BIND(" + "<<( <a:a> <a:a> " * 60 + "1" + ")>>" * 60 + " AS ?x) }",
    "triple terms made of triple terms": "SELECT (?a150 AS ?x) { BIND(1 AS ?a0) "
    + _chain(150, "TRIPLE(<a:a>, <a:a>, @)")
    + " }",
    "thirty thousand rows": f"{_COUNT} {{ {_values('x', 30_000)} }}",
    "ten thousand in a list": f"ASK {{ FILTER(1 IN ({','.join(map(str, range(2, 10_000)))})) }}",
    "twenty thousand semicolons": "ASK { ?a ?b ?c " + ";" * 20_000 + " }",
    "groups in groups": "ASK " + "{" * 150 + "}" * 150,
    "SELECT in SELECT": "SELECT * " + _tower(60, "{ SELECT * @ }"),
    "four hundred unions": "ASK { {}" + " UNION {}" * 400 + " }",
    "three hundred names": "SELECT * { BIND(1 AS ?a0) " + _chain(300, "@") + " }",
    "a thousand described": "DESCRIBE " + " ".join(f"<a:a{n}>" for n in range(1_000)),
    "no rows of many": f"SELECT * {{ {_FOUR} }} LIMIT 0",
    "paths from nowhere": f"ASK {{ <a:a> ({_ANY}|^{_ANY})* <a:b> }}",
    "paths of no length": "SELECT * { <a:a> <a:b>* ?x . ?x <a:c>? ?y }",
    "paths of all but five hundred": "ASK { <a:a> !(" + "|".join(f"<a:b{n}>" for n in range(500)) + ") ?x }",
    "things that are not": "SELECT * { ?s ?p ?o FILTER(false) }",
    "a search for nothing": "SELECT * { ?e text:query '' }",
    "a search for signs": "SELECT * { ?e text:query '\\\\\"*:?()[]{}^~ AND OR NOT +-' }",
    "a search for odd characters": "SELECT * { ?e text:query '\u202e\u0000\U0010ffff\ufdfa' }",
    "a search that is no search": "SELECT ('text:query' AS ?x) { # ?e text:query ?x\n }",
    "ten searches for all": "ASK { " + " ".join(f"?e{n} text:query '的' ." for n in range(10)) + " }",
}
EITHER = {
    "long list of IRIs": "SELECT * { VALUES ?s { "
    + " ".join(f"<http://x.example/{n}>" for n in range(20_000))
    + " } ?s ?p ?o }",
    "long IN": f"{_COUNT} {{ ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(900))) + ")) }",
    "giant literal": f"SELECT ('{_LONG}' AS ?x) {{}}",
    "giant name": f"SELECT ?{'x' * 200_000} {{ ?{'x' * 200_000} ?p ?o }} LIMIT 1",
    "everything": "SELECT * { ?s ?p ?o }",
    "everything sorted": "SELECT * { ?s ?p ?o } ORDER BY DESC(STR(?o)) ?p ?s",
    "everything constructed": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "everything described": "DESCRIBE ?s { ?s ?p ?o }",
    "everything with blank nodes": "CONSTRUCT { [] ?p [ ?p ?o ] } { ?s ?p ?o }",
    "everything grouped": "SELECT ?s (GROUP_CONCAT(?o) AS ?x) { ?s ?p ?o } GROUP BY ?s ORDER BY DESC(STRLEN(?x))",
    "everything by any path": f"{_COUNT} {{ ?a {_ANY}* ?b }}",
    "everything twice": f"{_COUNT} {{ ?s ?p ?o MINUS {{ ?s ?q ?o FILTER(?p != ?q) }} }}",
}
