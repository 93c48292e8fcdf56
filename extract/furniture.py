"""Lines of a web page that are no part of its article: navigation, share buttons, counters, legal notices."""

import re

# Words that also begin sentences (收藏家…, 评论员…): furniture where the line says nothing more.
_BARE = "首页|收藏|评论|转发|点赞|点击|来源|声明|扫描|扫码|长按|责任编辑|上一篇|下一篇|更多精彩"
_LINE = re.compile(
    rf"^(?:(?:您现在的位置|当前位置|分享到|分享至|相关阅读|推荐阅读|延伸阅读|免责声明|版权声明|[（(](?:责任编辑|来源)|"
    r"[（(]?编辑[：:]|[（(]?校对[：:]|原标题|打开[Aa][Pp][Pp]|关注我们|↓|特别声明|"
    r"未经授权[^。\n]{0,20}(?:转载|摘编|复制|使用|镜像)|点击(?:[上下左右]|文末|链接|图片|阅读|查看|这里|此处|蓝字|关注|下载|进入|观看)|"
    r"(?:扫描|扫码|长按)[^，。\n]{0,10}(?:二维码|关注|识别|图片|下载|加入|保存)|"
    rf"\d{{4}}-\d{{2}}-\d{{2}} \d{{2}}:\d{{2}}(?::\d{{2}})?\s+来源|(?:{_BARE})[:：|｜/>》\d \t\u3000]).*"
    # Bare: the end of a short line, not of a sentence.
    rf"|(?:{_BARE})(?![家员者人界量率品仪方国])[^。！？!?”」\n]{{0,20}})$",
    re.MULTILINE,
)


def furniture(text: str) -> list[tuple[int, int]]:
    """The spans of such lines, in order. The title, an article's first line, is never one."""
    return [m.span() for m in _LINE.finditer(text) if m.start() > 0]
