"""Names that nothing but the frame of a quotation shows."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def speakers(reading: Reading) -> list[str | None]:
    names = {e.id: e.name for e in reading.entities}
    return [names.get(q.speaker or "") for q in reading.quotes]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“我们当时太乐观了。”某基金合伙人应思源回头看，“没有人算过账。”", "应思源"),
        ("呼延庆承认见过面，但“什么都没有签”。呼延庆没有再说。", "呼延庆"),
        ("“账上还有钱，”花农解红阳反复说，“别慌。”", "解红阳"),
    ],
)
def test_a_surname_where_only_a_speaker_can_stand_begins_a_name(
    read: Callable[..., Reading], text: str, name: str
) -> None:
    assert speakers(read(text))[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("网友“不吃葱花”留言说：“客服让我自己修，是认真的吗？”", "不吃葱花"),
        ("车评人“大轮子”在视频里说：“它不会聊天。”", "大轮子"),
        ("网名“老树”的网友说：“那棵槐树比我爷爷还老。”", "老树"),
    ],
)
def test_a_net_name_in_marks_is_a_person_who_writes(read: Callable[..., Reading], text: str, name: str) -> None:
    assert speakers(read(text)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "“别怕。”老师温和地说。",
        "“保证完成任务！”战士齐声回答。",
        "“工钱明天发。”包工头说。",
        "“我们没拿到钱。”员工向记者说。",
        "“没有漏点。”技工高声报告，“可以走了。”",
        "用户“一键下单”后表示满意。",
        "网友“太气人了”的评论被顶上热搜。",
        "粉丝“应援”活动称得上疯狂。",
    ],
)
def test_a_noun_and_a_manner_of_speaking_are_no_name(read: Callable[..., Reading], text: str) -> None:
    assert [m.text for m in read(text).mentions if m.type == "PER"] == []
