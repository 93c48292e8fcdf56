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


@pytest.mark.parametrize(
    "text",
    [
        "这就是所谓的“寻宝地图”。",
        "大厂社群「前橙会」停更了。",
        "他说公司还在，大家都好。",
        "一篇题为“给同学们”的文章。",
    ],
)
def test_marks_alone_and_indirect_speech_are_no_quotation(read: Callable[..., Reading], text: str) -> None:
    assert spoken(read(text)) == []
