"""The forms of an organisation's name: what a text shortens 杭州雾桥网络科技有限公司 to (雾桥网络科技, 雾桥科技, 雾桥)."""

import re
from collections.abc import Collection, Iterator

_LEGAL = re.compile(
    r"(?:[（(].{2,4}[）)])?(?:股份有限公司|有限责任公司|控股有限公司|集团有限公司|有限公司|集团公司|控股|集团|公司|股份)$"
)
# What an organisation does: left off its short name where what is left is no common word.
_TRADE = re.compile(
    r"(?:网络|智能|信息|文化|传媒|教育|餐饮|生物|健康|供应链|新能源|电子|数字|互联网|精密)?"
    r"(?:科技|技术|传播|传媒|投资管理|投资|管理|资本|创投|基金|物流|快运|影业|出版社|制造|实业|生物|医药|教育|文化|网络|音频|动力|出行|咖啡|足球俱乐部|俱乐部|供应链|新能源|"
    r"智能|健康|集团|书店|机器人)$"
)


def short_forms(name: str, places: Collection[str]) -> Iterator[str]:
    """Shorter forms of `name`, longest first: without the legal ending, the place in front, the trade."""
    core = _LEGAL.sub("", name)
    forms = [core]
    for length in (3, 2):
        if core[:length] in places and len(core) - length > 1:
            forms.append(core[length:].removeprefix("市"))
            break
    for form in list(forms):
        forms.append(_TRADE.sub("", form))
    yield from dict.fromkeys(form for form in forms if 2 <= len(form) < len(name))


def is_short_form(short: str, long: str, places: Collection[str]) -> bool:
    """Whether `short` is one of the forms that `long` is shortened to, or its end without a place in front
    (运河博物馆 of 临河运河博物馆)."""
    if not 2 <= len(short) < len(long):
        return False
    tail = len(long) - len(short) <= 4 and long.endswith(short) and len(short) >= 4
    return tail or short in short_forms(long, places)
