from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import normalised
from corpus.markdown import Block, blocks, looks_like_markdown

FEATURE = Path(__file__).parents[2].parent / "shared" / "articles" / "000_0624c5519d2bf45e.txt"

# Sentences as they stand in articles, of characters that Markdown gives no meaning.
WORDS = st.text(st.sampled_from("雾桥科技创始人顾临川说年月日在上海成立了一家公司ABC的"), min_size=4, max_size=30)
SENTENCES = st.builds("{}，{}{}".format, WORDS, WORDS, st.sampled_from(["。", "！", "？", "。」", "”"]))
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map("".join), min_size=1, max_size=6)


def paragraphs(markdown: str) -> list[str]:
    return [block.text for block in blocks(normalised(markdown))]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**「大家」**说", "「大家」说"),
        ("他说**「大家」**后，又说**“好”**了", "他说「大家」后，又说“好”了"),
        ("** 大家 **", "大家"),
        ("**大家 **说", "大家说"),
        ("***要点***在此", "要点在此"),
        ("_《人间》_是栏目", "《人间》是栏目"),
        ("他写_「大家」_了", "他写「大家」了"),
        ("_他去了上海。_后来", "他去了上海。后来"),
        ("文字*强调*文字", "文字强调文字"),
    ],
)
def test_emphasis_marks_vanish_beside_chinese_marks_too(markdown: str, text: str) -> None:
    """CommonMark takes a mark between 」 and a letter for no end of emphasis."""
    assert paragraphs(markdown) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "3*4*5等于60，工位1.4m*0.8m",
        "138****1234和139****5678",
        "用户@小明_北京和@小红_上海",
        "a_b_c与user_name",
        "A<B，且C>D",
    ],
)
def test_marks_that_are_text_stay(text: str) -> None:
    assert paragraphs(text) == [text]


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("![图](https://a/b.jpg)", []),
        ("![](https://a/b-\nc/1000)_说明在此_\n\n正文", ["说明在此", "正文"]),
        ("![图 片](http://a/b c.jpg)文字", ["文字"]),
        ("[![](a.jpg)](b)图说", ["图说"]),
        ("文字\n![](a.jpg)\n文字", ["文字", "文字"]),
    ],
)
def test_images_vanish_even_where_their_address_is_broken(markdown: str, texts: list[str]) -> None:
    assert paragraphs(markdown) == texts


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("见[公告](https://a.cn/x)全文", "见公告全文"),
        ("[分享](javascript:void(0))此文", "分享此文"),
        ("[名单](https://a.cn/long-\naddress)在此", "名单在此"),
        ("<https://a.cn/x>", "https://a.cn/x"),
    ],
)
def test_links_keep_their_text_alone(markdown: str, text: str) -> None:
    assert paragraphs(markdown) == [text]


def test_headings_items_quotations_and_rows_become_paragraphs() -> None:
    source = "# 题\n\n##小标题\n正文\n\n1. 一\n2. 二\n\n- 甲\n  - 乙\n\n> 引文\n\n|人|地|\n|-|-|\n|张三|北京|\n\n---\n"
    assert blocks(source) == [
        Block("题", 1),
        Block("小标题", 2),
        *map(Block, ["正文", "一", "二", "甲", "乙", "引文", "人 地", "张三 北京"]),
    ]


def test_numbers_that_are_sections_stay() -> None:
    assert paragraphs("**01**\n\n**「大家都在谢幕」**") == ["01", "「大家都在谢幕」"]


