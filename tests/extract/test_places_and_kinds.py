"""Places told by what stands around them: roads, datelines, halls, headings, sides; and organisations that bear a place's name."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading, kind: str) -> list[str]:
    return [m.text for m in reading.mentions if m.type == kind]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("他住在成都的建设路。", ["成都", "建设路"], id="road called after a common word"),
        pytest.param("303省道和210国道交会处发生事故。", ["303省道", "210国道"], id="road called by a number"),
        pytest.param("从柳树街拐进乙榜巷，走几步就到。", ["柳树街", "乙榜巷"], id="lane that somebody turns into"),
        pytest.param("（居銮5日讯）市议会今天宣布罚款。", ["居銮"], id="dateline"),
        pytest.param("婚礼在海员职工活动中心举行。", ["海员职工活动中心"], id="hall in which something is held"),
        pytest.param("告别仪式在成都市殡仪馆举行。", ["成都市殡仪馆"], id="house of the dead"),
        pytest.param("去吃早茶。\n\n☕ 柳边小院\n\n柳边小院在街角。", ["柳边小院"] * 2, id="heading of a guide"),
        pytest.param("受强降雨影响，青石山西侧塌方。", ["青石山"], id="side of a mountain that a province seems to be"),
        pytest.param("汉江支流清水河决口。", ["汉江", "清水河"], id="water and the one that it flows into"),
        pytest.param("赣州南部降温。", ["赣州"], id="part of a place"),
        pytest.param("家住云屿岛北澳村的渔民起了个大早。", ["云屿岛", "北澳村"], id="village on an island"),
        pytest.param("她1931年生于四川大竹，祖籍陕西。", ["四川", "大竹", "陕西"], id="county that is also a word"),
        pytest.param("他在新店一间铺面里创业。", ["新店"], id="risky name that stands like a place"),
        pytest.param("首批试用的一家广州民营医院很满意。", ["广州"], id="kind of house counted in a place"),
    ],
)
def test_a_place_is_told_by_what_stands_around_it(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert named(read(text), "LOC") == places


@pytest.mark.parametrize(
    "text",
    [
        "他们在建设路面，要走人民路线。",
        "婚礼在学校大礼堂举行，晚会在社区体育馆举行。",
        "（综合讯）新华社5月1日电。",
        "三重困难压在身上，隔壁省的学校食堂也一样，唱到第二段就停了。",
        "他现任县长，拟任县委书记。",
    ],
)
def test_common_words_make_no_place(read: Callable[..., Reading], text: str) -> None:
    assert named(read(text), "LOC") == []


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        pytest.param(
            "联赛第三轮，太湖蛟龙客场击败洞庭飞虎，主教练说，蛟龙的外援表现出色，球队已三连胜。",
            ["太湖蛟龙", "洞庭飞虎", "蛟龙"],
            id="teams of a match",
        ),
        pytest.param("三个人从台中女中毕业。", ["台中女中"], id="school"),
        pytest.param("她在德国邮政任职八年。", ["德国邮政"], id="post of a country"),
        pytest.param("云南省森林火险监测总站的工程师说。", ["云南省森林火险监测总站"], id="station"),
        pytest.param("潮州会馆会长陈国成说，潮州会馆要办夜校。", ["潮州会馆"] * 2, id="hall of a clan"),
    ],
)
def test_an_organisation_bears_a_place_in_its_name(
    read: Callable[..., Reading], text: str, organisations: list[str]
) -> None:
    assert named(read(text), "ORG") == organisations


def test_an_animal_is_no_team_where_nobody_plays(read: Callable[..., Reading]) -> None:
    assert named(read("昆仑雪豹在夜里出没，雪豹的脚印很深。"), "ORG") == []


def test_a_shop_that_joins_and_plans_is_an_organisation(read: Callable[..., Reading]) -> None:
    reading = read("瑞雪咖啡的加盟商不多。接下来，瑞雪咖啡计划明年进入甘肃。")
    assert named(reading, "ORG") == ["瑞雪咖啡"] * 2
