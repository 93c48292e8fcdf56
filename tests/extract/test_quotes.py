"""Direct speech and its speaker, from every side of the marks."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]


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
        ("周文彬告诉赵建国：“你放心，这座桥还在。”", ("周文彬", "你放心，这座桥还在。")),
        ("看到赵建国走进来，周文彬说：“桥还在。”", ("周文彬", "桥还在。")),
        ("周文彬正在收摊，看见赵建国，隔着马路喊了一句：“钱先欠着！”", ("周文彬", "钱先欠着！")),
        ("刚从苏州赶来的周文彬说：“桥还在。”", ("周文彬", "桥还在。")),
        ("据周文彬介绍，“那时候河里还有鱼”。", ("周文彬", "那时候河里还有鱼")),
        ("在周文彬看来，“修桥比建桥难得多”，但总要有人做。", ("周文彬", "修桥比建桥难得多")),
        ("周文彬的回答很简单：“我不后悔。”", ("周文彬", "我不后悔。")),
        ("周文彬站在门口，头也不抬：“我不走。”", ("周文彬", "我不走。")),
        ("公告引述周文彬表示：“我们买的是信任。”", ("周文彬", "我们买的是信任。")),
        ("周文彬认为光谱“只能告诉你有没有盐”。", ("周文彬", "只能告诉你有没有盐")),
        ("“我真的不知道，”被网友称为“桥王”的总导演周文彬哭笑不得。", ("周文彬", "我真的不知道，")),
        ("“中方对此表示强烈不满。”外交部发言人在例行记者会上说。", (None, "中方对此表示强烈不满。")),
        ("周文彬的妻子说：“他一年到头不着家。”", (None, "他一年到头不着家。")),
        ("警方通报称，“嫌疑人已被控制”。", (None, "嫌疑人已被控制")),
        ("周文彬谈退休：“我还能再干十年”", ("周文彬", "我还能再干十年")),
        ("周文彬提醒，赵建国当年也作过类似承诺，“三年以后，桥就塌了”。", ("周文彬", "三年以后，桥就塌了")),
        ("馆长周文彬指，生意最怕“人人有份，没人负责”，分家更难。", ("周文彬", "人人有份，没人负责")),
        ("周文彬认为，行情「才刚回暖」。", ("周文彬", "才刚回暖")),
        ("周文彬准备回乡，“那边安静，好写字”——他贴的告示这样写。", ("周文彬", "那边安静，好写字")),
        ("墙上刻着一行字：“桥在，人就在。”——老校长周文彬", ("周文彬", "桥在，人就在。")),
        ("“桥是活的”，这是周文彬留下的最后一句话。", ("周文彬", "桥是活的")),
        ("周文彬说，桥面可能“再高一点”。", ("周文彬", "再高一点")),
        ("周文彬称其说法“荒唐之至”。", ("周文彬", "荒唐之至")),
        ("“够了。”周文彬打断赵建国。", ("周文彬", "够了。")),
        ("“桥不会说话，人会。”北京大学教授周文彬的这番话传得很远。", ("周文彬", "桥不会说话，人会。")),
        ("“一天卖不出三碗面。”坐在灶台边的周文彬说。", ("周文彬", "一天卖不出三碗面。")),
        ("周文彬唱罢，评委席上的导师点评：“唱得有味道。”", (None, "唱得有味道。")),
        ("《人民日报》评论员文章指出：“改革没有完成时。”", ("人民日报", "改革没有完成时。")),
        ("“桥是活的”——周文彬常把这句话挂在嘴边。", ("周文彬", "桥是活的")),
        ("周文彬给出的理由是“饭好吃，人也好”。", ("周文彬", "饭好吃，人也好")),
        ("赵建国转述周文彬的话：“桥修不好我不走。”", ("周文彬", "桥修不好我不走。")),
        ("周文彬记得父亲常说：“做人要像桥。”", (None, "做人要像桥。")),
        ("周文彬记得父亲周守义常说：“做人要像桥。”", ("周守义", "做人要像桥。")),
        ("有媒体报道称，“这家公司已经没有人上班了”。", (None, "这家公司已经没有人上班了")),
    ],
)
def test_a_quotation_is_found_with_its_speaker(
    read: Callable[..., Reading], text: str, quote: tuple[str | None, str]
) -> None:
    assert quote in spoken(read(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("周文彬冒雨出门，绕行三里山路，去给赵建国老人换药。“路断了，病不会断。”他说。", "周文彬"),
        ("周文彬坐着轮椅，由女儿周小雨推到桥头。“桥还认得我，树还认得我。”他说。", "周文彬"),
        ("周文彬把话筒递给李桂莲。“谢谢大家来看我。”她说。", "李桂莲"),
        ("护士李桂兰赶到时，周文彬先生已经昏迷。“再晚五分钟就来不及了。”她说。", "李桂兰"),
        ("去年赵建国来管账，公司归周文彬管。“赵建国每天问我，新桌子摆哪儿。”他说。", "周文彬"),
        ("周文彬到场。散场时，一位采购商拖着箱子往外走。“三天见了四十多家，值。”他说。", None),
        ("我问周文彬，赵建国是个什么样的人。他说：“你见过他修桥吗？”", "周文彬"),
        ("王秀兰打理这家民宿。小院住进一位客人李桂莲，她教了二十年书。“这里的雨声真好听。”", "李桂莲"),
        ("艾米莉·布朗先到。另一位是赵建国的外孙周文彬，他从海外赶来。“我看得懂这些图。”他说。", "周文彬"),
        ("艾米莉·布朗先到，约翰·史密斯后到。“我看得懂这些图。”他说。", "约翰·史密斯"),
    ],
)
def test_a_pronoun_means_whom_the_sentences_before_speak_of(
    read: Callable[..., Reading], text: str, speaker: str | None
) -> None:
    assert [who for who, _ in spoken(read(text))] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("校长周文彬到会，赵建国也到会。校长说：“操场先修。”", "周文彬"),
        ("周文彬是这所中学的校长，赵建国是客人。校长说：“操场先修。”", "周文彬"),
        ("周文彬今年八十岁。“我还能再干十年。”老人说。", "周文彬"),
        ("校长周文彬到会。一位校长说：“操场先修。”", None),
    ],
)
def test_a_title_means_who_was_introduced_with_it(read: Callable[..., Reading], text: str, speaker: str | None) -> None:
    assert [who for who, _ in spoken(read(text))] == [speaker]


def test_who_was_only_quoted_on_somebody_is_not_whom_the_next_paragraph_tells_of(read: Callable[..., Reading]) -> None:
    reading = read(
        "周文彬修了一辈子桥。周文彬今年九十岁。\n\n“我跟了他三十年，”工程师赵建国回忆，“没见他发过火。”\n\n"
        "1969年，他被下放到乡下。“桥先放一放吧。”他说。"
    )
    assert spoken(reading)[-1] == ("周文彬", "桥先放一放吧。")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("在镇上修伞的老瞿说，账拖了半年。“烟早抽完了。”老瞿摆摆手。", "老瞿"),
        ("财务总监Vera Lin解释说，“一半是降价，一半是我们自己”。", "Vera Lin"),
        ("散会了。T姐说：“明年还会更难。”", "T姐"),
    ],
)
def test_who_speaks_is_a_person_whatever_the_name(read: Callable[..., Reading], text: str, speaker: str) -> None:
    assert spoken(read(text))[-1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("周文彬表示，学校将扩建。“操场先修，宿舍后修。”", "周文彬"),
        ("“桥还在。”周文彬说。“我这辈子就干了这一件事。”", "周文彬"),
        ("最难的是那年夏天。周文彬把房子卖了。“中介问我急不急，我说急。”外面开始有传闻。", "周文彬"),
        ("大会开幕。\n\n“我爹救了一辈子人。”多年以后说起这件事，周文彬仍会摘下眼镜。", "周文彬"),
        ("散会了。“他是个好人，真的。”邻居李桂兰抹着眼泪。", "李桂兰"),
    ],
)
def test_what_stands_alone_belongs_to_whom_the_paragraph_speaks_of(
    read: Callable[..., Reading], text: str, speaker: str
) -> None:
    assert spoken(read(text))[-1][0] == speaker


def test_an_institution_speaks_by_its_noun(read: Callable[..., Reading]) -> None:
    reading = read("启明科技发布公告称，股东拟减持。公告还称，“减持不会导致控制权变更”。")
    assert spoken(reading) == [("启明科技", "减持不会导致控制权变更")]


def test_each_of_two_speakers_keeps_his_words(read: Callable[..., Reading]) -> None:
    reading = read("“公司认罚。”周文彬说：“责任在我。”赵建国则表示：“与我无关。”")
    assert spoken(reading) == [("周文彬", "公司认罚。"), ("周文彬", "责任在我。"), ("赵建国", "与我无关。")]


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
    ("text", "turns"),
    [
        (
            "專訪周文彬\n\n周文彬修橋。\n\n問：為什麼修橋？\n\n答：因為有河。",
            [(None, "為什麼修橋？"), ("周文彬", "因為有河。")],
        ),
        ("桥\n\n周文彬修桥。\n\nQ：为什么？\n\nA：因为有河。", [(None, "为什么？"), ("周文彬", "因为有河。")]),
        ("桥\n\n周文彬修桥。\n\n记者：为什么？\n\n周：因为有河。", [(None, "为什么？"), ("周文彬", "因为有河。")]),
        (
            "桥\n\n周文彬修桥。\n\n主持人：为什么？\n\n周文彬（笑）：因为有河。",
            [(None, "为什么？"), ("周文彬", "因为有河。")],
        ),
        (
            "桥\n\n周文彬修桥。\n\n石头与剪刀：为什么修桥？\n\n周文彬：因为有河。\n\n石头与剪刀：后悔吗？有人说你傻。\n\n周文彬：不后悔。",
            [
                ("石头与剪刀", "为什么修桥？"),
                ("周文彬", "因为有河。"),
                ("石头与剪刀", "后悔吗？有人说你傻。"),
                ("周文彬", "不后悔。"),
            ],
        ),
        (
            "桥\n\n**记者：**为什么修桥？\n\n**阿木头：**因为有河。\n\n**记者：**后悔吗？\n\n**阿木头：**不后悔。",
            [
                (None, "为什么修桥？"),
                ("阿木头", "因为有河。"),
                (None, "后悔吗？"),
                ("阿木头", "不后悔。"),
            ],
        ),
        ("启事\n\n地点：杭州\n\n时间：8月14日\n\n联系人：周文彬", []),
    ],
)
def test_the_labels_of_turns_tell_who_asks_and_who_answers(
    read: Callable[..., Reading], text: str, turns: list[tuple[str | None, str]]
) -> None:
    assert spoken(read(text)) == turns


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
        "会议的主题是：“让每个孩子都有书读。”",
        "俗话说：“一方水土养一方人。”",
        "周文彬表示，要坚持“人民至上、生命至上”，全力救灾。",
        "周文彬认为“中等收入陷阱”并不存在。",
        "名字是周文彬取的：“星”是红星。",
        "周文彬没有回答“为什么离开”这个问题。",
        "周文彬道歉太频繁，一下午说了62次“不好意思”。",
        "“新质生产力”，这是周文彬的说法。",
        "社交媒体上有传言，称样品里发现了“外星微生物”。",
    ],
)
def test_marks_alone_and_indirect_speech_are_no_quotation(read: Callable[..., Reading], text: str) -> None:
    assert spoken(read(text)) == []


def test_a_second_partial_quotation_in_a_sentence_goes_on_with_the_first(read: Callable[..., Reading]) -> None:
    found = spoken(read("周文彬说，水位“仍然太高”，涨势可能“持续一段时间”。"))
    assert found == [("周文彬", "仍然太高"), ("周文彬", "持续一段时间")]


def test_brackets_and_verbs_of_asking_are_no_part_of_a_label(read: Callable[..., Reading]) -> None:
    bracketed = read(
        "修桥的人\n\n【采访者】：您怎么学的修桥？\n\n【周文彬】：跟父亲学的。\n\n【采访者】：后来呢？\n\n【周文彬】：后来自己修。"
    )
    asked = read(
        "修桥的人\n\n记者问：您怎么学的修桥？\n\n周文彬答：跟父亲学的。\n\n记者问：后来呢？\n\n周文彬答：后来自己修。"
    )
    for reading in (bracketed, asked):
        assert [who for who, _ in spoken(reading)] == [None, "周文彬", None, "周文彬"]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("李明远每天烧一壶热水，“不是亲戚，胜过亲戚”。", "李明远", "不是亲戚，胜过亲戚"),
        ("李明远把信寄给林守业，对方三天后回信：“我不同意，也不反对。”", "林守业", "我不同意，也不反对。"),
        ("评论员林守业撰文称其“像一锅没放盐的汤”，观众却叫好。", "林守业", "像一锅没放盐的汤"),
        ("林守业认为，这道菜的好处不在新，而在“没有把客人当外人”。", "林守业", "没有把客人当外人"),
        ("“墙是空的，一敲就知道。”施工组长林守业回忆，开挖那天下着雨。", "林守业", "墙是空的，一敲就知道。"),
    ],
)
def test_the_frame_of_a_sentence_attributes_without_a_verb_right_beside(
    read: Read, text: str, speaker: str, words: str
) -> None:
    assert spoken(read(text)) == [(speaker, words)]


@pytest.mark.parametrize("text", ["林守业站在门口。不少网友留言：“太贵了。”", "林守业笑了笑。老街坊摇头：“太贵了。”"])
def test_people_who_are_only_brought_on_to_speak_are_nobody_named_before(read: Read, text: str) -> None:
    assert spoken(read(text)) == [(None, "太贵了。")]


def test_a_motto_that_closes_a_sentence_is_no_quotation(read: Read) -> None:
    assert not spoken(read("林守业推出新政，“一站式受理，一条龙服务”。"))
