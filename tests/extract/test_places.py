"""Which spans are places: small and invented ones, chains, addresses, venues, and what only looks like a place."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def of_type(reading: Reading, kind: str) -> list[str]:
    return [m.text for m in reading.mentions if m.type == kind]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "雨从后半夜下到天亮，沟上坪的二十几户人家全泡在水里。沟上坪在半山腰。",
            ["沟上坪", "沟上坪"],
            id="rare ending",
        ),
        pytest.param(
            "公司拟在越南海防设立子公司。", ["越南", "海防"], id="two places that the tagger takes for a body"
        ),
        pytest.param("鹅掌坝移民村里，家家门前都挂着玉米。", ["鹅掌坝"], id="common words with a rare ending"),
        pytest.param("凌晨三时，陈屋围一间五金厂起火。", ["陈屋围"], id="begins like a surname"),
        pytest.param(
            "晒经台的日出六点零三分。游客王磊凌晨三点爬上晒经台。晒经台昨夜有霜。",
            ["晒经台"] * 3,
            id="cut to pieces by the tagger and repeated",
        ),
        pytest.param("这座教堂在慈云巷口，建于1904年。", ["慈云巷"], id="last character given to the noun behind"),
        pytest.param(
            "叙利亚阿勒颇、哈马、霍姆斯等地停电。", ["叙利亚", "阿勒颇", "哈马", "霍姆斯"], id="list that 等地 closes"
        ),
        pytest.param("老裁缝的铺子开在桂花街37号。", ["桂花街"], id="house number stays outside"),
        pytest.param("伊斯坦布尔的加拉塔桥上，有人钓鱼。", ["伊斯坦布尔", "加拉塔桥"], id="two places linked by 的"),
        pytest.param("车队经南环高速泉口收费站下。", ["南环高速", "泉口收费站"], id="motorway and its toll station"),
        pytest.param("阿里山公路今天通车。", ["阿里山公路"], id="road called after a place"),
        pytest.param("将军澳尚德邨居民投诉噪音。", ["将军澳", "尚德邨"], id="word that begins inside a known place"),
    ],
)
def test_a_place_is_found_with_its_borders(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert of_type(read(text), "LOC") == places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("从村口到河边，有一条石板路，雨天滑得很。", id="spots and kinds of road"),
        pytest.param("从二楼的窗口望出去，是一片老居民楼。", id="parts and kinds of houses"),
        pytest.param("后来到李青河的厂里做工，李青河待他不薄。", id="person whose name ends like a place"),
        pytest.param("从陈小桥手里接过奖杯时，他哭了。", id="person behind a word for places"),
        pytest.param("我在十字路口等了半个小时，一辆出租车也没有。", id="crossing"),
        pytest.param("两车在丁字路口相撞，他在三岔口疏导，又去了五岔路口。", id="other crossings"),
        pytest.param("翠湖社区居委会工作人员挨家挨户登记。", id="body that a place has"),
    ],
)
def test_what_only_looks_like_a_place_is_none(read: Callable[..., Reading], text: str) -> None:
    assert of_type(read(text), "LOC") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国家大剧院门口，有人在排队。", "LOC"),
        ("国家大剧院宣布，新的演出季下月开始。", "ORG"),
    ],
)
def test_a_theatre_is_a_place_unless_it_acts(read: Callable[..., Reading], text: str, kind: str) -> None:
    assert of_type(read(text), kind) == ["国家大剧院"]
