"""Organisations that the tagger cuts to common words, and what only looks like one."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(m.text, m.type) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("砺石资本领投了这一轮。", "砺石资本"),
        ("公司去年获得灯塔岛基金2000万元天使轮投资。", "灯塔岛基金"),
        ("法院裁定受理夜航（上海）酒业有限公司的破产申请。", "夜航（上海）酒业有限公司"),
        ("全资子公司雾桥温室科技（昆山）有限公司成立于2016年。", "雾桥温室科技（昆山）有限公司"),
        ("记者从墨山县教育和体育局获悉，学校已经开学。", "墨山县教育和体育局"),
        ("据雾桥财经记者了解，招股书已经更新。", "雾桥财经"),
        ("他收购了德国同业Lichtwerk，价格没有公开。", "Lichtwerk"),
        ("三个同学合伙办的修表公司“齿轮”，去年开张。", "齿轮"),
        ("他们建起了第一个读书社群，取名“灯下”。", "灯下"),
        ("池原汽车宣布涨价。业内人士说，池原汽车的订单减少了。", "池原汽车"),
    ],
)
def test_a_name_of_common_words_is_whole(read: Callable[..., Reading], text: str, name: str) -> None:
    assert (name, "ORG") in named(read(text))


@pytest.mark.parametrize("name", ["耐心资本", "家族资本", "养老基金", "种子轮投资", "货运公司", "陶艺工作室", "校史馆"])
def test_a_kind_of_capital_or_workshop_is_no_name(read: Callable[..., Reading], name: str) -> None:
    assert (name, "ORG") not in named(read(f"他最后去了{name}，没有再回来。"))


def test_a_short_name_told_in_brackets_is_found_even_where_it_is_a_common_word(read: Callable[..., Reading]) -> None:
    reading = read("夜航（上海）酒业有限公司（下称“夜航”）停业了。夜航有630名员工。")
    assert [m.text for m in reading.mentions if m.type == "ORG"].count("夜航") == 2


def test_who_asks_in_an_interview_is_its_medium(read: Callable[..., Reading]) -> None:
    reading = read(
        "灯火以外：你怕吗？\n\n林晚：不怕。\n\n灯火以外：为什么？\n\n林晚：习惯了。\n\n灯火以外：后悔吗？\n\n林晚：不。"
    )
    assert ("灯火以外", "ORG") in named(reading)
    assert ("林晚", "ORG") not in named(reading)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("长江—黄河水利论坛在汉口开幕。", "长江—黄河水利论坛"),
        ("第12届港湾音乐奖揭晓。", "港湾音乐奖"),
        ("“蓝色河谷”侗族织锦展将在贵阳举行。", "蓝色河谷"),
    ],
)
def test_an_event_has_its_whole_name(read: Callable[..., Reading], text: str, event: str) -> None:
    assert (event, "EVENT") in named(read(text))
