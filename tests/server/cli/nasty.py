"""Queries that would hurt a server which let them, by what is to become of each.

`LIMITED` go beyond what one query may take, `REFUSED` are never evaluated, `HARMLESS` look bad and are answered; of `EITHER`
it depends on the machine.
"""

_GRAPH = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_MANY = " ".join(f"<http://x.example/{n}>" for n in range(20_000))
_LONG = "长" * 300_000

LIMITED = {
    "cross product": f"SELECT * {{ {_GRAPH} }}",
    "counted cross product": f"SELECT (COUNT(*) AS ?n) {{ {_GRAPH} }}",
    "distinct cross product": f"SELECT DISTINCT ?a ?f ?i {{ {_GRAPH} }}",
    "sorted cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c",
    "cross product of graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c } GRAPH ?y { ?d ?e ?f } GRAPH ?z { ?g ?h ?i } }",
    "grouped cross product": "SELECT ?a ?d ?g (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g",
    "constructed cross product": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross product that finds nothing": f"ASK {{ {_GRAPH} FILTER(CONCAT(STR(?a), STR(?f), STR(?l)) = 'x') }}",
    "cross product by OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }",
    "cross product by MINUS": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i MINUS { ?a ?x ?y . ?d ?v ?w . ?g ?t ?u } }",
    "cross product in EXISTS": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER EXISTS { ?g ?h ?i . ?j ?k ?l FILTER(?i < ?l && ?a = ?l && ?d = ?i) } }",
    "cross product in a sub-select": "SELECT (COUNT(*) AS ?n) { { SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } } { SELECT ?g ?j { ?g ?h ?i . ?j ?k ?l } } }",
    "expressions over a cross product": "SELECT (MAX(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i)))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "hashes of a cross product": "SELECT (COUNT(DISTINCT SHA512(CONCAT(STR(?c), STR(?f)))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "all strings joined": "SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?d), STR(?c)) AS ?x) }",
    "doubled strings": "SELECT (STRLEN(?z) AS ?n) { BIND('0123456789' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40))
    + " BIND(?a40 AS ?z) }",
    "doubled by REPLACE": "SELECT (STRLEN(?a9) AS ?n) { BIND('xxxxxxxxxx' AS ?a0) "
    + " ".join(f"BIND(REPLACE(?a{n}, 'x', 'xxxxxxxxxx') AS ?a{n + 1})" for n in range(9))
    + " }",
    "random order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY RAND() LIMIT 1",
    "far offset": f"SELECT * {{ {_GRAPH} }} OFFSET 100000000000 LIMIT 1",
    "paths of any kind between anything": "SELECT (COUNT(*) AS ?n) { ?a !<a:a>* ?b . ?c !<a:a>* ?d }",
    "paths there and back": "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)* ?b . ?b (!<a:a>|^!<a:a>)* ?c . ?c (!<a:a>|^!<a:a>)* ?d }",
    "paths in paths": "SELECT (COUNT(*) AS ?n) { ?a ((!<a:a>+)+/(^!<a:a>)+)+ ?b . ?c ((!<a:a>+)+/(^!<a:a>)+)+ ?d }",
    "numbers multiplied out": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(12))
    + " }",
    "unions multiplied out": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"{{ ?a{n} ?b{n} ?c{n} }} UNION {{ ?c{n} ?b{n} ?a{n} }}" for n in range(6))
    + " }",
    "similar texts": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONTAINS(LCASE(STR(?c)), LCASE(STR(?f)))) }",
    "regex of a cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), CONCAT('^(.*', STR(?f), '.*)+$'))) }",
    "wide rows": "SELECT * { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40)) + " }",
    "described cross product": "DESCRIBE * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
