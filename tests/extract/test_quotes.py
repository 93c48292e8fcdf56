"""Direct speech and its speaker, from every side of the marks."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def spoken(reading: Reading) -> list[tuple[str | None, str]]:
    names = {e.id: e.name for e in reading.entities}
    return [(names.get(q.speaker or ""), q.text) for q in reading.quotes]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("董事长李孟泽说：“钱不是用来囤的。”", ("李孟泽", "钱不是用来囤的。")),
        ("“钱不是用来囤的。”董事长李孟泽表示。", ("李孟泽", "钱不是用来囤的。")),
        ("「我们现在还活着。」南极圈创始人潘国华坦诚得出人意料。", ("潘国华", "我们现在还活着。")),
        ("“我们不追红毯的长度。”一位工作了六年的志愿者说。", (None, "我们不追红毯的长度。")),
        ("董事长李孟泽到场。“钱不是用来囤的。”他说。", ("李孟泽", "钱不是用来囤的。")),
        ("总经理尉迟冬则表示，夏窗的引援“到此为止”。", ("尉迟冬", "到此为止")),
        ("方大可记得，那年很难，“那天谁也没说话”。", ("方大可", "那天谁也没说话")),
        ("张伟明直言“今年很难做”，但会坚持。", ("张伟明", "今年很难做")),
        ("“我们不会走”，公司创始人张伟明说。", ("张伟明", "我们不会走")),
        ("“今年很难做”，一位店主说。", (None, "今年很难做")),
        ("腾讯发布声明称：“我们接受处罚。”", ("腾讯", "我们接受处罚。")),
    ],
)
def test_a_quotation_is_found_with_its_speaker(
    read: Callable[..., Reading], text: str, quote: tuple[str | None, str]
) -> None:
    assert quote in spoken(read(text))


def test_both_halves_of_a_split_quotation_have_the_speaker(read: Callable[..., Reading]) -> None:
    reading = read("“那年有人出钱，”总经理彭铁樵在发布会上说，“我没答应。”")
    assert spoken(reading) == [("彭铁樵", "那年有人出钱，"), ("彭铁樵", "我没答应。")]


def test_the_turns_of_an_interview_are_quotations(read: Callable[..., Reading]) -> None:
    reading = read(
        "作家闻人朗接受了采访。\n\n记者：这本书写了几年？\n\n闻人朗：写了九年。\n\n记者：为什么？\n\n闻人朗：因为慢。"
    )
    assert spoken(reading) == [
        (None, "这本书写了几年？"),
        ("闻人朗", "写了九年。"),
        (None, "为什么？"),
        ("闻人朗", "因为慢。"),
    ]


def test_a_title_with_a_colon_is_no_turn_of_the_interview(read: Callable[..., Reading]) -> None:
    reading = read("苏墨禾：河流没有名字，人有\n\n作家苏墨禾接受采访。\n\n记者：为什么？\n\n苏墨禾：因为慢。")
    assert spoken(reading) == [(None, "为什么？"), ("苏墨禾", "因为慢。")]


@pytest.mark.parametrize(
    "text",
    [
        "这就是所谓的“寻宝地图”。",
        "大厂社群「前橙会」停更了。",
        "他说公司还在，大家都好。",
        "一篇题为“给同学们”的文章。",
        "“新质生产力”成为热词，李明表示，公司会跟进。",
        "“三步走战略”很有效，张伟明说公司会坚持。",
        "张伟明表示，公司的“三步走战略”很有效。",
        "张伟明昨天宣布，捐出三千万元设立“示波器奖学金”，每年资助20名学生。",
        "“不做大只做强”是李明常说的话。",
    ],
)
def test_marks_alone_and_indirect_speech_are_no_quotation(read: Callable[..., Reading], text: str) -> None:
    assert spoken(read(text)) == []
