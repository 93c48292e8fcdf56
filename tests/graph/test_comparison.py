from dataclasses import replace

from corpus.article import Article
from extract.reading import Entity, Fact, Mention, Reading, Sentence
from graph.comparison import KINDS, Count, EntityFound, FactFound, MentionFound, compare

TEXT = "南极圈创始人潘国华到场。真格投了900万元。"
FIRST = Reading(
    Article("a1", "", TEXT),
    "f1",
    (Sentence(0, 12), Sentence(12, 22)),
    (Mention(0, 3, "南极圈", "ORG", "e1", 0.9), Mention(6, 9, "潘国华", "PER", "e2", 0.9)),
    entities=(Entity("e1", "ORG", "南极圈"), Entity("e2", "PER", "潘国华"), Entity("e3", "ORG", "真格")),
    facts=(
        Fact("e1", "founder", "e2", False, 0, 12, 0.9),
        Fact("e1", "investor", "e3", False, 12, 22, 0.8, None, 9000000, "CNY"),
    ),
)


def changes(first: Reading, second: Reading) -> list[tuple[str, object, str]]:
    return [(d.change, d.found, d.sentence) for d in compare(first, second).differences]


def test_a_reading_and_itself_do_not_differ(gold_readings: tuple[Reading, ...], full_reading: Reading) -> None:
    for reading in (*gold_readings, full_reading, FIRST):
        comparison = compare(reading, reading)
        assert comparison.differences == ()
        for kind in KINDS:
            count = comparison.counts[kind]
            assert (count.first, count.gained, count.lost) == (count.second, 0, 0)
        assert comparison.counts["fact"].first > 0


def test_other_ids_confidences_scripts_and_sentences_make_no_other_finding() -> None:
    """Only what the article calls things is compared, and a fact that another sentence says is the same fact."""
    second = replace(
        FIRST,
        mentions=tuple(replace(m, entity=m.entity.replace("e", "x"), confidence=0.1) for m in FIRST.mentions),
        entities=(
            Entity("x1", "ORG", "南極圈"),
            Entity("x2", "PER", "阿潘", known="潘国华"),
            Entity("x3", "ORG", "真格"),
        ),
        facts=(
            replace(FIRST.facts[0], subject="x1", object="x2", start=12, end=22, confidence=0.1),
            replace(FIRST.facts[1], subject="x1", object="x3"),
            replace(FIRST.facts[1], subject="x1", object="x3", start=0, end=12),
        ),
    )
    assert changes(FIRST, second) == []


def test_what_only_one_reading_found_is_told_sentence_by_sentence() -> None:
    second = replace(
        FIRST,
        mentions=(FIRST.mentions[0], Mention(12, 14, "真格", "PER", "e3", 0.9)),
        entities=(Entity("e1", "ORG", "南极圈"), Entity("e3", "PER", "真格")),
        facts=(replace(FIRST.facts[1], amount=900),),
    )
    one, other = TEXT[:12], TEXT[12:]
    assert changes(FIRST, second) == [
        ("lost", FactFound("南极圈", "founder", "潘国华", None, None, None), one),
        ("lost", EntityFound("潘国华", "PER"), one),
        ("lost", MentionFound("潘国华", "PER", 6, 9), one),
        ("lost", FactFound("南极圈", "investor", "真格", None, 9000000, "CNY"), other),
        ("gained", FactFound("南极圈", "investor", "真格", None, 900, "CNY"), other),
        ("gained", EntityFound("真格", "PER"), other),
        ("gained", MentionFound("真格", "PER", 12, 14), other),
        ("lost", EntityFound("真格", "ORG"), ""),  # which nothing mentioned
    ]
    counts = compare(FIRST, second).counts
    assert counts == {"fact": Count(2, 1, 1, 2), "entity": Count(3, 2, 1, 2), "mention": Count(2, 2, 1, 1)}


def test_gains_and_losses_change_places_when_the_readings_do(gold_readings: tuple[Reading, ...]) -> None:
    for reading in gold_readings:
        less = replace(reading, facts=reading.facts[1:], mentions=reading.mentions[::2])
        there, back = compare(reading, less), compare(less, reading)
        assert {(d.found, d.sentence) for d in there.differences} == {(d.found, d.sentence) for d in back.differences}
        assert {d.change for d in there.differences} == {"lost"}
        assert {d.change for d in back.differences} == {"gained"}


def test_the_two_directions_of_a_symmetric_relation_are_one_fact() -> None:
    partners = replace(FIRST, facts=(Fact("e1", "partner", "e3", False, 0, 12, 0.9),))
    turned = replace(FIRST, facts=(Fact("e3", "partner", "e1", False, 0, 12, 0.9),))
    assert changes(partners, turned) == []
    founders = replace(FIRST, facts=(Fact("e1", "founder", "e3", False, 0, 12, 0.9),))
    assert (
        len(changes(founders, replace(founders, facts=(replace(founders.facts[0], subject="e3", object="e1"),)))) == 2
    )


def test_a_predicate_that_is_no_more_is_compared_too() -> None:
    old = replace(FIRST, facts=(Fact("e1", "ceo", "e2", False, 0, 12, 0.9),))
    assert changes(old, replace(FIRST, facts=())) == [
        ("lost", FactFound("南极圈", "ceo", "潘国华", None, None, None), TEXT[:12])
    ]


def test_counts_of_articles_add_up() -> None:
    assert Count(1, 2, 3, 4) + Count(10, 20, 30, 40) == Count(11, 22, 33, 44)


def test_every_difference_stands_in_the_text_where_it_says(full_reading: Reading) -> None:
    nothing = replace(full_reading, mentions=(), entities=(), facts=())
    for difference in compare(nothing, full_reading).differences:
        assert difference.sentence == full_reading.article.text[difference.start : difference.end]
        if isinstance(difference.found, MentionFound):
            assert difference.start <= difference.found.start < difference.end
            assert difference.found.text in difference.sentence