REFUSED = {
    "nested groups": "ASK " + "{" * 4_000 + "}" * 4_000,
    "nested parentheses": "ASK { FILTER(" + "(" * 4_000 + "1" + ")" * 4_000 + ") }",
    "nested lists": "ASK { ?s ?p " + "(" * 4_000 + ")" * 4_000 + " }",
    "nested blank nodes": "ASK { ?s ?p " + "[ <a:a> " * 4_000 + "1" + "]" * 4_000 + " }",
    "nested negations": "ASK { FILTER(" + "!" * 9_000 + "true) }",
    "long sum": "ASK { FILTER(1" + "+1" * 9_000 + " = 1) }",
    "long alternative": "ASK { FILTER(?a" + "||?a" * 9_000 + ") }",
    "long path": "ASK { ?s <a:a>" + "/<a:a>" * 9_000 + " ?o }",
    "many unions": "ASK { {}" + " UNION {}" * 9_000 + " }",
    "nested triple terms": "ASK { ?s ?p " + "<<( <a:a> <a:a> " * 3_000 + "1" + " )>>" * 3_000 + " }",
    "brackets that never close": "ASK " + "{" * 10_000,
    "a string that never ends": "ASK { ?s ?p '" + "x" * 100_000,
    "a megabyte of nothing": "ASK {}" + " " * 1_000_000,
    "a literal of a megabyte": f"ASK {{ ?s ?p '{'x' * 1_000_000}' }}",
    "ten megabytes": "ASK {}" + " " * 10_000_000,
    "an empty word": "\x00",
    "an update": "DELETE WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <http://127.0.0.1:9/>",
    "an update behind a query": "ASK {} ; DROP ALL",
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <http://169.254.169.254/latest/meta-data/> { ?s ?p ?o } }",
    "SERVICE of a variable": "SELECT * { VALUES ?x { <http://127.0.0.1:9/> } SERVICE ?x { ?s ?p ?o } }",
    "SERVICE behind a comment": "SELECT * { # '\n SERVICE # {\n <http://127.0.0.1:9/> # }\n { ?s ?p ?o } }",
    "SERVICE behind a return": "SELECT * { # a comment ends here \r SERVICE <http://127.0.0.1:9/> {} }",
    "SERVICE by a prefix": "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "SERVICE in small letters": "SELECT * { service<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    "SERVICE behind less than": "SELECT * { FILTER(?a<'>\"') SERVICE <http://127.0.0.1:9/> {} #\"\n}",
    "SERVICE in a sub-select": "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:9/> {} } } } }",
}
HARMLESS = {
    "regex bomb": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?o), '^(a+)+$')) }",
    "regex bomb on its own text": f"ASK {{ FILTER(REGEX('{'a' * 50}!', '^(a|aa)+$')) }}",
    "huge repetition": "ASK { FILTER(REGEX('a', '((a{1000}){1000}){1000}')) }",
    "LOAD in a string": "SELECT * { ?s ?p 'LOAD <http://127.0.0.1:9/> SERVICE <http://h/> {}' } # SERVICE",
    "a service of schema.org": "SELECT * { ?s a schema:Service ; schema:serviceType ?t }",
    "every graph but none": "SELECT * FROM <http://127.0.0.1:9/a> FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
    "number without end": f"SELECT (xsd:integer('{'9' * 5_000}') AS ?n) {{}}",
    "division by nothing": "SELECT (1/0 AS ?n) (9223372036854775807 + 1 AS ?m) (xsd:dateTime('99999999999-01-01T00:00:00') AS ?d) {}",
    "odd characters": "SELECT ('\u202e\u0000\\u0000\U0010ffff' AS ?x) {}",
}
EITHER = {
    "huge list of IRIs": f"SELECT * {{ VALUES ?s {{ {_MANY} }} ?s ?p ?o }}",
    "huge IN": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(900))) + ")) }",
    "giant literal": f"SELECT ('{_LONG}' AS ?x) {{}}",
    "giant name": f"SELECT ?{'x' * 200_000} {{ ?{'x' * 200_000} ?p ?o }} LIMIT 1",
    "everything sorted": "SELECT * { ?s ?p ?o } ORDER BY DESC(STR(?o)) ?p ?s",
    "everything constructed": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "everything described": "DESCRIBE ?s { ?s ?p ?o }",
    "everything with blank nodes": "CONSTRUCT { [] ?p [ ?p ?o ] } { ?s ?p ?o }",
}
