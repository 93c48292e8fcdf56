"""What sentences state, one wording a case; and what they do not state. The names are invented or neutral."""

from collections.abc import Callable

import pytest

from extract.facts import expand
from extract.reading import Reading
from extract.rules import RULES
from ontology.predicates import PREDICATES


def facts(reading: Reading) -> set[tuple[str, str, str]]:
    names = {e.id: e.known or e.name for e in reading.entities}
    return {(names[f.subject], f.predicate, f.object if f.literal else names[f.object]) for f in reading.facts}


STATED = [
    ("青禾智控创始人沈砚青说，公司还在测试。", ("青禾智控", "founder", "沈砚青")),
    ("这家名为“小石榴”的公司由钟意然创办。“小石榴”公司创始人为钟意然。", ("小石榴", "founder", "钟意然")),
    ("前腾讯员工、远山科技创始人刘新舟到场。", ("刘新舟", "formerEmployer", "腾讯")),
    ("前腾讯员工、远山传媒创始人刘新舟到场。", ("远山传媒", "founder", "刘新舟")),
    ("深蓝资本合伙人何嘉树看重数据。", ("何嘉树", "worksFor", "深蓝资本")),
    ("深蓝资本合伙人何嘉树看重数据。", ("何嘉树", "jobTitle", "合伙人")),
    ("李孟泽曾在腾讯工作七年。", ("李孟泽", "formerEmployer", "腾讯")),
    ("李孟泽毕业于浙江大学，后来到了上海。", ("李孟泽", "alumniOf", "浙江大学")),
    ("2014年9月，阿里巴巴在纽交所上市。", ("阿里巴巴", "listedOn", "纽约证券交易所")),
    ("2018年6月，北辰集团以3.6亿元收购大河快运。", ("大河快运", "acquirer", "北辰集团")),
    ("总部位于杭州的远山科技有限公司发布了公告。", ("远山科技有限公司", "location", "杭州")),
    ("作家梁晓禾的长篇小说《雾港来信》上周出版。", ("雾港来信", "author", "梁晓禾")),
    ("李长河1975年生于重庆。", ("李长河", "birthDate", "1975")),
    ("李长河1975年生于重庆。", ("李长河", "birthPlace", "重庆")),
    ("贾一川与妻子陆晚晴共同编剧。", ("贾一川", "spouse", "陆晚晴")),
]


@pytest.mark.parametrize(("text", "fact"), STATED)
def test_a_statement_is_found(read: Callable[..., Reading], text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read(text))


def test_an_investment_has_its_giver_sum_and_date(read: Callable[..., Reading]) -> None:
    reading = read("2020年8月，海豚仓科技有限公司获得1200万元投资，其中深蓝资本出资900万元、橡果资本跟投300万元。")
    names = {e.id: e.name for e in reading.entities}
    given = {(names[f.object], f.amount, f.when) for f in reading.facts if f.predicate == "investor"}
    assert given == {("深蓝资本", 9_000_000, "2020-08"), ("橡果资本", 3_000_000, "2020-08")}


UNSTATED = [
    ("腾讯否认收购远山科技有限公司。", "acquirer"),
    ("深蓝资本拟向远山科技有限公司投资3000万元。", "investor"),
    ("一名跳槽到阿里巴巴的腾讯前员工遭遇车祸。李孟泽也在场。", "worksFor"),
    ("王笑说：“远山科技有限公司由李孟泽创办。”", "founder"),
    ("李孟泽到场。美团前员工在2019年创立了「三块钱」。", "founder"),
    ("美团前员工倒是在2019年创立了「三块钱」，但外部存在感不强。", "foundingDate"),
    ("如果远山科技有限公司在纽交所上市，股东会高兴。", "listedOn"),
]


@pytest.mark.parametrize(("text", "predicate"), UNSTATED)
def test_what_is_denied_planned_unnamed_or_quoted_is_no_fact(
    read: Callable[..., Reading], text: str, predicate: str
) -> None:
    assert predicate not in {p for _, p, _ in facts(read(text))}


def test_the_evidence_is_the_sentence_that_says_it(read: Callable[..., Reading]) -> None:
    reading = read("天气很好。青禾智控创始人沈砚青到场。大家鼓掌。")
    (founder,) = [f for f in reading.facts if f.predicate == "founder"]
    assert reading.article.text[founder.start : founder.end] == "青禾智控创始人沈砚青到场。"


def test_every_rule_speaks_of_a_known_predicate_and_compiles() -> None:
    import re

    for rule in RULES:
        assert rule.predicate in PREDICATES
        groups = re.compile(expand(rule.pattern)).groupindex
        assert set(groups) <= {"s", "o", "m"}
        assert groups or PREDICATES[rule.predicate].literal == "edtf", rule.pattern
