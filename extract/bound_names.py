"""Names that the tagger takes for common words or cuts to pieces (慢三拍, 出圈了), told by the places where they stand:
between a word that asks for an organisation and a mark, again and again."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Words

_NAME = r"(?P<name>[\u4e00-\u9fff]{2,5}?)"
_OFFICER = "(?:联合)?(?:创始人|创办人)|董事长|首席|总裁|[A-Z]{2,3}O(?![A-Za-z])"
_ENDS = rf"(?=[，。；、！？）”」\n]|的(?!确)|之[前后]|以来|官网|{_OFFICER}|宣布|完成|获|有意|随即|否认|回应|董事会|监事会|股价|财报|旗下|开在|设有|推出|领投|跟投)"
# A verb or noun that asks for an organisation, and a mark behind the name.
_AFTER_WORD = re.compile(
    rf"(?=[乐任企供入公创初办加厂品就平开收机球社离组连])(?:创办了?|创立了?|创建了?|加入了?|加盟|入职|就职于|供职于|任职于|离开了?|收购了?|公司|企业|品牌|初创|厂商|机构|社群|(?<!有)组织|球队|乐队|开设了?|开办了?|办起了?|平台|连锁|厂商){_NAME}{_ENDS}"
)
# The start of a clause, and what only an organisation does.
_BEFORE_WORD = re.compile(
    rf"(?:^|(?<=[，。；！？：\n]))(?:如今|目前|随后|后来)?{_NAME}(?=(?:{_OFFICER}|(?:宣布)?完成[^，。；\n]{{0,14}}融资|成立于|总部|旗下|是一家|与[^，。；\n]{{2,12}}签署|获得?[^，。；\n]{{0,14}}融资|有?\d+名?员工|董事会|监事会|股价|有意|随即|领投|跟投|设有|开在|(?:推出|发布)了))",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[“「](?P<name>[\u4e00-\u9fff]{2,5})[”」]")
_GRAMMAR = re.compile(
    r"[的了是在与及或们吗呢吧被把将从向对这那着过我你他她它其某该此每各哪谁何也都就又才还只不没很最更太仅曾已]|^[一二三四五六七八九十两几多有和以为由等于因如而但并且让使给用做当上下]|[和以为由等于因如而但并且有上下中里内外时后前]$"
)
_GENERIC = re.compile(
    r"(?:公司|企业|机构|团队|学校|大学|学院|医院|银行|网站|平台|品牌|工作|组织|集团|协会|社群|群|组|队|店|厂|会|室|院|局|部门|部|家族|大军|行列|战队|项目|计划|市场|行业|领域|业务|家乡|故乡|家|岗位|职场|现场|讨论|人员|总部|门店|"
    r"成立|负责人|创始人|高管|员工|老板|方面|内部|本身|自己|名称|章程|年会|社会|世界|国家|城市|城|镇|村|乡|县|市|省|区)$|^(?:公司|企业|大厂|老家|本地|当地|一家|这家|创始|联合|负责|内部|相关|旗下|业务|产品|合作|文化|价值|治理|成立|上市|人|家|名|法|方|里|内)"
)
_FEWEST_PLACES, _FEWEST_TIMES = 2, 3


def bound_names(text: str, words: Words, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """Every place of a string that stands at two telling places or more, and three times in all."""
    places: dict[str, set[int]] = defaultdict(set)
    for pattern in (_AFTER_WORD, _BEFORE_WORD):
        for match in pattern.finditer(text):
            places[match["name"]].add(match.start("name"))
    if not places:
        return
    for match in _QUOTED.finditer(text):
        if match["name"] in places:
            places[match["name"]].add(match.start("name"))
    for name, where in places.items():
        if len(where) < _FEWEST_PLACES or is_word(name) or _GRAMMAR.search(name) or _GENERIC.search(name):
            continue
        found = [m.start() for m in re.finditer(name, text)]
        if len(found) < _FEWEST_TIMES:
            continue
        for start in found:
            end = start + len(name)
            if len(name) > 2 or (start in words.starting and end in words.ending):
                yield Candidate(start, end, "ORG", 0.85, "bound")
