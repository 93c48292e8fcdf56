"""What a text says is somebody's name: 本名林小满, 喊她小满，小梁（化名）, 我是阿强; and Latin names that speak or stand with a
Chinese one."""

import re
from collections.abc import Callable, Iterator

from extract.candidates import Candidate
from extract.lac import Words
from extract.people import LATIN, ORGANISATION
from extract.personal_names import is_full_name, never_person
from extract.signed import Signed

# The text calls it a name. A name in Latin letters may stand there too.
_STATED = Signed(
    re.compile(
        rf"(?<![司团社室队院所店厅牌会][（(])(?:本名|原名|真名|笔名|艺名|花名|化名|英文名|网名|外号|绰号|昵称|人称)(?:为|是|叫)?(?P<name>[\u4e00-\u9fff]{{2,4}}|{LATIN})(?=[，。；、）)！？的])"
    ),
    sign=re.compile("本名|原名|真名|笔名|艺名|花名|化名|英文名|网名|外号|绰号|昵称|人称"),
)
# The same in brackets of its own, where any word is a name: 仲夏（笔名半夏）.
_STATED_IN_BRACKETS = re.compile(
    r"[（(](?:笔名|艺名|网名|花名|化名|昵称|绰号|外号|诨号|法号|道号|乳名|小名)(?:为|是|叫|：)?[“「]?(?P<name>[\u4e00-\u9fff]{2,5})[”」]?[）)]"
)
_CALLED = Signed(
    re.compile(
        r"(?:[都也还仍常]|仍然|至今|[街邻]坊|同事|大家)?(?:喊|叫|称|唤)(?:[他她](?:做|作|为)?)?(?P<name>(?<=[他她做作为])[\u4e00-\u9fff]{2,3}|[A-Z][a-z]{2,})(?=[，。；！）)])"
    ),
    sign=re.compile("[喊叫称唤]"),
    reach=2,
)
# The names that an educated man bore besides: 某某，字子期，号听松老人.
_COURTESY_NAME = Signed(
    re.compile(
        r"(?<=[，（、])(?:表字|字|别号|号)(?P<name>(?![称召角令码外幕面体典里行间字])[\u4e00-\u9fff]{2,5})(?=[，。、）；])"
    ),
    sign=re.compile("[字号]"),
    reach=1,
)
# Whoever writes introduces himself: 大家好，我是阿强。
_MYSELF = Signed(
    re.compile(
        r"(?:^|(?<=[，。！：“「\n]))我(?:是|叫)(?P<name>[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff][哥姐叔]|[A-Z][a-z]{2,})(?=[，。！])"
    ),
    sign=re.compile("我[是叫]"),
)
_NICKNAME = re.compile(r"[老小阿大][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}[哥姐叔爷伯婶姨婆帅总嫂爸妈仔]")
# 给女儿取名林小满; T姐, Tony哥, K总.
_CHILD = re.compile(
    r"(?:儿子|女儿|孩子|孙子|孙女|宝宝|婴儿|男婴|女婴|双胞胎)[^，。；！？“”]{0,3}(?:取名|起名|命名)(?:为|叫)?(?P<name>[\u4e00-\u9fff]{2,4})(?=[，。；、！])"
)
_LATIN_NICKNAME = Signed(
    re.compile(
        r"(?<![A-Za-z0-9&.+\-])[A-Z](?:[a-z]{1,9})?(?:[姐哥](?![姐哥弟妹斯])|总(?=[，。；：、！？”」的说笑和]|$))"
    ),
    sign=re.compile("[A-Z]"),
)
# 老K, 小A, 阿J; but the 小B端 of trade and a 小A股 are no persons.
_LETTER_NICKNAME = re.compile("[老小阿][A-Z](?![A-Za-z0-9&.\\-股轮端型级座站区栋类组班字照段线口款版])")
_LATIN_PERSON = Signed(
    re.compile(
        rf"(?<![A-Za-z0-9&.\-])(?<![A-Za-z] )(?P<name>{LATIN})(?=[（(](?P<chinese>[\u4e00-\u9fff]{{2,4}})[）)]|[则也还又曾]?(?:解释|介绍|回忆|坦言|认为|指出|透露|补充|告诉)说?)"
    ),
    sign=re.compile("[A-ZÀ-ÖØ-Þ]"),
)
_PSEUDONYM = re.compile(r"[（(](?:均为|皆为|系|为)?化名[）)]")
_LATIN_SPEAKER = Signed(
    re.compile(
        r"(?<![A-Za-z&.\-] )(?<![A-Za-z0-9&.\-])[A-Z][a-z]{1,11}(?=(?:[则也还又]?(?:说|笑|回忆|坦言|告诉|喘|觉得)))"
    ),
    sign=re.compile("[A-Z]"),
)


