"""Questions in Chinese: what each becomes and what it is answered, over the sample corpus; what is refused, and how."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.configuration import Chat
from graph.answers import QueryError
from graph.graph import Graph
from graph.questions.asking import Reply, Writer, ask
from graph.questions.lattice import LONGEST
from graph.questions.pattern import Query, Thing
from graph.questions.reading import read
from graph.questions.writer import ChatWriter, approve
from ontology.predicates import PREDICATES
from ontology.wordings import WORDINGS
from server import replies

KEPT = Path(__file__).parent / "questions"
ANSWERED = KEPT / "answered.jsonl"
TODAY = date(2026, 11, 23)
RENEW = os.environ.get("RENEW") == "answers"
TRIPLES: list[dict[str, Any]] = [json.loads(line) for line in ANSWERED.read_text("utf-8").splitlines()]
REFUSED = [line.split("\t") for line in (KEPT / "refused.tsv").read_text("utf-8").splitlines()]


def asked(graph: Graph, question: str, writer: Writer | None = None) -> Reply:
    """The reply to a question, its queries run in this process."""
    return ask(question, graph, today=TODAY, writer=writer)


def triple(graph: Graph, question: str) -> dict[str, Any]:
    """Question, query and answer, as they are kept."""
    reply = asked(graph, question)
    answers = [
        {name: value for name, value in (("relation", answer.relation), ("answer", replies.label(answer))) if value}
        for answer in reply.outcome.answers
    ]
    plain = [
        answer["answer"] if len(answer) == 1 else f"{answer['relation']}：{answer['answer']}" for answer in answers
    ]
    body = (reply.sparql or "").partition("\n\n")[2].replace("  ", " ").strip()
    return {"question": question, "understood": reply.understood, "answers": plain, "query": body}


def test_every_question_becomes_its_query_and_gets_its_answer(sample_graph: Graph) -> None:
    """Over the sample corpus, answer by answer; every answer leads to a sentence of an article that is there."""
    found = [triple(sample_graph, kept["question"]) for kept in TRIPLES]
    if RENEW:
        ANSWERED.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), "utf-8")
    differing = [one for one, kept in zip(found, TRIPLES, strict=True) if not RENEW and one != kept]
    assert differing == []
    assert [one["question"] for one in found if not one["answers"]] == []


def test_answers_lead_to_the_sentences_that_say_them(sample_graph: Graph) -> None:
    """Of every hop of a chain, with exact offsets into the text of the article."""
    checked = 0
    for kept in TRIPLES[::6]:
        for answer in asked(sample_graph, kept["question"]).outcome.answers:
            for one in answer.evidence:
                article = sample_graph.article(one.article)
                assert article
                if one.quote:
                    assert article.article.text[one.start : one.end] == one.quote
                    checked += 1
    assert checked > 50
    (school,) = asked(sample_graph, "苏墨禾的丈夫毕业于哪所大学").outcome.answers
    assert {one.predicate for one in school.evidence} == {"spouse", "alumniOf"}


def test_there_are_as_many_questions_as_were_promised_and_none_twice() -> None:
    assert len({kept["question"] for kept in TRIPLES}) == len(TRIPLES) >= 200
    assert len({question for _, question in REFUSED}) == len(REFUSED) >= 40


@pytest.mark.parametrize(("status", "question"), REFUSED, ids=[question for _, question in REFUSED])
def test_what_cannot_be_read_or_is_not_told_is_refused(sample_graph: Graph, status: str, question: str) -> None:
    """Never with an answer; with a reason, and where anything is near it, with passages."""
    reply = asked(sample_graph, question)
    assert reply.outcome.status == status
    assert not reply.outcome.answers
    assert replies.remark(reply)
    assert bool(reply.sparql) == (status == "unknown")


def test_a_refusal_names_what_it_could_not_read_and_shows_the_nearest_passages(sample_graph: Graph) -> None:
    reply = asked(sample_graph, "雾桥科技的股价是多少")
    assert reply.unread
    assert reply.unread.pieces == ("股价",)
    assert "「股价」" in replies.remark(reply)
    assert any("霧橋科技" in hit.text or "雾桥科技" in hit.text for hit in reply.passages)
    assert "不" in replies.remark(asked(sample_graph, "不在武汉的公司有哪些"))


PIECES = [
    *"的了吗是谁有和在被给比哪前后",
    "投资",
    "雾桥科技",
    "渡口创投",
    "创始人",
    "公司",
    "哪些",
    "多少",
    "2014年",
    "之前",
    "员工",
    "最多",
    "什么时候",
    "“",
    "》",
    "{",
    "}",
    '"',
    "\\",
    "\n",
    "?x",
    "<b>",
    "😀",
    "1亿元",
]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    )
)
def test_no_text_raises(sample_graph: Graph, text: str) -> None:
    """Whatever is typed is read, run and told, or refused."""
    reply = asked(sample_graph, text)
    assert reply.outcome.status in ("answered", "unknown", "not_understood")
    assert bool(reply.outcome.answers) == (reply.outcome.status == "answered")
    json.dumps(replies.form(reply, base=sample_graph.base))


@pytest.mark.parametrize(
    "text", ["", "   ", "啊" * 10_000, "雾桥科技" * 2_500, "？！。，", "((((", "“" * 150, "的" * 200]
)
def test_odd_input_is_refused_at_once(sample_graph: Graph, text: str) -> None:
    reply = asked(sample_graph, text)
    assert reply.outcome.status == "not_understood"
    assert replies.remark(reply)


def test_the_longest_question_is_read_within_the_limits(sample_graph: Graph) -> None:
    question = "腾讯前员工创办的公司的投资方" + "的投资方" * 40
    assert len(question) < LONGEST
    assert asked(sample_graph, question).outcome.status != "answered"


def test_a_name_that_several_bear_is_answered_for_each_and_never_counted_together() -> None:
    """The answers say whom they mean; a number would mean nobody."""
    bearers = {"方既白": (Thing("方既白", "方既白", "PER"), Thing("方既白_(江豚)", "方既白", "PER"))}
    names = lambda keys: {key: bearers[key] for key in keys if key in bearers}  # noqa: E731
    listed = read("方既白毕业于哪里", names, today=TODAY)
    assert isinstance(listed, Query)
    assert len(listed.links[0].subject.things) == 2
    counted = read("方既白创办了多少家公司", names, today=TODAY)
    assert not isinstance(counted, Query)
    assert counted.why == "names"


@pytest.mark.parametrize(
    ("question", "predicate"), [("曾国华在哪家公司工作", "worksFor"), ("曾国华曾在哪家公司工作", "formerEmployer")]
)
def test_a_name_with_a_word_of_the_past_in_it_says_nothing_of_the_past(question: str, predicate: str) -> None:
    """曾 is a surname too."""
    names = lambda keys: {key: (Thing("曾国华", "曾国华", "PER"),) for key in keys if key == "曾国华"}  # noqa: E731
    query = read(question, names, today=TODAY)
    assert isinstance(query, Query)
    assert [link.verb.wording.predicates for link in query.links] == [(predicate,)]


def test_every_predicate_can_be_asked_for() -> None:
    """The table has words for each, and none for another; no word is in capitals or traditional script."""
    told = {name for wording in WORDINGS for name in wording.predicates}
    assert told == set(PREDICATES)
    for wording in WORDINGS:
        assert wording.words
        assert all(word == word.lower().strip() for word in wording.words)


def test_the_page_shows_what_was_understood_and_the_way_to_the_editor(browse: Any, ask: Any) -> None:
    """With no script of its own; the query there is the one that answered."""
    address = "?" + urlencode({"q": "月球背面影业的创始人是谁？"})
    data = ask(f"/api/v1/ask{address}").json
    assert data["status"] == "answered"
    assert [answer["label"] for answer in data["answers"]] == ["郝佳"]
    assert "郝佳" in data["answers"][0]["evidence"][0]["quote"]
    page = browse(f"/ask{address}")
    assert page.status == 200
    assert "月球背面影业 —创始人→" in page.text
    assert ">郝佳</a>" in page.text
    assert "在查询页中打开" in page.text
    assert page.text.count("<script") == page.text.count('<script type="module" src="/static/') == 1
    rows = ask("/sparql", method="POST", body=data["sparql"].encode(), Content_Type="application/sparql-query").json
    assert {row["名称"]["value"] for row in rows["results"]["bindings"]} == {"郝佳"}


@pytest.mark.parametrize(
    "text",
    ["", "<script>alert(1)</script>是谁", "谁} UNION {?s ?p ?o", "'; DROP TABLE x; --", "啊" * 10_000, "\x00\x1f"],
)
def test_the_page_and_the_api_take_anything(browse: Any, ask: Any, text: str) -> None:
    page = browse("/ask?" + urlencode({"q": text}))
    assert page.status == 200
    assert page.text.count("<script") == page.text.count('<script type="module" src="/static/') == 1
    data = ask("/api/v1/ask?" + urlencode({"q": text}))
    assert data.status == 200
    assert data.json["status"] == "not_understood"


WRITTEN = """SELECT ?答 ?名称 ?原句1 ?报道1 ?起1 ?止1 WHERE {
  ?陈述1 rdf:predicate schema:founder ; rdf:subject <https://w3id.org/rongqiao/entity/渡口创投> ; rdf:object ?答 ;
    rq:quote ?原句1 ; rq:article ?报道1 ; rq:start ?起1 ; rq:end ?止1 . ?答 rdfs:label ?名称 }"""


def writer(stub: Any, base: str) -> ChatWriter:
    return ChatWriter(Chat(stub.url, "small", 100_000, retries=0), base=base)


def test_a_configured_model_writes_the_query_where_the_grammar_fails(sample_graph: Graph, chat_stub: Any) -> None:
    """It is asked only then, told the things of the question, and its query runs and is shown."""
    chat_stub.replies = [(200, json.dumps({"query": WRITTEN}), 0.0)]
    asker = writer(chat_stub, sample_graph.base)
    assert asked(sample_graph, "渡口创投的创始人是谁", asker).written is False
    assert not chat_stub.heard
    reply = asked(sample_graph, "渡口创投当年的掌门人姓甚名谁", asker)
    assert [answer.label for answer in reply.outcome.answers] == ["戚明棠"]
    assert reply.written
    assert reply.sparql
    assert reply.sparql.startswith(WRITTEN)
    sent = json.loads(chat_stub.heard[0][1]["messages"][-1]["content"])
    assert [thing["name"] for thing in sent["things"]] == ["渡口创投"]


@pytest.mark.parametrize(
    "content",
    [
        "not JSON",
        '{"query": null}',
        json.dumps({"query": WRITTEN.replace("schema:founder", "schema:knows")}),
        json.dumps({"query": WRITTEN.replace("渡口创投", "砚台资本")}),
        json.dumps(
            {"query": WRITTEN.replace("?起1 ?止1 WHERE", "WHERE").replace("rq:start ?起1 ; rq:end ?止1", "rq:start ?x")}
        ),
        json.dumps({"query": "DELETE WHERE { ?s ?p ?o }"}),
        json.dumps({"query": WRITTEN.replace("WHERE {", "WHERE { SERVICE rq:search { ?s ?p ?o }")}),
        json.dumps({"query": WRITTEN[:-1]}),
    ],
)
def test_what_a_model_writes_against_the_rules_is_not_run(sample_graph: Graph, chat_stub: Any, content: str) -> None:
    chat_stub.replies = [(200, content, 0.0)]
    reply = asked(sample_graph, "渡口创投当年的掌门人姓甚名谁", writer(chat_stub, sample_graph.base))
    assert reply.outcome.status == "not_understood"
    assert not reply.written
    assert reply.passages


def test_a_model_that_does_not_answer_costs_no_reply(sample_graph: Graph, chat_stub: Any) -> None:
    chat_stub.replies = [(500, "", 0.0)]
    reply = asked(sample_graph, "渡口创投当年的掌门人姓甚名谁", writer(chat_stub, sample_graph.base))
    assert reply.outcome.status == "not_understood"


def test_a_query_is_approved_only_with_terms_of_the_ontology() -> None:
    approve(WRITTEN, [Thing("渡口创投", "渡口创投", "ORG")], base="https://w3id.org/rongqiao/")
    with pytest.raises(QueryError, match="neither in the ontology"):
        approve(WRITTEN, [], base="https://w3id.org/rongqiao/")
