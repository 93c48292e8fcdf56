"""Whom a text means by kinship, age or work without a name, and who speaks by it."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def speakers(reading: Reading) -> list[str | None]:
    names = {e.id: e.name for e in reading.entities}
    return [names.get(q.speaker or "") for q in reading.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周小雨是周文彬的独生女，辞职回了村。“船比房子金贵，”女儿说。", ["周小雨"]),
        ("周文彬种了三十年苹果。他的小儿子周一鸣回村做直播。父亲起初想不通。“回来摘苹果吗？”", ["周文彬"]),
        ("周文彬的长女周小雨在铺里帮忙。大女儿笑着说：“尺子谁都不让碰。”", ["周小雨"]),
        ("李桂兰有个弟弟叫李建国。弟弟想了半天才开口：“地不能荒。”", ["李建国"]),
        ("周文彬修桥。乘客的女儿坐在车上。那位乘客的女儿说：“快到了。”", [None]),
        ("周文彬来了。被害人的母亲哭喊：“对不起有什么用！”", [None]),
    ],
)
def test_kin_without_a_name_are_those_whose_names_the_text_has_told(
    read: Callable[..., Reading], text: str, expected: list[str | None]
) -> None:
    assert speakers(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周文彬，1946年生于黄岩。设计师李桂兰替他办展。老人看了很久。“它救过我的命，”他说。", "周文彬"),
        ("滕小飞1998年出生，是石匠周文彬的弟子。小伙子话不多：“我喜欢石头。”", "滕小飞"),
        ("工程师周文彬和司机赵建国都在场。这位工程师不乐观。“数据每天都在变。”他说。", "周文彬"),
        ("周文彬说，店里来了个伙计。他叫赵建国，见人就笑：“我什么都能干。”", "赵建国"),
        ("周文彬是木匠。周小雨是他的女儿。她来得早。“水不多，”她说。", "周小雨"),
        ("记者见到了周文彬。一个女孩从他身边跑过。\n\n“我也等过人，”他说。", "周文彬"),
        ("周文彬和李桂兰是同学。有人劝李桂兰再开两家，她摇头：“够了。”", "李桂兰"),
    ],
)
def test_age_and_work_tell_who_speaks(read: Callable[..., Reading], text: str, expected: str) -> None:
    assert speakers(read(text))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("亲戚都劝他卖牛。“牛是家里人。”说起那头老牛，周文彬眼圈红了。", "周文彬"),
        ("铺子已经打烊。“明天赶早。”周文彬收起木牌，坐在门槛上。", "周文彬"),
        ("周文彬站在河边。记者问他打算干到哪一年，他没有直接回答。“水不问这个。”", "周文彬"),
        ("“紧张吗？”赵建国进门问。“紧张。”周文彬答得干脆。“紧张就对了。”赵建国拍拍他的肩。", "赵建国"),
        ("赵建国爱照相。保护站站长周文彬说，那天他喝了酒。“他平时不喝。”", "周文彬"),
    ],
)
def test_the_words_beside_a_quotation_tell_its_speaker(read: Callable[..., Reading], text: str, expected: str) -> None:
    assert speakers(read(text))[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "门口挂着一块木牌：“鱼皮有售，卖完即止”。",
        "横幅上写着“欢迎回家，我们的英雄！”，一直挂到下午。",
        "墙上刷着一行红字：“时间就是金钱，效率就是生命。”",
        "对于网传的“上游水库溃坝”，县委宣传部当晚发布通报，称系谣言。",
        "针对网友反映的“收费不合理、服务差”，市文旅局回应称，已成立调查组。",
    ],
)
def test_what_stands_on_a_thing_or_is_only_spoken_of_is_said_by_nobody(read: Callable[..., Reading], text: str) -> None:
    assert read(text).quotes == ()


def test_a_letter_that_somebody_finds_may_be_anybodys(read: Callable[..., Reading]) -> None:
    assert speakers(read("周文彬在箱底翻出那封信。信里写道：“米缸底下有钱。”")) == [None]
    assert speakers(read("她的口碑不错。周文彬看重圈子里的口碑：“一个人靠不靠谱，问三个人就知道。”")) == ["周文彬"]
