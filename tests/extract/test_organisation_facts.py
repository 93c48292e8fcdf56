"""What is stated of organisations and places where a sentence leaves something out. The names are invented or neutral."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]
Facts = Callable[[Reading, str], set[tuple[str, str]]]
YUANSHAN, BEICHEN = "远山科技有限公司", "北辰软件有限公司"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李明2012年创办了远山科技有限公司。公司位于苏州。", {(YUANSHAN, "苏州")}),
        ("李明2012年创办了远山科技有限公司。这家公司总部设在苏州。", {(YUANSHAN, "苏州")}),
        ("远山科技有限公司收购了北辰软件有限公司，后者总部位于苏州。", {(BEICHEN, "苏州")}),
        ("李明毕业于浙江大学，在远山科技有限公司任职。公司总部设在苏州。", set()),
        ("企查查显示，远山科技有限公司2012年成立，注册地在苏州。", {(YUANSHAN, "苏州")}),
    ],
)
def test_an_organisation_that_is_not_named_is_the_one_spoken_of(
    read: Read, facts: Facts, text: str, found: set[object]
) -> None:
    assert facts(read(text), "location") == found or found <= facts(read(text), "location")
    assert ("浙江大学", "苏州") not in facts(read(text), "location")


def test_this_company_is_the_one_introduced_last_and_no_school(read: Read, facts: Facts) -> None:
    reading = read("远山大学迎来校庆。李明1994年毕业于远山大学，后来办起了北辰软件有限公司。如今这家公司有3700名员工。")
    assert facts(reading, "numberOfEmployees") == {(BEICHEN, "3700")}


def test_an_investor_is_not_the_company_that_the_next_clause_speaks_of(read: Read, facts: Facts) -> None:
    reading = read(
        "远山科技有限公司昨日发布公告。2019年，深蓝资本投了1500万元；2020年9月，公司又并购了北辰软件有限公司。"
    )
    assert facts(reading, "acquirer") == {(BEICHEN, YUANSHAN)}


def test_who_raises_money_may_be_named_behind_its_investors(read: Read, facts: Facts) -> None:
    reading = read("深蓝资本领投，橡果资本跟投，远山科技有限公司完成1亿元A轮融资。")
    assert facts(reading, "investor") == {(YUANSHAN, "深蓝资本"), (YUANSHAN, "橡果资本")}


def test_what_an_event_or_a_work_is_said_to_do_is_not_said_of_an_organisation(read: Read, facts: Facts) -> None:
    reading = read("远山传媒在会上发言。海岬电影节2017年由青岛影人协会发起。")
    assert not facts(reading, "founder")
    assert not facts(reading, "foundingDate")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("远山科技有限公司位于深圳市南山区。", {(YUANSHAN, "南山区"), ("南山区", "深圳")}),
        ("展览在江苏的苏州举行。", {("苏州", "江苏")}),
        ("北京上海等地都有雨。", set()),
        ("中美两国代表出席。", set()),
        ("瑞士药企诺华发布公告。", {("诺华", "瑞士")}),
        ("成都的远山科技有限公司发布公告。", {(YUANSHAN, "成都")}),
        ("远山科技有限公司在广州、武汉开设了12家门店。", {(YUANSHAN, "广州"), (YUANSHAN, "武汉")}),
        ("远山科技有限公司由李明于2011年在苏州创办。", {(YUANSHAN, "苏州")}),
        ("李明在苏州的一间旧厂房里把远山科技有限公司办了起来。", {(YUANSHAN, "苏州")}),
        ("远山科技有限公司今年将在武汉设立分公司。", set()),
    ],
)
def test_places_lie_in_places_and_organisations_where_they_are_founded_or_have_a_house(
    read: Read, facts: Facts, text: str, found: set[object]
) -> None:
    assert facts(read(text), "location") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("远山科技有限公司现有员工约1.2万人。", {(YUANSHAN, "12000")}),
        ("远山科技有限公司只有三十来名员工。", {(YUANSHAN, "30")}),
        ("远山科技有限公司217名员工里，31人来自腾讯。", {(YUANSHAN, "217")}),
        ("远山科技有限公司员工数早已超过10万、客户遍布全国。", {(YUANSHAN, "100000")}),
        ("远山科技有限公司员工从2015年的50人增长到300人。", {(YUANSHAN, "300")}),
        ("远山科技有限公司去年裁掉了300名员工。", set()),
        ("远山科技有限公司有登记会员1.3万人。", set()),
    ],
)
def test_staff_is_counted_and_nobody_else(read: Read, facts: Facts, text: str, found: set[object]) -> None:
    assert facts(read(text), "numberOfEmployees") == found


def test_a_head_count_has_the_date_at_which_it_held_and_no_other(read: Read) -> None:
    def when(text: str) -> list[str | None]:
        return [f.when for f in read(text).facts if f.predicate == "numberOfEmployees"]

    assert when("截至2022年底，远山科技有限公司共有员工1200名。") == ["2022-12"]
    assert when("远山科技有限公司由李明于1987年创立，现有员工1200名。") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "有消息称远山科技有限公司已被腾讯收购。",
        "听说腾讯收购了远山科技有限公司。",
        "坊间盛传，腾讯收购了远山科技有限公司。",
        "市面上有人说，腾讯收购了远山科技有限公司。",
        "如果谈判顺利，腾讯会收购远山科技有限公司。",
        "腾讯收购了远山科技有限公司，双方随后澄清并无此事。",
    ],
)
def test_rumours_and_conditions_state_nothing_though_they_stand_in_another_clause(
    read: Read, facts: Facts, text: str
) -> None:
    assert not facts(read(text), "acquirer")
    assert facts(read("据报道，腾讯收购了远山科技有限公司。"), "acquirer") == {(YUANSHAN, "腾讯")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("离职后，李明与同事王芳一起创办了远山科技有限公司。", {"李明", "王芳"}),
        ("李明遇到了王芳，两人后来创办了远山科技有限公司。", {"李明", "王芳"}),
        ("李明1994年下海，办起了远山科技有限公司。", {"李明"}),
        ("远山科技有限公司是王芳一手拉起来的公司。", {"王芳"}),
        ("远山科技有限公司2013年由几位腾讯前工程师发起。", set()),
    ],
)
def test_founders_are_all_who_found(read: Read, facts: Facts, text: str, found: set[str]) -> None:
    assert {person for _, person in facts(read(text), "founder")} == found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("李明1994年下海，办起了远山科技有限公司。", "1994"),
        ("远山科技有限公司是一家2015年在上海成立的软件企业。", "2015"),
        ("成立于1998年的远山科技有限公司发布公告。", "1998"),
        ("2022年，远山科技有限公司在慕尼黑成立欧洲总部。", None),
        ("远山科技有限公司2021年重新开张。", None),
    ],
)
def test_a_founding_date_is_that_of_the_organisation_itself(
    read: Read, facts: Facts, text: str, date: str | None
) -> None:
    assert facts(read(text), "foundingDate") == ({(YUANSHAN, date)} if date else set())


def test_an_agreement_of_three_sides_is_one_of_each_two_and_of_two_with_one_is_not(read: Read, facts: Facts) -> None:
    three = facts(read("北京大学与复旦大学、清华大学签署三方合作协议。"), "partner")
    assert len(three) == 3
    two = facts(read("北京大学分别与复旦大学、清华大学签署合作协议。"), "partner")
    assert two == {pair for pair in three if "北京大学" in pair}


def test_what_belongs_to_an_owner_is_told_in_the_next_clause_too(read: Read, facts: Facts) -> None:
    reading = read("远山科技有限公司2010年成立，是腾讯的全资子公司。")
    assert facts(reading, "parentOrganization") == {(YUANSHAN, "腾讯")}


def test_a_shop_that_stops_something_is_not_closed(read: Read, facts: Facts) -> None:
    assert facts(read("去年，蓝天书店关停了11家门店。"), "dissolutionDate") == set()
    assert facts(read("蓝天书店2008年开业，2020年6月停业。"), "dissolutionDate") == {("蓝天书店", "2020-06")}


def test_what_stands_in_brackets_is_said_of_the_name_before_them(read: Read, facts: Facts) -> None:
    reading = read(
        "投资方为橘灯基金（出资1亿元）和深蓝资本（出资5000万元），远山科技有限公司（2012年由李明创办）完成B轮融资。"
    )
    names = {e.id: e.name for e in reading.entities}
    sums = {names[f.object]: f.amount for f in reading.facts if f.predicate == "investor"}
    assert sums == {"橘灯基金": 100_000_000, "深蓝资本": 50_000_000}
    assert facts(reading, "founder") == {(YUANSHAN, "李明")}


def test_nobody_is_implied_to_deal_with_himself(read: Read, facts: Facts) -> None:
    assert facts(read("本轮投资方为橘灯基金和深蓝资本。"), "investor") == set()


def test_this_band_is_none_that_the_paragraph_has_not_named(read: Read, facts: Facts) -> None:
    reading = read("远山唱片有限公司昨日发布公告。\n\n压轴的节目准备得最足。这支乐团2015年由李明在高雄组成。")
    assert facts(reading, "founder") == set()


def test_who_invests_in_the_company_invests_in_the_topic(read: Read, facts: Facts) -> None:
    reading = read("远山科技有限公司昨日发布公告。2018年，深蓝资本独家投资了公司2亿元。")
    assert facts(reading, "investor") == {(YUANSHAN, "深蓝资本")}


def test_an_investor_is_not_whose_staff_the_next_clause_counts(read: Read, facts: Facts) -> None:
    reading = read("今年3月，远山科技有限公司完成融资，其中深蓝资本投了1亿元；半年里，员工从260人增加到420人。")
    assert facts(reading, "numberOfEmployees") == {(YUANSHAN, "420")}
