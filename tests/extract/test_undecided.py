"""What is asked about: sentences that tell of something which the rules have not stated, and no others."""

import pytest

from corpus.article import Article
from extract.draft import Draft
from extract.lexicon import Lexicon
from extract.reading import Date, Fact, Mention, Quote
from extract.rules import RULES
from extract.sentences import split_sentences
from extract.triggers import TRIGGERS
from extract.undecided import Question, undecided
from ontology.predicates import PREDICATES, EntityType

NAMES: dict[str, EntityType] = {
    "青禾资本": "ORG",
    "石径斋": "ORG",
    "投资家书店": "ORG",
    "李孟泽": "PER",
    "韦小雅": "PER",
    "海岬": "LOC",
    "雾港来信": "WORK",
}
LEXICON = Lexicon.load()


def asked(text: str, *facts: Fact, quotes: tuple[Quote, ...] = ()) -> tuple[Question, ...]:
    """The questions of a text in which NAMES are the entities, each its own id, and 2014年 is the date."""
    mentions = sorted(
        (
            Mention(start, start + len(name), name, kind, name, 0.9)
            for name, kind in NAMES.items()
            for start in range(len(text))
            if text.startswith(name, start)
        ),
        key=lambda m: m.start,
    )
    dates = tuple(Date(i, i + 5, "2014年", "2014") for i in range(len(text)) if text.startswith("2014年", i))
    draft = Draft(Article("x", "", text), LEXICON, text, split_sentences(text))
    draft.mentions, draft.dates, draft.facts, draft.quotes = tuple(mentions), dates, facts, quotes
    return undecided(draft)


def predicates(text: str, *facts: Fact) -> set[str]:
    return {name for question in asked(text, *facts) for name in question.predicates}


def fact(subject: str, predicate: str, object_: str, start: int = 0, end: int = 99) -> Fact:
    return Fact(subject, predicate, object_, PREDICATES[predicate].literal is not None, start, end, 0.8)


def test_every_predicate_has_its_words() -> None:
    assert TRIGGERS.keys() == PREDICATES.keys() >= {rule.predicate for rule in RULES}


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("说到投资，石径斋那一笔是青禾资本拿的。", "investor"),
        ("说到投资，石径斋那一笔是李孟泽掏的钱。", "investor"),
        ("石径斋的员工，韦小雅记得是86人。", "numberOfEmployees"),
        ("石径斋诞生的那一年，2014年，雨很多。", "foundingDate"),
        ("韦小雅的母校石径斋不大。", "alumniOf"),
        ("在李孟泽的老家海岬，桥只有一座。", "birthPlace"),
        ("雾港来信写了三年，李孟泽瘦了一圈。", "author"),
    ],
)
def test_a_sentence_with_a_word_and_fitting_names_is_asked_about(text: str, predicate: str) -> None:
    assert predicate in predicates(text)


@pytest.mark.parametrize(
    "text",
    [
        "石径斋和青禾资本都在下雨。",  # no word of a predicate
        "说到投资，石径斋的人都笑了。",  # one name and nothing else
        "说到收购，韦小雅和李孟泽都笑了。",  # no name of the right kind
        "石径斋拟引入青禾资本的投资，谈判还在进行。",  # planned
        "青禾资本否认投资石径斋。",  # denied
        "青禾资本投资石径斋的消息不实。",
        "说到投资，石径斋的人都笑了。青禾资本没有来。",  # the names are in two sentences
    ],
)
def test_other_sentences_are_not(text: str) -> None:
    assert predicates(text) & {"investor", "acquirer"} == set()


def test_a_word_within_a_name_tells_nothing() -> None:
    assert predicates("投资家书店和石径斋都在下雨。") == set()
    assert "investor" in predicates("投资家书店和石径斋都在下雨，投资也少。")


def test_what_a_quotation_says_is_its_speaker_s() -> None:
    text = "李孟泽说：“投资石径斋的是青禾资本。”说到投资，石径斋那一笔是青禾资本拿的。"
    quote = Quote(text.index("投资"), text.index("”"), "投资石径斋的是青禾资本。", "李孟泽")
    assert [q.text for q in asked(text, quotes=(quote,))] == ["说到投资，石径斋那一笔是青禾资本拿的。"]
    assert len(asked(text)) == 2


def test_what_the_rules_have_stated_is_not_asked_again() -> None:
    text = "说到投资，石径斋那一笔是青禾资本拿的。"
    assert "investor" not in predicates(text, fact("石径斋", "investor", "青禾资本"))
    assert "investor" not in predicates(text, fact("石径斋", "investor", "青禾资本", 500, 550))  # said elsewhere
    assert "investor" not in predicates(text, fact("石径斋", "investor", "韦小雅", 0, len(text)))  # read in it
    assert "investor" not in predicates(text, fact("石径斋", "partner", "青禾资本", 500, 550))  # joined otherwise
    assert "investor" in predicates(text, fact("石径斋", "investor", "韦小雅", 500, 550))
    listed = "说到投资，石径斋那一笔是青禾资本拿的，韦小雅没有份。"
    assert "investor" in predicates(listed)
    assert "investor" not in predicates(listed, fact("石径斋", "investor", "青禾资本", 500, 550))
    dated = "石径斋诞生的那一年，2014年，雨很多。"
    assert "foundingDate" not in predicates(dated, fact("石径斋", "foundingDate", "2013", 500, 550))


def test_a_question_holds_the_names_dates_and_sums_of_its_sentence() -> None:
    text = "雨停了。说到投资，2014年石径斋那900万元是青禾资本拿的。"
    (question,) = asked(text)
    assert question.text == text[4:]
    assert [m.text for m in question.mentions] == ["石径斋", "青禾资本"]
    assert [d.edtf for d in question.dates] == ["2014"]
    assert [(text[s.start : s.end], s.members, s.currency) for s in question.sums] == [("900万元", ("9000000",), "CNY")]
