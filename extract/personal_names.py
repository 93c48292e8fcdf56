"""The forms of a person's name: what a full name looks like, and the short forms that a text makes of it."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

# Characters of grammar that no given name holds: 关系的 is none.
_NEVER_GIVEN = frozenset("的了是在与及或们吗呢吧被把将从向对这那着过他她它我你您")
_BEFORE_SURNAME = ("老", "小", "阿", "大")
AFTER_SURNAME = (
    "总 姐 哥 董 工 叔 婶 帅 导 爷 队 局 处 科 院 校长 院长 主任 书记 局长 县长 市长 镇长 老师 教授 博士 医生 先生 女士 小姐 "
    "太太 师傅 大夫 婆婆 阿婆 奶奶 大娘 大伯 大婶 嫂子 师母 夫人 同学 同志 教练 指导 律师 法官 警官 大爷 大妈 大姐 大哥 阿姨 经理 老板 院士 记者 所长 馆长 团长 队长 会长 社长 厂长 店长 老"
).split()

# Words that have the form of a full name and follow titles and kin: 理事单位, 会员单位, 代表方面.
_COMMON = frozenset(
    "单位 方面 时间 项目 高层 高管 马路 石油 国人 商人 农民 商家 商户 党员 党委 经理 经济 连队 全科 全家 全员 全体 路人 车主 平台 相关 安保 安全 管理 管家 金牌 金融 文化 文艺 康复 "
    "游客 云端 华人 国家 后勤 水利 石化 花店 房东 房企 和谐 常委 关系 包工 明星 计划 能力 高手 高级 高校 高中 高考 高铁 年轻 年度 时代 时期 时候 东西 东方 方向 方法 方式 白天 黑夜 "
    "万元 万人 任务 任期 任职 任命 应当 成员 成绩 成功 成果 温暖 卫生 卫士 房子 车辆 车间 车队 单身 单打 包括 和平 平时 平均 平等 常年 常务 常规 常常 全部 全国 全球 于是 由于 马上 从此 向来 "
    "向着 许多 都会 都是 何时 何地 何况 曾经 曾任 曾在 曾是 党组 党校 钱包 水平 水果 雷达 武器 边界 边上 路上 路边 路口 祖国 祖父 祖母 童年 童话 牛奶 金额 金钱 江湖 白领 白酒 蓝领 席位 叔侄 叔姪 父子 父女 母子 母女 爷孙 祖孙 夫妻 夫妇 兄弟 姐妹".split()
)
_GRAMMATICAL = frozenset("和于都曾从向时成有那能经由全单连应当同并与及")
# 周日才, 曾任, 于民国; Cantonese pronouns and particles; the reign that a year belongs to.
_NEVER = re.compile(
    r"周[一二三四五六日天末].?|曾[任在是经集获为于].*|[^·]*[佢冇唔嘅咗嚟喺哋喇嗰].*|[明清](?:洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统)|"
    r"阿[伯姨婆公嬷妈爸叔婶嫂]|[\u4e00-\u9fff](?:尾巴|脑袋|耳朵|眼睛|鼻子|嘴巴|脖子|翅膀|爪子|蹄子|骨头|[天地海水路车船山]上|[地水树山车桥]下)|[\u4e00-\u9fff]{2}话|大[爷妈叔婶伯娘嫂姐哥]|老[板师伯汉太人]|[\u4e00-\u9fff]?(?:匠|匠人|师傅们)"
)
_ADVERB = re.compile(r"[则也还又笑曾却就都再才已](?=$)")
_SPEECH = re.compile(
    "说|道|称|表示|认为|指出|介绍|告诉|透露|坦言|坦承|回应|强调|补充|回忆|解释|直言|着说|担心|相信|觉得|建议|希望|主张|反问|追问|质疑|提醒|呼吁|坚持|预计|预测|感叹|笑"
)

# What stands in front of a Latin name and is no part of it: CTO Anna Berg, Dr. Peter Hall.
LATIN_TITLE = re.compile(r"(?:C[A-Z]{1,2}O|[ES]?VP|(?:Dr|Prof|Mrs?|Ms)\.?|Sir) +(?=[A-ZÀ-Þ])")
_OFFICE = re.compile("首席|总|副|董事|主|[A-Z]{3}|院|校|社|会|秘书|经理|联席|执行|高级|资深|局|部")
_NOT_EVEN = re.compile("(?:都|也)[不没未]")


def never_person(name: str, is_word: Callable[[str], bool], *, tagged: bool = False) -> bool:
    """Whether `name` only has the form of a name: 周日才, 和乐手, 单位. Where the tagger is sure of it (`tagged`), 于建国 is no
    preposition and its word."""
    if name in _COMMON or _NEVER.fullmatch(name) or name[-1] in _NEVER_GIVEN:
        return True
    return not tagged and len(name) == 3 and name[0] in _GRAMMATICAL and is_word(name[1:]) and not is_word(name)


def without_adverb(text: str, start: int, end: int) -> int:
    """The end of the name in `text[start:end]` without the adverb of a verb of speech (大卫·陈|则表示) or the 任 of an
    office (林以宁|任首席科学家) or the head that is not even raised (兰姐|头也没抬)."""
    if end - start < 2:
        return end
    adverb = _ADVERB.search(text, start, end) and _SPEECH.match(text, end)
    takes = text[end - 1] == "任" and _OFFICE.match(text, end)
    gesture = text[end - 1] in "头手眼脸" and _NOT_EVEN.match(text, end)
    return end - 1 if adverb or takes or gesture else end


# The word behind a name that the tagger leaves on it: 林慎之|开米行, 兰姐|头也没抬.
_DOING = frozenset("起着了过完住掉")  # what only a verb has behind it
_UNNAMED = re.compile(r"[\u4e00-\u9fff]某[尚曾仍已因在系为于与和被将把从向对即遂未并]")  # 陈某|尚在职
_NICKNAMED = re.compile(r"[\u4e00-\u9fff][姐哥叔婶爷嫂姨][\u4e00-\u9fff]")
_TAIL = frozenset(
    "开育任说称指带在做当出来去拿接把被从向找走站坐看想问听讲骑住生病死退考读写吃喝打跑卖买租借给让"
) | frozenset(
    "本科 硕士 博士 专科 研究生 毕业 大学 高中 当时 现在 目前 此前 曾经 自己 一家 一人 夫妇 父子 兄弟 姐妹 团队 等人 本人 先后 随后".split()
)


def without_tail(text: str, start: int, end: int, surnames: frozenset[str], is_word: Callable[[str], bool]) -> int:
    """The end of the name in `text[start:end]` without a word that is too much for a Chinese name: a verb of one character
    behind a whole name (林慎之|开), a noun (欧阳澄|本科), the beginning of the word behind it (林慎之|支起)."""
    surface = text[start:end]
    if _NICKNAMED.fullmatch(surface) or _UNNAMED.fullmatch(surface):
        return end - 1
    surname = surname_of(surface, surnames)
    if not surname or not "\u3400" <= text[end : end + 1] <= "\u9fff":
        return end
    for given in (2, 1) if len(surname) == 2 else (2,):
        tail = surface[len(surname) + given :]
        if tail in _TAIL:
            return end - len(tail)
    if len(surface) != 4 or len(surname) > 1 or is_word(surface[2:]):
        return end
    return end - 1 if text[end] in _DOING or is_word(text[end - 1 : end + 1]) else end


@cache
def initials(surnames: frozenset[str]) -> re.Pattern[str]:
    """The first characters of surnames."""
    return re.compile(f"[{re.escape(''.join(sorted({surname[0] for surname in surnames})))}]")


def surname_of(name: str, surnames: frozenset[str]) -> str:
    """The surname that `name` starts with, compound ones first; "" where it starts with none."""
    if len(name) > 2 and name[:2] in surnames:
        return name[:2]
    return name[0] if len(name) > 1 and name[0] in surnames else ""


@lru_cache(1 << 14)
def is_full_name(surface: str, surnames: frozenset[str]) -> bool:
    """Whether `surface` has the form of a Chinese full name: a surname and one or two characters more."""
    if not 2 <= len(surface) <= 4:
        return False
    surname = surname_of(surface, surnames)
    given = surface[len(surname) :]
    fits = bool(surname) and 1 <= len(given) <= 2 and all("\u3400" <= c <= "\u9fff" for c in surface)
    return fits and not any(c in _NEVER_GIVEN for c in given)


# Given names do not end so: a place is called 李家沟, 周塘, whatever surname it begins with.
_NO_GIVEN_NAME = re.compile(
    r"[坪坳岗塬垸圩屯寨坝堰岙坞崖洼涧泾浜甸埭厝墟邨垭垴峁塆碛埠沟塘湾滩村镇乡街巷弄庄堡坑围口店集营头铺井站嘴咀]$|^.家"
)


def like_person(surface: str, surnames: frozenset[str]) -> bool:
    """Whether `surface` has the form of a full name and does not end as only places do."""
    return is_full_name(surface, surnames) and not _NO_GIVEN_NAME.search(surface)


@lru_cache(4096)
def short_forms(name: str, surnames: frozenset[str]) -> tuple[str, ...]:
    """The forms by which a text may call the person `name`: of a dotted name its parts, of a full name the surname
    with 老, 总 and the like, the given name with 姐 and the like, the given name."""
    return tuple(_short_forms(name, surnames))


def _short_forms(name: str, surnames: frozenset[str]) -> Iterator[str]:
    if any(dot in name for dot in "·・•‧"):
        parts = re.split("[·・•‧]", name)
        yield from (part for part in (parts[-1], parts[0]) if len(part) > 1)
        return
    if not is_full_name(name, surnames):
        if len(name) == 4 and all("\u3400" <= c <= "\u9fff" for c in name):  # 达瓦次仁: two names of two characters
            yield from (name[2:], name[:2])
        return
    surname = surname_of(name, surnames)
    given = name[len(surname) :]
    yield from (prefix + surname for prefix in _BEFORE_SURNAME)
    yield from (surname + suffix for suffix in AFTER_SURNAME)
    yield from (given[-1] + suffix for suffix in ("姐", "哥", "总", "爷", "叔", "仔"))
    if len(given) == 2:
        yield given
