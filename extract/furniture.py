"""Lines of a web page that are no part of its article: navigation, share buttons, counters, legal notices."""

import re

_LINE = re.compile(
    r"^(?:首页|您现在的位置|当前位置|分享到|分享至|点赞|收藏|转发|评论|上一篇|下一篇|相关阅读|推荐阅读|延伸阅读|免责声明|版权声明|责任编辑|[（(]责任编辑|"
    r"[（(]?编辑[：:]|[（(]?校对[：:]|来源[：:]|原标题|打开[Aa][Pp][Pp]|点击|扫描|扫码|关注我们|长按|↓|更多精彩|特别声明|声明[：:]|未经授权|"
    r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?\s+来源).*$",
    re.MULTILINE,
)


def furniture(text: str) -> list[tuple[int, int]]:
    """The spans of such lines, in order. The title, an article's first line, is never one."""
    return [m.span() for m in _LINE.finditer(text) if m.start() > 0]
