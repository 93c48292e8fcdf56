import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from graph import guard
from graph.answers import QueryError
from graph.guard import DEEPEST, LONGEST, MOST, check

CALLS = [
    "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://h/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://h/>{} }",
    "SELECT * { ?s ?p trueSERVICE<http://h/>{} }",
    "SELECT * { SERVICE?x { ?s ?p ?o } }",
    "PREFIX ex: <http://h/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "PREFIX ex: <http://h/> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
    "PREFIX : <http://h/> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "PREFIX ex: <http://h/> SELECT * { ?s ?p ex:.SERVICE ex:a { ?s ?p ?o } }",
    "PREFIX ex: <http://h/> SELECT * { ?s ?p ex:a\\# . SERVICE <http://h/> {} }",
    "SELECT * { # a comment ends with its line\r SERVICE <http://h/> {} }",
    "SELECT * { ?s ?p <http://a#b> . SERVICE <http://h/> {} }",
    "SELECT * { ?s ?p 'it\\'s' . SERVICE <http://h/> {} }",
    "SELECT * { FILTER(1<2&&?x>3) SERVICE <http://h/> {} }",
    # The IRI is none: the string, or the comment, that begins inside of it hides what follows.
    "SELECT * { FILTER(?a<'>\"') SERVICE <http://h/> {} #\"\n}",
    'PREFIX ex: <http://h/> SELECT * { FILTER(?a<ex:d#> """\n) SERVICE <http://h/> {} #"""\n}',
    "SELECT * { FILTER(?a<<http://x#y>) SERVICE <http://h/> {} }",
]
HARMLESS = [
    "SELECT * { ?s a <http://schema.org/Service> ; schema:serviceType 'SERVICE <http://h/> {}' } # SERVICE",
    "PREFIX service: <http://h/> SELECT ?service { GRAPH service:g { ?service service:p ?o } }",
    "SELECT * { ?s ?p '''it's a 'SERVICE' ''' , \"SERVICE\"@en }",
    "SELECT * { ?s ?p <#here> , <urn:a#b> . FILTER(?o < 3 && ?o > 1) }",
    "SELECT * { ?service ?p ?o }",
]
# What grows without end in each, and how often it still passes.
GROWING = {
    "groups": lambda n: "ASK " + "{" * n + "}" * n,
    "parentheses": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "hidden parentheses": lambda n: "ASK { FILTER(?a<" + "(" * n + "1" + ")" * n + "&&2>?b) }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + ")" * n + " }",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[<a:a> " * n + "1" + "]" * n + " }",
    "negations": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "sums": lambda n: "ASK { FILTER(1" + "+1" * n + ") }",
    "glued differences": lambda n: "ASK { FILTER(true" + "-true" * n + ") }",
    "alternatives": lambda n: "ASK { FILTER(?a" + "||?a" * n + ") }",
    "unions": lambda n: "ASK { {}" + "UNION{}" * n + " }",
    "optional groups": lambda n: "ASK { " + "OPTIONAL{?s ?p ?o}" * n + " }",
    "filters": lambda n: "ASK { " + "FILTER(?a)" * n + " }",
    "glued filters": lambda n: "PREFIX a: <a:> ASK { " + "FILTERa:f(1)" * n + " }",
    "bindings": lambda n: "ASK { " + "".join(f"BIND(1 AS ?a{i})" for i in range(n)) + " }",
    "selected expressions": lambda n: "SELECT " + "".join(f"(1AS?a{i})" for i in range(n)) + " {}",
    "grouped expressions": lambda n: "SELECT (1 AS ?x) {} GROUP BY " + "".join(f"STR({i})" for i in range(n)),
    "path": lambda n: "ASK { ?s <a:a>" + "/<a:a>" * n + " ?o }",
}


@pytest.mark.parametrize("sparql", CALLS)
def test_a_query_that_would_call_another_server_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE|'less than'") as refused:
        check(sparql)
    assert refused.value.line is not None


@pytest.mark.parametrize("sparql", HARMLESS)
def test_a_query_that_only_speaks_of_services_passes(sparql: str) -> None:
    check(sparql)


@pytest.mark.parametrize("name", GROWING)
def test_what_nests_without_end_is_refused(name: str) -> None:
    check(GROWING[name](100))
    with pytest.raises(QueryError):
        check(GROWING[name](3 * MOST))


def test_what_passes_does_not_crash_the_engine() -> None:
    """The largest query of each kind that passes (slow paths shorter), answered in a process of its own, on a thread as a server has it."""
    queries = []
    for grow in GROWING.values():
        size = next(n for n in range(MOST, 0, -50) if _passes(grow(n)))
        queries.append(grow(min(size, 60) if "path" in grow(1) or "<a:a>" in grow(1) else size))
    code = """
import sys, threading, pyoxigraph
def run():
    for query in sys.stdin.read().split("\\0"):
        try:
            pyoxigraph.Store().query(query)
        except (SyntaxError, RuntimeError):
            pass
thread = threading.Thread(target=run)
thread.start()
thread.join()
print("alive")
"""
    result = subprocess.run([sys.executable, "-c", code], input="\0".join(queries), capture_output=True, text=True)
    assert result.stdout == "alive\n"


