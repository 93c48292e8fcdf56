"""What sentences state, one wording a case; and what they do not state. The names are invented or neutral."""

import re
import time
from collections.abc import Callable

import pytest

from extract.reading import Reading
from extract.rule_patterns import expand
from extract.rules import RULES
from extract.slots import SYMBOL
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


# What is said, beside the same thing denied, planned, doubted, quoted, or said of somebody without a name.
PAIRS = [
    ("腾讯收购了远山科技有限公司。", "腾讯否认收购远山科技有限公司。", "acquirer"),
    ("腾讯收购了远山科技有限公司。", "腾讯收购了远山科技有限公司，据悉该消息不实。", "acquirer"),
    ("腾讯收购了远山科技有限公司。", "腾讯收购了远山科技有限公司15%的股份。", "acquirer"),
    ("深蓝资本向远山科技有限公司投资3000万元。", "深蓝资本拟向远山科技有限公司投资3000万元。", "investor"),
    ("李孟泽也在场，跳槽到阿里巴巴。", "李孟泽也在场。一名跳槽到阿里巴巴的腾讯前员工遭遇车祸。", "worksFor"),
    ("李孟泽是锦水医院院长。", "出席的不是董事长李孟泽，而是锦水医院的一位护士长。", "worksFor"),
    ("远山科技有限公司由李孟泽创办。", "王笑说：“远山科技有限公司由李孟泽创办。”", "founder"),
    ("李孟泽在2019年创立了「三块钱」。", "李孟泽到场。美团前员工在2019年创立了「三块钱」。", "founder"),
    ("公司「三块钱」2019年创立。", "美团前员工倒是在2019年创立了「三块钱」，但外部存在感不强。", "foundingDate"),
    ("远山科技有限公司在纽交所上市。", "如果远山科技有限公司在纽交所上市，股东会高兴。", "listedOn"),
    ("远山科技有限公司在纽交所上市。", "远山科技有限公司的产品在腾讯上市。", "listedOn"),
    ("李孟泽加入中国作家协会。", "李孟泽从腾讯加入雾桥科技。", "memberOf"),
]


@pytest.mark.parametrize(("stated", "unstated", "predicate"), PAIRS)
def test_what_is_stated_is_a_fact_and_what_is_not_is_none(
    read: Callable[..., Reading], stated: str, unstated: str, predicate: str
) -> None:
    assert predicate in {p for _, p, _ in facts(read(stated))}
    assert predicate not in {p for _, p, _ in facts(read(unstated))}


def test_an_employer_of_before_is_no_employer_of_now(read: Callable[..., Reading]) -> None:
    found = facts(read("石榴机器人有限公司今年成立，曾在华为做了八年硬件的穆青蓝任CTO。"))
    assert ("穆青蓝", "formerEmployer", "华为") in found
    assert ("穆青蓝", "worksFor", "华为") not in found


def test_a_date_of_another_clause_dates_no_founding(read: Callable[..., Reading]) -> None:
    reading = read("马未都昨天在北大演讲，他创办了观复博物馆。")
    assert {(f.predicate, f.when) for f in reading.facts} == {("founder", None)}


def test_the_agency_of_a_dateline_is_not_who_the_news_is_about(read: Callable[..., Reading]) -> None:
    found = facts(read("新华社北京5月12日电 远山传媒宣布完成1亿元融资，由红杉中国领投。"))
    assert {(s, o) for s, p, o in found if p == "investor"} == {("远山传媒", "红杉中国")}


def test_a_fact_said_twice_keeps_its_sum_and_its_date(read: Callable[..., Reading]) -> None:
    reading = read("深蓝资本向远山传媒投资500万元。\n\n2020年，深蓝资本投资远山传媒。")
    (investment,) = [f for f in reading.facts if f.predicate == "investor"]
    assert (investment.amount, investment.when) == (5_000_000, "2020")


@pytest.mark.parametrize("symbol", [*SYMBOL.values(), "于", "在", "约", "、", "的", "一"])
def test_no_rule_takes_long_on_any_repetition(symbol: str) -> None:
    forms = [f"由{SYMBOL['PER']}{symbol * 200}创办", symbol * 400, f"{SYMBOL['ORG']}{symbol * 200}投资{SYMBOL['ORG']}"]
    start = time.process_time()
    for rule in RULES:
        regex = re.compile(expand(rule.pattern))
        for form in forms:
            regex.search(form)
    assert time.process_time() - start < 5


def test_the_evidence_is_the_sentence_that_says_it(read: Callable[..., Reading]) -> None:
    reading = read("天气很好。青禾智控创始人沈砚青到场。大家鼓掌。")
    (founder,) = [f for f in reading.facts if f.predicate == "founder"]
    assert reading.article.text[founder.start : founder.end] == "青禾智控创始人沈砚青到场。"


def test_every_rule_speaks_of_a_known_predicate_and_compiles() -> None:

    for rule in RULES:
        assert rule.predicate in PREDICATES
        groups = re.compile(expand(rule.pattern)).groupindex
        assert set(groups) <= {"s", "o", "m", "t"}
        assert ("t" in groups) == bool(rule.titled)
        assert groups or PREDICATES[rule.predicate].literal == "edtf", rule.pattern
