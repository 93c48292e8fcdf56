"""Lines, ways, stations, airports and streets are found whole."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]


def places(reading: Reading) -> list[str]:
    return [m.text for m in reading.mentions if m.type == "LOC"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("六号线开通首日，乘客在站台上排队。", "六号线"),
        ("他说的是下月通车的武汉地铁7号线。", "武汉地铁7号线"),
        ("成渝高铁运行正常。", "成渝高铁"),
        ("大雪之后，郑万高铁部分列车停运。", "郑万高铁"),
        ("货车多走渝黔高速南下。", "渝黔高速"),
        ("列车停在海边的大理站，旅客下车。", "大理站"),
        ("旅客转礁溪车站的区间车。", "礁溪车站"),
        ("遵义新舟机场则取消航班12架次。", "遵义新舟机场"),
        ("湖东区柳沿路上的几家花店关门。", "柳沿路"),
    ],
)
def test_ways_and_houses_of_traffic_are_one_name(read: Read, text: str, name: str) -> None:
    assert name in places(read(text))


@pytest.mark.parametrize(
    "text",
    ["工厂的3号线投产，4号线待命。", "当天开通高铁，乘客很多。", "二号线索断了，乘客也散了。", "大家都坐上高铁走了。"],
)
def test_lines_of_production_and_words_before_a_railway_are_no_names(read: Read, text: str) -> None:
    assert not places(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("外地游客去了长沙云方欢乐世界。", "长沙云方欢乐世界"),
        ("铁西区的青梅文创园客流不少。", "青梅文创园"),
        ("石门水电站今天放水。", "石门水电站"),
        ("这是辽上京遗址宫城南门的照片。", "辽上京遗址"),
        ("广昌各村封了路口。", "广昌"),
        ("他们在阿巴嘎旗放牧。", "阿巴嘎旗"),
        ("它掉进渭河，晾了五天。", "渭河"),
        ("摄影师来自俄罗斯楚瓦什，住在伊热夫斯克。", "伊热夫斯克"),
    ],
)
def test_a_site_has_its_own_name_and_nothing_that_lies_in_it(read: Read, text: str, name: str) -> None:
    assert name in places(read(text))


@pytest.mark.parametrize("text", ["当地建成现代农业产业园和大型水电站。", "他在国内一座滑雪场工作。"])
def test_what_kind_of_site_it_is_names_none(read: Read, text: str) -> None:
    assert not places(read(text))