_STUDIO_IN_LATIN = Signed(
    re.compile(
        rf"(?<=[司团社室队院所店厅牌会])[（(](?:英文名|英文全称|外文名|英文简称)称?(?:为|是|叫|：)?(?P<name>{LATIN})"
    ),
    sign=re.compile("[（(][英外]文"),
)


def stated_names(
    words: Words, text: str, surnames: frozenset[str], is_word: Callable[[str], bool]
) -> Iterator[Candidate]:
    """What the text calls a person's name (本名林小满, 喊她小满，, 小梁（化名）), and Latin names that speak."""
    for match in _STATED.finditer(text):
        name = match["name"]
        if never_person(name, is_word) or (name[0] in "和与及" and is_word(name[1:])):
            continue  # 花名和工位
        if name.isascii() or is_full_name(name, surnames) or _NICKNAME.fullmatch(name):
            yield Candidate(*match.span("name"), "PER", 0.85, "stated")
    for match in _STATED_IN_BRACKETS.finditer(text):
        bearer = words.ending.get(match.start())
        if bearer is not None and is_full_name(text[bearer.start : bearer.end], surnames):
            yield Candidate(bearer.start, bearer.end, "PER", 0.85, "stated")
        if not ORGANISATION.search(text, max(0, match.start("name") - 8), match.start("name")):
            yield Candidate(*match.span("name"), "PER", 0.85, "stated")
    for match in _COURTESY_NAME.finditer(text):
        if not is_word(text[match.start() : match.start("name") + 1]) and not is_word(match["name"]):
            yield Candidate(*match.span("name"), "PER", 0.82, "stated")
    for match in (*_CALLED.finditer(text), *_MYSELF.finditer(text)):
        if match["name"].isascii() or _NICKNAME.fullmatch(match["name"]):
            yield Candidate(*match.span("name"), "PER", 0.82, "stated")
    for match in _STUDIO_IN_LATIN.finditer(text):
        yield Candidate(*match.span("name"), "ORG", 0.9, "stated")
    for match in _CHILD.finditer(text):
        if is_full_name(match["name"], surnames) and not never_person(match["name"], is_word):
            yield Candidate(*match.span("name"), "PER", 0.85, "stated")
    for match in _LATIN_PERSON.finditer(text):
        chinese = match["chinese"]
        if " " in match["name"] and (chinese is None or is_full_name(chinese, surnames)):
            yield Candidate(*match.span("name"), "PER", 0.85, "stated")
    for match in (*_LATIN_NICKNAME.finditer(text), *_LETTER_NICKNAME.finditer(text)):
        yield Candidate(match.start(), match.end(), "PER", 0.85, "stated")
    for match in _LATIN_SPEAKER.finditer(text):
        yield Candidate(match.start(), match.end(), "PER", 0.8, "stated")
    for match in _PSEUDONYM.finditer(text):
        last = words.ending.get(match.start())
        if last is not None and last.tag != "w":
            start = last.start
            if last.end - start == 1 and start in words.ending:
                start = words.ending[start].start
            if last.end - start <= 4:
                yield Candidate(start, last.end, "PER", 0.9, "stated")
