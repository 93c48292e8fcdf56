"""Products that stand in no marks: model numbers (X7, Nova 7 Pro), craft (云鹤九号), drugs (安罗维单抗注射液), and what is
called something (一款叫小满的控制器). The tagger's class for other proper names tells their borders."""

import re
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.introducing_words import GOODS, MAKES
from extract.lac import Word, Words
from extract.lexicon import Match
from extract.signed import Signed

_PROPER = frozenset({"nz", "nw"})
_FORE_NAMES = frozenset({"n", "nz", "nr", "PER", "LOC", "ns", "v", "nw"})
_TAIL = r"(?: ?(?:Pro|Max|Plus|Ultra|[Mm]ini|Air|SE|GT|Lite|Turbo|Neo|Elite|Gen ?\d|EV))*"
_MODEL = rf"(?:[A-Z][A-Za-z]{{1,11}} ?|[a-z]{{3,9}} |[A-Z]{{1,4}}-?)[A-Z]?\d{{1,4}}[A-Za-z]{{0,2}}\+?{_TAIL}(?![A-Za-z\d.%-])"
_LATIN = r"[A-Z][A-Za-z]*[a-z][A-Za-z]*(?:[ -][A-Z0-9][A-Za-z0-9]*){0,2}(?:\.\d)?(?![A-Za-z])"
_NOT_MODELS = re.compile(
    r"(?:Q[1-4]|H[12]|[A-Z]轮|G7|G20|G\d{1,4}|[BCO]2[BCO]|P2P|CO2|PM\d+|PM ?2|COVID ?-?19|L[0-5]|A4|ISO ?\d+|IPv\d|H\d+N\d+|K12|PD-?L?1|IL-?\d+|M[0-2]|MP[34]|"
    r"CPI|TOP ?\d+|Top ?\d+|[Vv]ol ?\d+|Web ?3|GB ?\d+|HPV ?\d+|B[12]|F\d|No ?\d+|S\d{1,2}|U\d{1,2}|CES ?\d+|CP\d+|COP\d+|D\d+|E\d{1,2}|R\d{1,2}|T[1-3]|V\d|P\d|ETF\d*|ESG\d*|SARS.*|DRG\d*)$"
)
_NOUN = re.compile(
    rf"(?:{GOODS}|[\u4e00-\u9fff][机仪器车舰艇鞋表灯枪炮弹箱屏卡板泵阀笔床椅锁锅镜琴]|新款|全款|首款|旗舰|顶配|搭载|配备|采用|升级到|入手|试驾|试乘|换上|开着|驾驶|(?:{MAKES}))(?:了|的|是|为|——|：|:)?(?:全新|新款|新一代|旗舰|首款|第[一二三四五六]代|{GOODS})?[ “「]?$"
)
_GOODS_AFTER = re.compile(
    rf" ?[”」]?(?:系列)?(?:{GOODS})|[”」]?(?:正式|全新|同步)?(?:上市|发售|开售|预售|量产|首飞|发射|下线|交付|亮相|售价)"
)
_GOODS_BEFORE = re.compile(rf"(?:{GOODS})[“「]?$")
_GOODS_BEHIND = re.compile(rf"[”」]?(?:{GOODS})")
_MODELS = Signed(re.compile(rf"(?<![A-Za-z\d.-]){_MODEL}"), sign=re.compile("[A-Za-z]"))
# Where a pattern that looks through whole texts opens with a guard or with many words, the characters that it can begin
# with stand first: nearly all of a text is passed over at that one test, which takes a quarter of the time.
_BRANDED = re.compile(
    r"(?=[ACDGHIKLMOPQRSWimrv一三中丰乐云五享仰传佳保凯创别努华吉名启哈哪坦埃大天奇奔奥宇安宝富尊小尼岚影徐徕惠戴捷方日昇昊智本松极标比沃波海深现理真石福科空索红联腾英荣蔚起追酷银锐长问阿雪零雷领飞马骁高魅鸿麒龙])"
    r"(?<![A-Za-z])(?P<name>(?:华为|小米|红米|荣耀|OPPO|vivo|三星|一加|真我|魅族|努比亚|中兴|联想|戴尔|惠普|索尼|佳能|尼康|富士|松下|大疆|影石|理想|蔚来|小鹏|问界|极氪|领克|比亚迪|吉利|长安|深蓝|"
    r"阿维塔|岚图|智己|零跑|哪吒|腾势|仰望|方程豹|宝马|奔驰|奥迪|大众|丰田|本田|日产|别克|福特|捷途|坦克|哈弗|奇瑞|红旗|传祺|埃安|五菱|宝骏|荣威|名爵|沃尔沃|凯迪拉克|雷克萨斯|保时捷|起亚|现代|"
    r"马自达|标致|雪铁龙|雪佛兰|雷诺|高通|骁龙|天玑|麒麟|昇腾|酷睿|锐龙|英伟达|英特尔|宇树|智元|海信|创维|科沃斯|石头|追觅|云鲸|徕卡|哈苏|空客|极石|乐道|享界|智界|尊界|极狐|飞凡|昊铂|启源|银河|"
    rf"五十铃|徐工|三一|中联|iQOO|Redmi|realme|moto|ROG|Insta360|DJI|iPhone|iPad|Mate|Galaxy|Pixel|Kindle|GPT|Claude|Gemini|Qwen|Llama|DeepSeek|Model)(?: ?{_MODEL})|"
    rf"(?:小米|红米|荣耀|一加|魅族|骁龙|天玑|麒麟|昇腾|龙芯|酷睿|锐龙|波音|空客|鸿蒙|安卓|iPhone|iOS|Android|HarmonyOS|Windows|GPT-|Claude|Gemini|Galaxy S|Mate|Pura|PlayStation|Switch) ?"
    rf"\d{{1,4}}(?:\.\d)?[A-Za-z]{{0,2}}\+?{_TAIL}(?![A-Za-z\d.%年月日号点时分秒万亿千百元名人家个位台倍季次强天岁周层国城大多余款部亩米级][ ]?)(?! ?(?:GB|TB|mAh)))"
)
_NAMED = re.compile(
    rf"(?:名为|名叫|取名为?|命名为|[一这那]款叫做?|[一这那]台叫做?|[一这那]个叫做?|一种叫做?)(?P<name>[^\s，。“”‘’「」《》、的是叫了（）]{{2,8}})的[^，。“”《》、]{{0,6}}?(?:{GOODS})"
)
# A craft is what its noun says, on either side: 云鹤九号探测器, 货轮海岬号.
_CRAFT = (
    "卫星|火箭|探测器|飞船|航天器|着陆器|返回器|轨道器|月球车|火星车|空间站|望远镜|太空舱|货轮|客轮|邮轮|游轮|渡轮|轮船|油轮|渔船|快艇|游艇|帆船|拖轮|集装箱船|散货船|科考船|考察船|破冰船|"
    "钻探船|起重船|挖泥船|盾构机|潜水器|潜艇|核潜艇|航母|航空母舰|驱逐舰|护卫舰|巡洋舰|战列舰|登陆舰|军舰|巡逻船|海警船|医院船|列车|动车组|专列|航天飞机|飞艇|热气球|战舰|母舰|舰载机|浮标|平台|船|艇|舰"
)
_NUMBER = re.compile("号")
_CRAFT_BEFORE = re.compile(rf"(?:{_CRAFT})[“「]?$")
_CRAFT_AFTER = re.compile(
    rf"[”」]?(?:[A-Z]|遥[一二三四五六七八九十\d]+|运载|载人|无人|货运|试验|遥感|通信|气象|导航|科学|月球|火星|太阳|小行星|液化气|液化天然气|豪华|远洋|万吨级|号)?(?:{_CRAFT})"
)
_CRAFT_NAME = re.compile(
    rf"(?P<name>[\u4e00-\u9fff·]{{2,8}}(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}})?(?<![账帐众信符型口代外编网单番字旗挂问称病座括记暗军年月日几多])号(?:[甲乙丙丁]|遥[一二三四五六七八九十\d]+)?)(?:{_CRAFT})?$"
)
# Generic names end as the pharmacopoeia wants: the class of the substance, then the form it is given in.
_SUBSTANCE = re.compile(
    r"(?:单抗|双抗|替尼|列净|格列汀|沙坦|鲁肽|泊肽|度肽|糖肽|帕利|沙班|瑞洛|仑赛|生钠|佐米|西利|拉韦|那韦|布韦|瑞韦|米韦)(?:注射液|注射剂|胶囊|颗粒|口服液|片|滴眼液|吸入剂|冻干粉针)?$|"
    r"[\u4e00-\u9fff]{3}(?:注射液|胶囊|口服液|滴丸|颗粒)$"
)
_KIND_OF_DRUG = re.compile(
    r"^(?:PD|抗|重组|人源|双特异性|融合|生物类似|中药|西药|感冒|止咳|消炎|葡萄糖|氯化钠|生理盐水|肽|新型|小分子|靶向|化学|国产|进口|仿制|口服|静脉)"
)


