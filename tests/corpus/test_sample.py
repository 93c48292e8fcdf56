"""The demonstration corpus: every file reads, and its people, organisations and works recur across articles."""

import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PATHS = sorted(SAMPLE.glob("*.md"))

CENTRAL = """
    顾临川 钟意然 韦青栀 费若愚 裴叙白 苏墨禾 谢无咎 雾桥科技 石榴机器人 麦垛音频 轻渡出行 青岚书店
    砚台资本 渡口创投 橘灯基金 汀洲文艺出版社 小驿 阿榴 秭归
"""

RECURRING = """
    沈苇杭 梁砚秋 戚明棠 岑遥 霍满仓 余蘅 穆青蓝 彭铁樵 冉大川 线玉香 田伯安 田小舟 阮鹤亭 柳拂衣
    卢照影 邵望舒 卓砺 卓岚 方既白 蒙霁 单明昭 阎述 简怀渠 章听雨 钟意欢 白芷若 陆蔓 顾临江 顾长河
    望春生 灯芯阅读 石阶咖啡 萤窗教育 赤霞动力 枝上生物 钉子修车 半潮影业 汀洲出版集团 候鸟会 拾穗基金会
    云梦大学 锦水医院 鹭岛女篮 麦垛FM 听江 半糖夜话 河流没有名字 渡口的雪 听灯计划 昙华林 冉小溪 黎小刀
    旧书的体温 把路走短 长江创业大会 江城书市 丹尼尔·罗温斯基 努诺·塞拉诺 江豚
"""


@cache
def read(path: Path) -> tuple[dict[str, object], str]:
    """One article as its front matter and its body."""
    matter = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    assert matter, f"{path.name}: no front matter followed by a blank line"
    return yaml.safe_load(matter[1]), matter[2]


def articles_naming(name: str) -> list[str]:
    """The file names of the articles whose title or body has `name`."""
    return [path.name for path in PATHS if name in str(read(path)[0]["title"]) + read(path)[1]]


def test_there_are_at_least_thirty_articles_with_ids_of_their_own() -> None:
    ids = [read(path)[0]["id"] for path in PATHS]
    assert len(ids) >= 30
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_front_matter_is_complete_and_the_body_is_an_article(path: Path) -> None:
    """Keys, file name, a plausible date, and more text than a headline."""
    matter, body = read(path)
    assert set(matter) == {"id", "title", "published", "source"}
    assert matter["id"] == path.stem
    assert re.fullmatch(r"s\d\d-[a-z0-9-]+", path.stem)
    assert isinstance(matter["title"], str)
    assert matter["title"].strip()
    assert isinstance(matter["source"], str)
    assert matter["source"].strip()
    assert isinstance(matter["published"], date)
    assert 2013 <= matter["published"].year <= 2024
    assert len(body.strip()) >= 120


def test_the_articles_are_numbered_in_the_order_of_their_publication() -> None:
    numbers = [(path.stem[:3], str(read(path)[0]["published"])) for path in PATHS]
    late = [later for earlier, later in pairwise(numbers) if earlier[1] > later[1]]
    assert late == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_quotation_that_opens_is_closed_in_its_paragraph(path: Path) -> None:
    """Otherwise an article would demonstrate a slip of its typist and not the reading of quotations."""
    for paragraph in read(path)[1].split("\n\n"):
        for opening, closing in ("“”", "「」", "《》", "（）"):
            assert paragraph.count(opening) == paragraph.count(closing), paragraph


@pytest.mark.parametrize("name", CENTRAL.split())
def test_a_central_name_occurs_in_three_articles(name: str) -> None:
    assert len(articles_naming(name)) >= 3


def test_forty_names_and_more_occur_in_two_articles() -> None:
    names = {*CENTRAL.split(), *RECURRING.split()}
    lonely = sorted(name for name in names if len(articles_naming(name)) < 2)
    assert lonely == []
    assert len(names) >= 40