def test_long_lists_of_values_pass() -> None:
    check("SELECT * { VALUES (?a ?b) { " + "(<http://a/> -1) " * 20_000 + "} }")
    check("SELECT * { ?s ?p ?o FILTER(?o IN (" + "1, " * 20_000 + "1)) }")


def test_a_query_that_is_too_long_is_refused_unread() -> None:
    with pytest.raises(QueryError, match="1,000,001 characters"):
        check("#" * (LONGEST + 1))


def test_an_error_says_where_it_stands() -> None:
    with pytest.raises(QueryError) as refused:
        check("SELECT *\n{ 南极圈:a ?p ?o .\n  SERVICE <http://h/> {} }")
    assert (refused.value.line, refused.value.column) == (3, 3)
    with pytest.raises(QueryError, match="does not end") as refused:
        check("SELECT *\n{ ?s ?p 'x }")
    assert (refused.value.line, refused.value.column) == (2, 9)


@pytest.mark.parametrize("text", ['"""\\', '"', "'", "a.", "<a", "'''a", ":.", "1e+", "a.:", "\\", "a:b.", '""" '])
def test_no_text_takes_long_to_check(text: str) -> None:
    """Time grows with the length: no pattern looks twice at what it has seen."""
    start = time.perf_counter()
    for repeated in (text * (100_000 // len(text)), '"""' + text * (100_000 // len(text))):
        _passes(repeated)
    assert time.perf_counter() - start < 5


PIECES = 'FILTER(?a|<|>|<x:|\'|"|"""|#|\n| |.|\\|1|true|ex:|ex:a|?a|{|}|{}|(|)|&&|GRAPH |:a|<x:y>'
SURROUNDINGS = st.lists(st.sampled_from(PIECES.split("|")), max_size=6).map("".join)


@settings(max_examples=400)
@given(SURROUNDINGS, st.sampled_from(["SERVICE<x:y>{}", "SERVICEex:a{}", "SERVICE:a{}", "SERVICE ?a {}"]), SURROUNDINGS)
def test_no_surroundings_hide_a_call(before: str, call: str, after: str) -> None:
    """Whatever passes and parses has no call in it: the engine would complain of the scheme, or be silent at will."""
    query = f"PREFIX ex: <x:> PREFIX : <x:> SELECT * {{ {before}{call}{after} }}"
    if not _passes(query):
        return
    try:
        list(Store().query(query))  # type: ignore[arg-type]  # a SELECT, whose result can be listed
    except SyntaxError:
        return
    except (RuntimeError, OSError) as error:
        pytest.fail(f"{query!r} went out: {error}")


def test_depth_is_counted_where_brackets_are_brackets() -> None:
    check("SELECT * { ?s ?p '" + "{" * 3 * DEEPEST + "' } # " + "(" * 3 * DEEPEST)
    check("SELECT * { " + "{ } UNION " * 400 + "{ } }")


@given(st.lists(st.sampled_from(["{", "}", "(", "[", "<<", ">>", "'", '"', "'''", "||", "-", "!", "FILTER", "AS", "VALUES", "<a#b>", "<a'b>", "<((>", "a:as", "?x", "#", "\n", " "]), max_size=15).map("".join))  # fmt: skip
def test_what_is_too_small_to_be_cut_into_tokens_would_pass(sparql: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "DEEPEST", 3)
        patch.setattr(guard, "MOST", 3)
        found = _passes(sparql)
        patch.setattr(guard, "_is_small", lambda sparql: False)
        assert _passes(sparql) == found


def _passes(sparql: str) -> bool:
    try:
        check(sparql)
    except QueryError:
        return False
    return True


@pytest.mark.parametrize("call", CALLS)
def test_an_address_on_the_list_opens_no_other(call: str) -> None:
    """Nor one that is not written out in full, or that could be read otherwise."""
    with pytest.raises(QueryError, match=r"SERVICE|less than"):
        check(call.replace("http://h/", "http://other/"), services=["http://h/", "http://a#b"])


def test_an_address_on_the_list_may_be_called() -> None:
    for call in (
        "SERVICE <http://h/> { ?s ?p ?o }",
        "service silent<http://h/>{}",
        "SERVICE <http://h/> {} # <http://o/>",
    ):
        check(f"SELECT * {{ {call} \n}}", services=["http://h/"])
        with pytest.raises(QueryError):
            check(f"SELECT * {{ {call} \n}}", services=["http://h", "http://h/x"])
    for other in (
        "SERVICE <http://h/> { SERVICE <http://o/> {} }",
        "SERVICE ex:h {}",
        "SERVICE ?h {}",
        "SERVICE </> {}",
    ):
        with pytest.raises(QueryError):
            check(f"BASE <http://h/> PREFIX ex: <http://> SELECT * {{ {other} }}", services=["http://h/"])