def unmarked_products(words: Words, text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """Products among `words`, which tile the sentences of `text`; what `is_word` knows as a common word is none."""
    for match in _NAMED.finditer(text):
        if not match["name"].isdigit():
            yield Candidate(*match.span("name"), "PRODUCT", 0.95, "named")
    for match in _BRANDED.finditer(text):
        model = re.sub(r"^[\u4e00-\u9fff]+ ?", "", match["name"])
        if not _NOT_MODELS.match(model):
            yield Candidate(*match.span("name"), "PRODUCT", 0.9, "model")
    for match in _MODELS.finditer(text):
        if _NOT_MODELS.match(match[0]):
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        if _NOUN.search(before) or _GOODS_AFTER.match(text, match.end()):
            yield Candidate(*match.span(), "PRODUCT", 0.85, "model")
    for match in _LATIN_INTRODUCED.finditer(text):
        yield Candidate(*match.span(match.lastgroup or 0), "PRODUCT", 0.82, "model")
    for number in _NUMBER.finditer(words.lasts, 1):
        fore, word = words[number.start() - 1], words[number.start()]
        if word.tag == "m" and fore.end == word.start and fore.tag in _FORE_NAMES:
            craft = _CRAFT_NAME.match(text[fore.start : word.end])
            if craft and not is_word(text[fore.start : fore.end]) and _beside_craft(text, fore.start, word.end):
                yield Candidate(fore.start, word.end, "PRODUCT", 0.9, "craft")
    for word in map(words.__getitem__, words.tagged(_PROPER)):
        if text[word.start : word.end].isprintable():
            yield from _by_form(word, text, is_word)


_LATIN_NOUNS = (
    "大模型|基座模型|语言模型|开源模型|操作系统|手机|应用|软件|小程序|浏览器|聊天机器人|人形机器人|机器人|芯片|处理器|游戏机|车型|新车|SUV|轿车|跑车|皮卡|智能助手|语音助手|AI助手|助手|引擎|App|APP|"
    "智能体|工具|插件|系统|耳机|手表|眼镜|头显|药物|新药|疫苗|品牌|子品牌|流媒体|飞船|火箭|卫星|望远镜|数据库|编程语言|框架|代币|稳定币|加密货币"
)
_LATIN_INTRODUCED = re.compile(
    rf"(?=[A-Z人代加助卫品基处大头子小工应开引手插操数新智望机框流浏游火疫皮眼稳系编耳聊芯药语跑车软轿飞])"
    rf"(?:(?:{_LATIN_NOUNS})(?:名为|——|：|叫)?(?P<name>{_LATIN})|(?<![A-Za-z\d.-])(?P<system>{_LATIN})(?= ?(?:操作系统|大模型|App|APP|小程序|浏览器|聊天机器人|人形机器人)))"
)


def _by_form(word: Word, text: str, is_word: Callable[[str], bool]) -> Iterator[Candidate]:
    """What the form of a proper name makes a product: a craft's number, a drug's ending."""
    surface = text[word.start : word.end]
    if "号" in surface and (craft := _CRAFT_NAME.match(surface)):
        start, end = word.start, word.start + craft.end("name")
        if _beside_craft(text, start, end):
            yield Candidate(start, end, "PRODUCT", 0.9, "craft")
    elif len(surface) > 3 and _SUBSTANCE.search(surface) and not _KIND_OF_DRUG.match(surface) and not is_word(surface):
        yield Candidate(word.start, word.end, "PRODUCT", 0.85, "drug")


def _beside_craft(text: str, start: int, end: int) -> bool:
    return bool(_CRAFT_BEFORE.search(text[max(0, start - 8) : start]) or _CRAFT_AFTER.match(text, end))


_MAKER_NEAR = 40  # characters


def risky_products(matches: Sequence[Match], words: Words, text: str) -> Iterator[Candidate]:
    """The lexicon's products whose names are other things as well (元宝, Gemini), where their maker is named close by or
    a good is named beside them; `matches` are all the lexicon's names in `text`, `words` the tagger's."""
    for index, match in enumerate(matches):
        if not match.risky or match.entry.type != "PRODUCT":
            continue
        if not (words.border(match.start) and words.border(match.end)):
            continue
        near = (m for m in matches[max(0, index - 4) : index + 5] if abs(m.start - match.start) < _MAKER_NEAR)
        if (match.entry.maker and any(m.entry.name == match.entry.maker for m in near)) or _beside_goods(match, text):
            yield Candidate(match.start, match.end, "PRODUCT", 0.86, "maker")


def _beside_goods(match: Match, text: str) -> bool:
    before = text[max(0, match.start - 24) : match.start]
    return bool(_GOODS_BEFORE.search(before) or _GOODS_BEHIND.match(text, match.end))
