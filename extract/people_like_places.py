"""Persons who are called like a well-known place (柏林说, 丈夫祁连): two signs that only persons have, one before the name
and one behind it or in its stead, make a person of it in the whole article."""

import re
from collections.abc import Iterable

_LONGEST = 3
_BEFORE = re.compile(
    "(?:丈夫|妻子|太太|老公|老婆|父亲|母亲|爸爸|妈妈|儿子|女儿|长子|次子|长女|次女|哥哥|姐姐|弟弟|妹妹|男友|女友|未婚夫|未婚妻|搭档|好友|发小|室友|同学|同事|投资人|合伙人|创始人|设计师|工程师|程序员|厨师|主厨|摄影师|"
    "插画师|画家|作家|诗人|歌手|主唱|鼓手|吉他手|演员|导演|教练|队长|店主|老板|店长|主播|博主|律师|医生|教授|研究员|(?:[他她]|自己|名字|本名|艺名|花名|网名)(?:就|也)?叫)[“「]?$"
)
_AFTER = re.compile(
    "[”」]?(?:(?:也|则|又|还|却|便|就)?(?:说(?!法|唱|明)|笑[着道说了]|回忆|坦言|告诉|反问|解释道?|摇[摇了]?头|点[点了]?头|叹|想了想|拿出|毕业于|出生于|[，（]\\d{2}岁|辞去|入职)|至今没|从没|自己[也就说])"
)
_NO_NAME = re.compile("人|籍|市|省|的?政府|官方|警方|方面|大学|队")


def people_like_places(surfaces: Iterable[str], text: str) -> set[str]:
    """Those of `surfaces`, names of places, that are persons in `text`."""
    return {surface for surface in surfaces if 1 < len(surface) <= _LONGEST and _is_person(surface, text)}


def _is_person(surface: str, text: str) -> bool:
    before = after = 0
    position = text.find(surface)
    while position >= 0:
        end = position + len(surface)
        if not _NO_NAME.match(text, end):
            before += bool(_BEFORE.search(text, max(0, position - 5), position))
            after += bool(_AFTER.match(text, end))
        position = text.find(surface, end)
    return before > 0 and before + after > 1
