"""Which spans name something, of which type; invented names except for well-known organisations and places."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(m.text, m.type) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("他花名“逐风”，同事都这样喊他。", ("逐风", "PER")),
        ("美团前员工在2019年创立了「三块钱」。", ("三块钱", "ORG")),
        ("公司推出了名为“小满”的控制器。", ("小满", "PRODUCT")),
        ("她的新书《雾港来信》上周出版。", ("雾港来信", "WORK")),
        ("据《人民日报》报道，工程已经完工。", ("人民日报", "ORG")),
        ("苏州青禾智控科技有限公司（以下简称“青禾智控”）宣布完成融资。", ("青禾智控", "ORG")),
        ("维修连锁品牌“钉子修车”近日完成天使轮融资。", ("钉子修车", "ORG")),
        ("冷链企业雪线物流到场。", ("雪线物流", "ORG")),
        ("百老汇创办人陈枫到场。", ("百老汇", "ORG")),
        ("董事长李孟泽到场。", ("李孟泽", "PER")),
        ("联合创始人里德·霍夫曼写过一本书。", ("里德·霍夫曼", "PER")),
        ("他毕业于美国约翰斯·霍普金斯大学。", ("约翰斯·霍普金斯大学", "ORG")),
        ("第六届海岬国际电影节闭幕。", ("海岬国际电影节", "EVENT")),
        ("成都青白江的一间仓库里，有人在量托盘。", ("青白江", "LOC")),
        ("前腾讯员工都记得那几年。", ("腾讯", "ORG")),
        ("字节前员工、小米前员工都来了。", ("字节", "ORG")),
        ("編輯說，國立成功大學（成大）的系友都到了。", ("成大", "ORG")),
    ],
)
def test_a_name_is_found_with_its_type(read: Callable[..., Reading], text: str, mention: tuple[str, str]) -> None:
    assert mention in named(read(text))


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("每个汉字占两个字节，文件很小。", "字节"),
        ("他煮了一锅小米粥，吃了一个苹果。", "小米"),
        ("他煮了一锅小米粥，吃了一个苹果。", "苹果"),
        ("这家公司的创始人说，团队还在。", "公司"),
        ("六百台海豚形状的机器已经交付。", "台海"),
        ("这就是所谓的“社交失联”。", "社交失联"),
        ("大厂与离职员工关系的角度很多。", "关系的"),
        ("股东席上坐着三个人。", "席上坐"),
    ],
)
def test_a_common_word_is_no_name(read: Callable[..., Reading], text: str, surface: str) -> None:
    assert surface not in {text for text, _ in named(read(text))}


def test_what_is_introduced_once_is_found_everywhere(read: Callable[..., Reading]) -> None:
    reading = read("腾讯系的「南极圈」很热闹。\n\n南极圈的人都叫老鹅。后来，南极圈也变了。")
    assert [m.type for m in reading.mentions if m.text == "南极圈"] == ["ORG"] * 3


def test_the_longest_name_wins(read: Callable[..., Reading]) -> None:
    reading = read("腾讯校友会更新了公号。上海证券交易所也发了公告。")
    assert {m.text for m in reading.mentions} == {"腾讯校友会", "上海证券交易所"}


def test_lines_of_the_page_around_the_article_name_nobody(read: Callable[..., Reading]) -> None:
    reading = read("标题\n\n南极圈创始人潘国华到场。\n\n（责任编辑：郭小舟）\n\n分享到：新浪微博　微信好友")
    assert "郭小舟" not in {m.text for m in reading.mentions}
    assert "潘国华" in {m.text for m in reading.mentions}


def test_the_country_in_front_of_a_university_is_a_place_of_its_own(read: Callable[..., Reading]) -> None:
    found = named(read("他曾在美国斯坦福大学和英国爱丁堡大学任教。"))
    assert {("美国", "LOC"), ("斯坦福大学", "ORG"), ("英国", "LOC"), ("爱丁堡大学", "ORG")} <= found
