"""Who speaks where nothing attributes a quotation: the sentences beside it, and the nouns for persons in them."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def speakers(reading: Reading) -> list[str | None]:
    names = {e.id: e.name for e in reading.entities}
    return [names.get(q.speaker or "") for q in reading.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周文彬摇摇头。“桥修不好了。”赵建国却没有理会。", ["周文彬"]),
        ("周文彬到了。“桥在哪儿？”他问。赵建国指着河面。“在水底下。”", ["周文彬", "赵建国"]),
        ("周文彬表示，桥要重修。“钱不是问题。”赵建国听了摇头。", ["周文彬"]),
        ("周文彬站在桥头。“水涨了。”赵建国问要不要走。“再等等，雨快停了。”", ["周文彬", "周文彬"]),
        ("周文彬接到医生电话。“你父亲情况不好。”周文彬赶到时，父亲已经说不出话。", [None]),
        ("“桥还在吗？”周文彬问。赵建国沉默了很久，回答：“塌了。”", ["周文彬", "赵建国"]),
        ("赵建国来了。周文彬也来了。“桥塌了没有？”周文彬问。“没有塌。”", ["周文彬", "赵建国"]),
        ("周文彬站在河边。“周文彬，快回来！”赵建国站在桥上喊。", ["赵建国"]),
        ("记者赶到时，周文彬抽着烟，不说话。“你倒是给句话呀。”有人急了。", [None]),
        ("谈起赵建国，周文彬叹了口气。“他脾气急。”赵建国哈哈大笑：“你也一样。”", ["周文彬", "赵建国"]),
        ("工程师赵建国说过，桥是他修的。周文彬注意到，桥面裂了。“裂缝有手指宽。”", ["周文彬"]),
    ],
)
def test_the_sentences_beside_a_quotation_tell_who_has_the_floor(
    read: Callable[..., Reading], text: str, expected: list[str | None]
) -> None:
    assert speakers(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "周守义今年九十一岁。周守义的女儿周小雨每周回来。“他不肯进城。”周小雨说。老人摆摆手：“城里没有井。”",
            "周守义",
        ),
        ("警员周文彬赶到时，女孩已经坐在桥上。“你别过来！”女孩哭喊。", None),
        ("“我考上了！”周小满冲进院子。母亲正在喂鸡，手里的盆掉了。“考上哪儿了？”她问。", None),
        ("周文彬的妻子在他的日记本里找到一句话：“我怕来不及。”", "周文彬"),
        ("护士陈莉递给周文彬一张纸条，上面写着：“别给孩子添麻烦。”", None),
        ("赵建国听见李桂兰在楼下喊：“快下来！”", "李桂兰"),
        ("周文彬向赵建国转达了李桂兰的话：“修好再回来。”", "李桂兰"),
        ("医生周文霞怀孕了。院长赵建业给她安排了休息，她第二天又来了。\n\n“我一走，谁看病？”", "周文霞"),
        ("周文彬学琴，老师是教授李桂兰。“他坐不住。”李桂兰回忆。十年后，他拿了奖。“鱼还在吗？”他问。", "周文彬"),
        ("（记者　陈一鸣）周文彬修桥三十年。他说：“桥还在。”", "周文彬"),
    ],
)
def test_nouns_and_pronouns_mean_whom_the_text_has_told_to_be_so(
    read: Callable[..., Reading], text: str, expected: str | None
) -> None:
    assert speakers(read(text))[-1] == expected


def test_a_name_beside_a_quotation_shows_itself_by_what_its_bearer_does(read: Callable[..., Reading]) -> None:
    reading = read("退役军人路长征来到墓前。“这就是你爸。”路长征指着墓碑说。")
    assert speakers(reading) == ["路长征"]
