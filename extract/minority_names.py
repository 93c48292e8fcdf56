"""Tibetan and Mongolian names in Chinese characters: a row of the words that such names are made of (索南旺堆, 乌云其木格),
which the tagger often cuts to pieces. One such word alone is left to others: 扎西 may be anything, 巴根 a place."""

import re
from collections.abc import Iterator

from extract.candidates import Candidate

_TIBETAN = (
    "才让|才旦|才仁|扎西|达瓦|尼玛|索南|索朗|次仁|次旦|次旺|次珍|格桑|格列|格勒|格来|丹增|旦增|旦巴|丹巴|丹珠|贡布|贡保|公保|贡觉|多吉|多杰|多布杰|桑吉|桑珠|桑杰|桑布|洛桑|罗桑|洛珠|罗布|罗松|仁青|仁钦|仁增|强巴|边巴|白玛|班玛|平措|彭措|普布|普琼|拉姆|拉毛|吉毛|"
    "央金|央宗|卓玛|卓嘎|德吉|旺堆|旺姆|旺扎|旺杰|旺久|嘎玛|尕玛|尕让|尕藏|完么|完玛|南杰|华旦|项秀|土登|阿旺|更登|更嘎|昂旺|昂秀|切羊|加措|嘉措|东周|顿珠|曲珍|曲扎|曲措|曲培|巴桑|巴珠|米玛|拉巴|拉加|却吉|久美|晋美|坚赞|坚参|益西|云丹|元旦|班觉|班久|四郎|泽仁|泽郎|降初|"
    "绒布|群培|群措|群宗|赤列|赤来|江措|江村|伦珠|珠扎|欧珠|琼达|金巴|西热|西绕|喜饶|热杰|宗吉|巴姆|吉措|措姆|措毛|卓措|东智|当周|看卓|南加|南木加|叶西|依西|松保|松措|才项|才郎|万玛|李加|杰布|周加|本加|项杰|夏吾|角巴|关却|先巴|羊措"
)
_MONGOL = (
    "巴特尔|巴图|巴雅尔|巴雅|乌兰|其其格|其木格|格日勒|图雅|托娅|斯琴|乌云|高娃|娜仁|萨仁|苏日娜|萨日娜|乌日娜|阿日娜|额尔敦|额尔德尼|朝鲁|孟和|孟克|那顺|那木|宝力高|宝音|哈斯|巴根|巴干|朝格图|青格勒|阿拉坦|阿拉腾|呼和|毕力格|毕力克|吉日嘎拉|吉日格勒|"
    "满都拉|满达|布和|布赫|达来|达日罕|特木尔|铁木尔|苏和|苏德|乌日图|阿古拉|敖登|敖其尔|塔娜|塔拉|道尔吉|嘎拉|白音|白乙拉|巴彦|傲日|敖日|格勒|德力|德力格尔|德格|陶格|陶格陶|宝鲁|宝勒|玛尔|赛罕|赛音|通拉嘎|乌力吉|乌恩|希日|希勒|锡林|牧仁|伊德尔|恩和|恩克|查干|桑布|散布|朝克图|朝克|斯日古楞|呼斯楞|高勒|花尔|日娜|胡日查|那日苏|图力古尔|扎布|扎木"
)
_FIRST = "".join(sorted({word[0] for word in f"{_TIBETAN}|{_MONGOL}".split("|")}))
_NAMES = re.compile(rf"(?=[{_FIRST}])(?:(?:{_TIBETAN}){{2}}|(?:{_MONGOL}){{2}})(?![·•])")
_NO_PERSON = re.compile("[县乡镇村旗盟市区州山河湖寺庙路街草原]|苏木|嘎查")


def minority_names(text: str) -> Iterator[Candidate]:
    """Rows of two name words, where no place goes on with them."""
    for match in _NAMES.finditer(text):
        if not _NO_PERSON.match(text, match.end()) and text[max(0, match.start() - 1)] not in "·•":
            yield Candidate(match.start(), match.end(), "PER", 0.9, "name words")
