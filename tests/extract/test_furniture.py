"""Lines of a web page that are no part of its article."""

import pytest

from extract.furniture import furniture


@pytest.mark.parametrize(
    "line",
    [
        "来源：新华社",
        "来源 新华社",
        "点赞",
        "点赞 12 收藏 3 转发 8",
        "收藏|评论|转发",
        "点击阅读原文",
        "点击上方蓝字关注我们",
        "扫描二维码关注公众号，获取更多精彩内容和最新资讯，欢迎转发给朋友",
        "长按识别二维码",
        "声明：本文为作者独立观点，不代表本站的立场，文中图片均来自网络，如有侵权请联系删除",
        "首页 > 新闻 > 国内",
        "责任编辑：李明",
        "未经授权，任何媒体和个人不得转载",
        "2020-01-01 10:00 来源：新华网",
    ],
)
def test_lines_of_the_page_are_furniture(line: str) -> None:
    assert furniture(f"题目\n{line}\n正文。") == [(3, 3 + len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "收藏家马未都1996年创办观复博物馆。",
        "收藏家马未都1996年创办观复博物馆，这是中华人民共和国成立以来的第一家私立博物馆",
        "评论家李敬泽认为，小说变了",
        "转发这条微博的人里有李明，他2020年在杭州创办了一家公司",
        "点击量超过一百万",
        "来源于湖南的这家公司由李明1996年创办。",
        "声明称，公司已经解散，创始人李明于2020年辞职。",
        "扫描仪厂商紫光2001年上市",
        "首页设计师李明2015年离开了这家公司。",
        "未经授权，云芽健康把数据卖给了别的公司。",
    ],
)
def test_a_paragraph_that_begins_with_such_a_word_is_none(line: str) -> None:
    assert furniture(f"题目\n{line}") == []


def test_the_title_is_never_furniture() -> None:
    assert furniture("来源：一条河的故事\n正文。") == []
