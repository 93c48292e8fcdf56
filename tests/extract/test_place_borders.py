"""Where the names of places begin and end, and what only begins like one."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading, kind: str) -> list[str]:
    return [m.text for m in reading.mentions if m.type == kind]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("他把店开在霍山县城的西街口。", ["霍山"], id="town of a county"),
        pytest.param("青石村村支书说，路修好了。", ["青石村"], id="office of a village"),
        pytest.param("货车停在石湾屯村口。", ["石湾屯"], id="spot in a village"),
        pytest.param("队员登上昆仑山的冷泉沟3号冰川。", ["昆仑山", "冷泉沟3号冰川"], id="numbered glacier"),
        pytest.param("她在芬兰那几年常滑雪。", ["芬兰"], id="word of pointing behind a place"),
        pytest.param("双方将修复河内至琅勃拉邦铁路。", ["河内", "琅勃拉邦"], id="railway between two places"),
        pytest.param("沿都江往上走，就是寨子。", ["都江"], id="no adverb stands behind a preposition"),
        pytest.param("据路透社塔林2月20日报道，会议已经结束。", ["塔林"], id="agency's report of a day"),
        pytest.param("本报遂溪讯（记者　林远）大桥通车。", ["遂溪"], id="own dateline without a day"),
    ],
)
def test_a_place_ends_where_its_name_does(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert named(read(text), "LOC") == places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("他会说流利的葡萄牙语，还学过西班牙语。", id="language"),
        pytest.param("碑上刻着三行契丹小字。", id="script"),
        pytest.param("孩子们爬上鼓楼，坐在鼓楼边上唱歌。", id="hall that every old town has"),
    ],
)
def test_what_is_only_called_after_a_place_is_none(read: Callable[..., Reading], text: str) -> None:
    assert named(read(text), "LOC") == []


def test_a_hall_is_a_place_where_the_text_has_its_district(read: Callable[..., Reading]) -> None:
    assert "鼓楼" in named(read("他在鼓楼区开店。坐在鼓楼边上，看得见江。"), "LOC")


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        pytest.param("他供职于挪威极地研究所。", ["挪威极地研究所"], id="institute whose own name is common words"),
        pytest.param("他毕业于挪威卑尔根大学。", ["卑尔根大学"], id="university with a name of its own"),
        pytest.param("西兰国不算，加纳基础设施部副部长昨天到访。", ["加纳基础设施部"], id="ministry"),
        pytest.param("他在贵阳机务段开火车。", ["贵阳机务段"], id="section of the railway"),
        pytest.param("她辞去湖南省歌舞剧院的工作。", ["湖南省歌舞剧院"], id="troupe"),
        pytest.param("会议由珠三角新能源产业联盟主办。", ["珠三角新能源产业联盟"], id="alliance of a region"),
        pytest.param("公司与韩国药企林川制药签署合作协议。", ["林川制药"], id="kind of firm between place and name"),
    ],
)
def test_a_place_begins_the_name_of_an_institution(
    read: Callable[..., Reading], text: str, organisations: list[str]
) -> None:
    assert named(read(text), "ORG") == organisations


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("寨子藏在一条叫归岩沟的山谷里。", ["归岩沟"], id="called and told of what kind"),
        pytest.param("再走半小时到摆榕，这个小村只剩三户人。", ["摆榕"], id="told of what kind behind a mark"),
        pytest.param("公司开发过云栖公馆、鹿鸣湖壹号等楼盘。", ["云栖公馆", "鹿鸣湖壹号"], id="list of houses"),
        pytest.param("他1997年在白银创办工厂。", ["白银"], id="common word in which one lives"),
    ],
)
def test_a_place_is_announced(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert named(read(text), "LOC") == places


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("天使投资人柏林拿出三百万元。柏林至今没有转让股份。", ["柏林"] * 2, id="investor"),
        pytest.param("她的丈夫安阳是医生。安阳说，他不怕冷。", ["安阳"] * 2, id="husband"),
        pytest.param("她的丈夫在柏林工作。柏林的冬天很长。", [], id="town in which somebody works"),
    ],
)
def test_who_is_called_like_a_town_is_a_person(read: Callable[..., Reading], text: str, people: list[str]) -> None:
    assert named(read(text), "PER") == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("北京五道口的暖屿酒吧挤进四十多人。", ["北京", "五道口", "暖屿酒吧"], id="bar in a quarter"),
        pytest.param("她在鄱阳街的巴翁房子里开了店。", ["鄱阳街", "巴翁房子"], id="house in a street"),
        pytest.param("母亲在溪南市场卖了二十年米粉。", ["溪南市场"], id="market with a place's name"),
        pytest.param("新书在上海崇明作家之家首发。", ["上海", "崇明作家之家"], id="home of writers"),
        pytest.param("明年去普隆岗日冰原打冰芯。", ["普隆岗日冰原"], id="field of ice that is one word"),
        pytest.param("仪式在南京大学知行堂举行。", ["知行堂"], id="hall of a university"),
        pytest.param("中心将在榆北校区挂牌。", ["榆北校区"], id="campus"),
    ],
)
def test_a_house_is_a_place_in_a_place(read: Callable[..., Reading], text: str, places: list[str]) -> None:
    assert named(read(text), "LOC") == places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("他在杭州的仓库里睡了一夜。", id="store"),
        pytest.param("我们在成都的建材市场买了一扇门。", id="kind of market"),
        pytest.param("三个人在杭州的共享办公室里，喝日式酒吧的酒。", id="kind of bar"),
    ],
)
def test_a_kind_of_house_in_a_place_is_none(read: Callable[..., Reading], text: str) -> None:
    assert named(read(text), "LOC") in (["杭州"], ["成都"])


def test_a_firm_in_a_country_is_its_branch(read: Callable[..., Reading]) -> None:
    reading = read("她此前供职于辉瑞中国，负责疫苗。辉瑞中国业务增长。")
    assert named(reading, "ORG")[0] == "辉瑞中国"


def test_who_wins_a_match_is_a_team(read: Callable[..., Reading]) -> None:
    reading = read("联赛第六轮，海门蓝湾3比1逆转云屿渔火，积分升到第二。海门蓝湾的主场坐满了人。")
    assert named(reading, "LOC") == []


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        pytest.param("公司与汾河超市签署合作协议。", "ORG", ["汾河超市"], id="shop called after a river"),
        pytest.param("她是佛山投资人。", "LOC", ["佛山"], id="town whose name ends like a mountain"),
        pytest.param("大家沿北洛河走到三江平原。", "LOC", ["北洛河", "三江平原"], id="river and plain"),
    ],
)
def test_rivers_and_mountains_are_no_towns(
    read: Callable[..., Reading], text: str, kind: str, names: list[str]
) -> None:
    assert named(read(text), kind) == names


def test_a_verb_in_front_is_no_part_of_a_river(read: Callable[..., Reading]) -> None:
    assert named(read("相机掉进洱溪河，他找了三天。"), "LOC") == ["洱溪河"]