def test_code_keeps_its_text_and_its_marks() -> None:
    assert paragraphs("命令`a **b**`：\n\n```sh\nrm *x*\n\n  y\n```") == ["命令a **b**：", "rm *x*", "y"]


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("<div><p>第一&nbsp;段</p><p>第二段</p></div>", ["第一 段", "第二段"]),
        ("行内<b>粗</b>字<!-- 注\n释 -->在<span class='x'>此</span>", ["行内粗字在此"]),
        ("<div>\n<script>\nvar a = 1;\n\nvar b = 2;\n</script>\n</div>\n\n正文", ["正文"]),
        ("<style>p { color: red }</style>\n\n正文<script>alert(1)</script>完", ["正文完"]),
        ("上句。<br>下句。", ["上句。", "下句。"]),
        ("A&amp;B &lt;中文&gt; &#x4e2d;", ["A&B <中文> 中"]),
        ("<table><tr><td>张三</td><td>北京</td></tr></table>", ["张三  北京"]),
    ],
)
def test_html_leaves_its_text_alone(markdown: str, texts: list[str]) -> None:
    assert paragraphs(markdown) == texts


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("获得1200万元投资， \n其中腾讯出资", ["获得1200万元投资，其中腾讯出资"]),
        ("他加入\nLinkedIn\n公司", ["他加入 LinkedIn 公司"]),
        ("one\ntwo", ["one two"]),
        ("作者：张三  \n来源：本报", ["作者：张三 来源：本报"]),
        ("第一句。  \n第二句", ["第一句。", "第二句"]),
        ("    四格缩进的段落。", ["四格缩进的段落。"]),
        ("\u3000\u3000全角缩进\n\u3000\u3000第二段", ["全角缩进", "第二段"]),
        ("第一段完。\n第二段完。\n第三段完。", ["第一段完。", "第二段完。", "第三段完。"]),
    ],
)
def test_line_breaks_are_joined_or_part_paragraphs(markdown: str, texts: list[str]) -> None:
    assert paragraphs(markdown) == texts


@pytest.mark.parametrize(
    "sign", ["# 题", "他说，**粗**", "![](a)", "[a](b)", "- 项", "> 引", "```", "a|b\n---|---", "|a|b|\n|---|---|"]
)
def test_signs_of_markdown_are_seen(sign: str) -> None:
    assert looks_like_markdown(f"文字\n{sign}\n文字")


@pytest.mark.parametrize("text", ["#话题#文字", "张**和李**来了", "-3度，1*2", "A>B", "[注]见下", "――完――"])
def test_plain_text_shows_no_sign_of_markdown(text: str) -> None:
    assert not looks_like_markdown(text)


@given(PARAGRAPHS)
def test_cleaning_changes_nothing_in_clean_sentences(sentences: list[str]) -> None:
    assert paragraphs("\n\n".join(sentences)) == sentences


@given(st.text() | st.text("#*_`[]()!<>-|\n \\&;~.1甲。「」a\u3000", max_size=80))
def test_any_text_becomes_paragraphs_without_outer_space_or_line_breaks(text: str) -> None:
    for paragraph in paragraphs(text):
        assert paragraph
        assert paragraph == paragraph.strip()
        assert "\n" not in paragraph


@pytest.mark.parametrize(
    "piece", ["[", "![", "[*a ", "**a", "a**「」", "](a\na", "<script>", "<!--", "a  \n", "<br>", "> "]
)
def test_hostile_repetition_costs_no_more_than_seconds(piece: str) -> None:
    """The parser alone would take a minute for the brackets."""
    start = process_time()
    blocks(piece * 50_000)
    assert process_time() - start < 5


def test_the_feature_comes_out_clean() -> None:
    """The whole of it: as many paragraphs as it has, none with a mark or an address left."""
    if not FEATURE.exists():
        pytest.skip("the article is not beside this checkout")
    found = paragraphs(FEATURE.read_text("utf-8"))
    assert len(found) == 100
    assert found[:3] == [
        "资本寒冬下的中文互联网，大厂离职群、“校友会”静待死亡",
        "《人间网事》是腾讯科技联合优质创作者推出的策划栏目，真实记录互联网的面孔与脉动，本期聚焦大厂离职组织兴起、式微与转型。",
        "划重点",
    ]
    assert found[3].startswith("1 2012年至2016年的互联网黄金年代")
    assert any("2014年南极圈获得1200万元投资，其中腾讯集团出资900万元" in paragraph for paragraph in found)
    assert any("1.4m*0.8m的工位" in paragraph for paragraph in found)
    assert found[-1] == "（Koren对本文亦有贡献）"
    text = "\n".join(found).replace("1.4m*0.8m", "")
    assert not any(mark in text for mark in ("*", "_", "#", "![", "](", "http", "1000)"))
