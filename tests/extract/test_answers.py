"""What of a model's answer becomes a fact: only what the sentence itself bears out."""

import json
from typing import Any

import pytest

from extract.answers import CONFIDENCE, Checked, check
from extract.reading import Date, Entity, Mention, Sentence
from extract.rules import RULES
from extract.slots import Slot
from extract.undecided import Question
from ontology.predicates import EntityType

TEXT = "2014年石徑齋的投資里，青禾资本拿了900万元，員工412人，合伙人韦小雅和云岭交易所都在。"
KINDS: dict[str, EntityType] = {"石徑齋": "ORG", "青禾资本": "ORG", "韦小雅": "PER", "云岭交易所": "ORG"}
OFFSET = 100
INVESTED = {"sentence": 1, "predicate": "investor", "subject": "石径斋", "object": "青禾资本"}


def question(*predicates: str) -> Question:
    def at(form: str) -> tuple[int, int]:
        return OFFSET + TEXT.index(form), OFFSET + TEXT.index(form) + len(form)

    return Question(
        Sentence(OFFSET, OFFSET + len(TEXT)),
        TEXT,
        tuple(Mention(*at(name), name, kind, f"e-{name}", 0.9) for name, kind in KINDS.items()),
        (Date(*at("2014年"), "2014年", "2014"),),
        (Slot("MONEY", *at("900万元"), ("9000000",), "CNY"), Slot("COUNT", *at("412人"), ("412",))),
        predicates,
    )


def checked(*facts: object, content: str | None = None) -> Checked:
    asked = question("investor", "jobTitle", "numberOfEmployees", "foundingDate", "listedOn", "memberOf", "worksFor")
    entities = [Entity(f"e-{name}", kind, name) for name, kind in KINDS.items()]
    return check(json.dumps({"facts": facts}) if content is None else content, [asked, question()], entities)


def test_a_fact_that_the_sentence_bears_out_is_accepted_with_its_sentence() -> None:
    (fact,) = checked(INVESTED | {"when": "2014年", "amount": "900万元"}).facts
    assert (fact.subject, fact.predicate, fact.object) == ("e-石徑齋", "investor", "e-青禾资本")
    assert (fact.when, fact.amount, fact.currency) == ("2014", 9_000_000, "CNY")
    assert (fact.start, fact.end, fact.literal) == (OFFSET, OFFSET + len(TEXT), False)


def test_its_confidence_is_below_every_rule_s() -> None:
    assert checked(INVESTED).facts[0].confidence == CONFIDENCE < min(rule.confidence for rule in RULES)


@pytest.mark.parametrize(
    ("predicate", "subject", "written", "value"),
    [
        ("numberOfEmployees", "石径斋", "412人", "412"),
        ("foundingDate", "石徑齋", "2014年", "2014"),
        ("jobTitle", "韦小雅", "合伙人", "合伙人"),
        ("jobTitle", "韦小雅", "員工", "員工"),
    ],
)
def test_a_value_is_the_one_that_was_read_in_the_sentence(
    predicate: str, subject: str, written: str, value: str
) -> None:
    row = {"sentence": 1, "predicate": predicate, "subject": subject, "object": written}
    (fact,) = checked(row).facts
    assert (fact.object, fact.literal) == (value, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"predicate": "acquirer"}, "predicate not asked about"),
        ({"predicate": "owns"}, "predicate not asked about"),
        ({"predicate": 7}, "not a fact"),
        ({"sentence": 2}, "predicate not asked about"),
        ({"sentence": 3}, "no such sentence"),
        ({"sentence": 0}, "no such sentence"),
        ({"sentence": True}, "no such sentence"),
        ({"sentence": "1"}, "no such sentence"),
        ({"subject": "腾讯"}, "name not in the sentence"),
        ({"object": "青禾"}, "name not in the sentence"),
        ({"object": ""}, "name not in the sentence"),
        ({"object": ["青禾资本"]}, "not a fact"),
        ({"subject": "韦小雅"}, "name of the wrong kind"),
        ({"object": "石徑齋"}, "subject and object do not go with the predicate"),
        ({"when": "2015年"}, "date not in the sentence"),
        ({"when": "2014"}, "date not in the sentence"),
        ({"amount": "9亿元"}, "number not in the sentence"),
        ({"amount": "412人"}, "number not in the sentence"),
        ({"amount": 9000000}, "not a fact"),
        ({"predicate": "numberOfEmployees", "object": "900万元"}, "number not in the sentence"),
        ({"predicate": "foundingDate", "object": "2013年"}, "date not in the sentence"),
        ({"predicate": "jobTitle", "subject": "韦小雅", "object": "董事长"}, "title not in the sentence"),
        ({"predicate": "jobTitle", "subject": "韦小雅", "object": "青禾资本"}, "title not in the sentence"),
        ({"predicate": "jobTitle", "subject": "韦小雅", "object": "合伙人韦小雅"}, "title not in the sentence"),
        ({"predicate": "jobTitle", "subject": "韦小雅", "object": "，员工"}, "title not in the sentence"),
        ({"predicate": "listedOn", "object": "青禾资本"}, "subject and object do not go with the predicate"),
        ({"predicate": "memberOf", "object": "青禾资本"}, "subject and object do not go with the predicate"),
    ],
)
def test_what_the_sentence_does_not_bear_out_is_refused_and_counted(change: dict[str, Any], reason: str) -> None:
    found = checked(INVESTED | change, INVESTED)
    assert found.refused == {reason: 1}
    assert len(found.facts) == 1


def test_the_date_of_a_state_is_left_out() -> None:
    row = {"sentence": 1, "predicate": "worksFor", "subject": "韦小雅", "object": "青禾资本", "when": "2014年"}
    assert checked(row).facts[0].when is None


@pytest.mark.parametrize("row", [None, 3, "investor", [], ["investor"]])
def test_what_is_no_fact_at_all_is_refused_alone(row: object) -> None:
    found = checked(row, INVESTED)
    assert (len(found.facts), found.refused) == (1, {"not a fact": 1})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "好的，以下是事实：",
        "[]",
        "null",
        '{"facts": {}}',
        '{"facts": [',
        '{"answer": []}',
        "[" * 100_000,
        "9" * 9999,
    ],
)
def test_an_answer_that_is_not_the_asked_form_is_refused_whole(content: str) -> None:
    found = checked(content=content)
    assert (found.facts, found.refused) == ([], {"not the JSON that was asked for": 1})


@pytest.mark.parametrize(
    "form", ["```json\n%s\n```", "```\n%s\n```\n", "<think>{石径斋}？</think>\n\n%s", "\n%s\n", "  ```json\n%s```"]
)
def test_the_wrappings_that_models_add_are_taken_off(form: str) -> None:
    assert len(checked(content=form % json.dumps({"facts": [INVESTED]})).facts) == 1


def test_an_endless_answer_is_cut() -> None:
    found = checked(*[INVESTED] * 1000)
    assert found.refused["too many"] == 1000 - len(found.facts)
    assert len(found.facts) < 50
