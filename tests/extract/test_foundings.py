"""How foundings, investments, listings and seats are told: in other words, in other orders, over several clauses."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]
Facts = Callable[[Reading, str], set[tuple[str, str]]]
YUANSHAN = "远山科技有限公司"


@pytest.mark.parametrize(
    ("text", "founders"),
    [
        ("2013年，李明与大学室友王芳辞去工作，在深圳的一间民房里办起了远山科技有限公司。", {"李明", "王芳"}),
        ("远山科技有限公司，是李明2013年一手办起来的。", {"李明"}),
        ("远山科技有限公司由清华大学教授李明和他的学生王芳于2005年在北京联合创立。", {"李明", "王芳"}),
        ("2016年，李明和王芳在苏州开出第一间办公室，取名“远山科技有限公司”。", {"李明", "王芳"}),
        ("2016年，李明辞去工作，在苏州开出第一间办公室，取名“远山科技有限公司”。", {"李明"}),
        ("李明在老街上开了一间“远山科技有限公司”。", {"李明"}),
        ("李明和王芳谈了一夜，远山科技有限公司就此成立。", {"李明", "王芳"}),
        ("远山科技有限公司已有十年。2013年，李明带着两个同学，在宁波租下一间厂房，开了公司。", {"李明"}),
        ("王芳采访过创办远山科技有限公司的李明。", {"李明"}),
        ("李明离开远山科技有限公司后，开了公司。", set()),
        ("李明做了一个关于远山科技有限公司的报告。", set()),
    ],
)
def test_a_founding_is_told_in_many_orders(read: Read, facts: Facts, text: str, founders: set[str]) -> None:
    assert facts(read(text), "founder") == {(YUANSHAN, who) for who in founders}


def test_a_house_begins_with_its_founding_though_nobody_is_named(read: Read, facts: Facts) -> None:
    reading = read("1998年，五位老师凑钱办起了远山科技有限公司，王芳是首任总经理。")
    assert facts(reading, "foundingDate") == {(YUANSHAN, "1998")}


@pytest.mark.parametrize(
    ("text", "investors"),
    [
        ("远山科技有限公司昨日发布公告。深蓝资本是公司第二大股东。", {"深蓝资本"}),
        ("2021年，深蓝资本参与了远山科技有限公司的A轮融资。", {"深蓝资本"}),
        ("橘灯基金和深蓝资本又联手给远山科技有限公司投了500万元。", {"橘灯基金", "深蓝资本"}),
        ("深蓝资本以7亿元认购远山科技有限公司新发股份。", {"深蓝资本"}),
        ("深蓝资本出资120万元入股远山科技有限公司。", {"深蓝资本"}),
        ("李明以个人名义向远山科技有限公司投了50万元。", {"李明"}),
        ("远山科技有限公司完成融资，橘灯基金领投，老股东深蓝资本跟投。", {"橘灯基金", "深蓝资本"}),
    ],
)
def test_who_invests_is_told_in_many_words(read: Read, facts: Facts, text: str, investors: set[str]) -> None:
    assert facts(read(text), "investor") >= {(YUANSHAN, who) for who in investors}


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("2019年6月，远山科技有限公司在上海证券交易所挂牌，2022年又登陆香港交易所。", 2),
        ("远山科技有限公司昨日发布公告。2004年，李明带领公司在香港交易所上市。", 1),
        ("李明许诺，远山科技有限公司要在2024年登陆香港交易所。", 0),
        ("远山科技有限公司预计下月转板，在香港交易所挂牌。", 0),
    ],
)
def test_a_listing_is_stated_and_not_promised(read: Read, facts: Facts, text: str, listed: int) -> None:
    assert len(facts(read(text), "listedOn")) == listed


def test_the_nearest_place_alone_is_where_something_is(read: Read, facts: Facts) -> None:
    reading = read("远山科技有限公司位于西湖区。远山科技有限公司位于杭州。西湖区位于杭州。")
    assert facts(reading, "location") == {(YUANSHAN, "西湖区"), ("西湖区", "杭州")}


def test_a_seat_that_moves_leaves_its_old_place_where_it_is(read: Read, facts: Facts) -> None:
    reading = read("远山科技有限公司总部从北京迁至苏州，在上海、成都设有分会。")
    assert facts(reading, "location") == {(YUANSHAN, "苏州"), (YUANSHAN, "上海"), (YUANSHAN, "成都")}


def test_branches_that_close_do_not_close_the_house(read: Read, facts: Facts) -> None:
    assert facts(read("去年底，远山科技有限公司旗下的两家店铺关停。"), "dissolutionDate") == set()


def test_who_signs_a_sale_is_no_partner(read: Read, facts: Facts) -> None:
    reading = read("远山科技有限公司已与深蓝资本签署最终协议，以24亿元收购后者全部股份。")
    assert facts(reading, "partner") == set()


def test_the_company_is_the_protagonist_of_its_paragraph(read: Read, facts: Facts) -> None:
    reading = read(
        "远山科技有限公司与客户北京大学昨日会面。远山科技有限公司增长很快。北京大学、清华大学占其收入的一成。截至2022年末，公司共有员工1043人。"
    )
    assert facts(reading, "numberOfEmployees") == {(YUANSHAN, "1043")}
