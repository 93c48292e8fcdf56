"""Verbs of saying and writing, as patterns: what turns the words beside quotation marks into an attribution."""

import re

# Two characters and more: whole words wherever they stand.
_VERBS = """
表示 认为 指出 坦言 坦承 坦陈 直言 直陈 断言 声称 宣称 坚称 笑称 谎称 诉说 倾诉 讲述 述说 自述 陈述 供述 交代 坦白 回忆 介绍 强调 透露 披露
解释 阐释 阐述 补充 写道 写下 写着 回应 回复 答复 回覆 告诉 告知 评价 评论 点评 感叹 感慨 慨叹 惊叹 赞叹 叹息 自嘲 打趣 调侃 吐槽 反问 追问 质问 质疑
发问 提问 询问 回答 反驳 辩称 辩解 否认 澄清 证实 确认 呼吁 宣布 宣告 宣读 提醒 总结 概括 归纳 承认 预测 预计 预言 估计 判断 吩咐 嘱咐 叮嘱 叮咛 告诫
发言 致辞 致词 声明 批评 指责 斥责 怒斥 警告 警示 建议 主张 形容 念叨 念道 嘀咕 嘟囔 喃喃 自语 重申 谈到 谈及 提到 提及 记得 说起 想起 直呼 笑言 称赞
盛赞 夸奖 抱怨 埋怨 诉苦 哭诉 呼喊 高呼 高喊 大喊 呐喊 哀求 恳求 请求 央求 发誓 起誓 承诺 保证 许诺 安慰 鼓励 勉励 寄语 寄言 留言 留下 发文 发帖
配文 转发 题写 题词 致信 来信 回信 答谢 道谢 致谢 道歉 致歉 喊话 传话 通报 献词 立誓 明言 戏言 扬言 放话 发声 开口 插话 接话 搭话 应道 笑道 叹道 问道
说道 喊道 叫道 骂道 回怼 力挺 表态 放言 倡议 提议 劝说 劝告 规劝 训斥 感谢
忆述 直斥 痛斥 驳斥 斥道 疾呼 大呼 惊呼 欢呼 慨言 述及 附和 说笑 苦笑 笑答 笑问 自问 吆喝 催促 嘟哝 咕哝 吐露 爆料 撂话 撂下 丢下 抛出 应声 反诘 数落 责备 安抚
""".split()
# One character: a verb of its own only where nothing makes another word of it.
_SHORT = (
    r"(?<![小传学据])说(?![明法服])|(?<![简名全职昵俗号人合统自堪代并尊戏])称(?![号呼赞其之为作])|"
    r"(?<![知频报渠味街赛通轨隧河难])道(?![路具理德歉观])|(?<![访学顾慰疑])问(?![题卷世候])|(?<![对])讲(?![师座台话解究])|"
    r"喊(?!话)|答(?!案|卷|辩)|劝|吼|骂|叹|嚷|(?<![感多答致])谢(?![谢意幕绝])|曰"
)
# Nouns that begin with one: 发言人, 回忆录.
_NOT_BEFORE = {
    "发言": "人稿权台",
    "评论": "员家区",
    "回忆": "录",
    "批评": "家",
    "介绍": "信人",
    "留言": "板区簿",
    "声明": "书",
    "警示": "牌片",
    "预言": "家",
    "建议": "书",
}
SAYING = "|".join(
    [*(f"{v}(?![{_NOT_BEFORE[v]}])" if v in _NOT_BEFORE else v for v in sorted(_VERBS, key=len, reverse=True)), _SHORT]
)
POINTS_OUT = r"(?<![所是特即泛专意手拇食中小戒直])指"
SAYING_ENDS = frozenset(v[-1] for v in _VERBS) | frozenset("说称道问讲喊答劝吼骂叹嚷谢曰指")  # their last characters
# What tells a quotation only where it touches the marks: 亦有指「…」, 心想“…”.
_BESIDE = rf"{SAYING}|{POINTS_OUT}|觉得|心想|想着"
VERB = re.compile(SAYING)
# Nouns of wording behind 的: who they belong to speaks (某某的回答很干脆).
WORDING = (
    "回答|回应|答复|回复|说法|话|看法|观点|解释|评价|评语|点评|原话|答案|理由|态度|比喻|总结|判断|建议|感受|体会|"
    "口头禅|微博|朋友圈|留言|签名|日记|信|附言|字条|纸条|声明|公告|启事|寄语|第一反应|心愿|愿望"
)
# What only marks can tell from a scare quote has the verb right beside it, or is the end of what somebody says.
VERB_RIGHT_BEFORE = re.compile(
    rf"(?:{_BESIDE})(?:[了道过到着称]|[一这那两][句声番]话?|记者|大家|媒体|我们|本报|自己|[他她我])*[，,]?[ \t\u3000]*$"
)
VERB_OF_CLAUSE = re.compile(
    rf"(?:{SAYING}|{POINTS_OUT}|觉得|相信|看来)(?=(?:[^，。]{{0,8}}记者|本报|我们?|大家|媒体)?[，,])"
)
VERB_IN_FRONT = re.compile(rf"{SAYING}|{POINTS_OUT}(?=[，,])|觉得|相信|看来")
# What is quoted behind one of these is what is done, held or named, not what is said: 坚持“以人为本”, 公司的“三不”.
DONE = re.compile(
    r"(?:坚持|落实|践行|贯彻|秉持|秉承|奉行|遵循|按照|依照|实现|推动|推进|打造|构建|建立|形成|围绕|聚焦|提出|开展|实施|启动|完善|强化|深化|做好|做到|加强|坚守|弘扬|"
    r"传承|体现|树立|牢记|归结|通过|成为|作为|获得?|荣获|入选|发布|推出|举办|举行|参加|设立|命名|所谓|以|把|将|从|对|的|地|在|为|等|和|与|及|、|”|」)了?$"
)
VERB_BEHIND = re.compile(rf"{SAYING}|发现|觉得|相信|意识到|看来|(?:这[样么]|如此|[上里中])写(?![作字稿手])")
# The answer, the reason and the like, that the quotation is: 某某的回答是“…”.
WORDING_IS = re.compile(rf"的(?:{WORDING})[^，。；：“”]{{0,4}}(?:是|为)[，,]?$")
# Behind the closing mark: whose words they were (“…”，这是某某留下的最后一句话; “…”——某某常把这句话挂在嘴边).
WORDS_OF = re.compile(
    rf"[，,—]{{1,2}}(?:[这那](?:[句番席]话)?(?:就|也|便|正|曾|不只|不仅)?是(?P<who>[^，。；：“”]{{2,20}}?)(?:{WORDING}|承诺|遗言|名言|心声|忠告|信条|座右铭)|"
    rf"(?P<whose>[^，。；：“”]{{2,20}}?)[常总]?(?:是|爱)?[把将]这[句番]话)"
)
# Whom somebody calls something: 撰文称其“像一封信”.
CALLS_HIM = re.compile(
    r"(?P<verb>(?<![简名全职昵俗号人合统自堪代并尊戏])称|评价|形容|批评|指责|嘲讽|讽刺|怒斥|痛批|炮轰|盛赞|夸)(?:其|他|她|它|对方|该[\u4e00-\u9fff]{1,3}|这[\u4e00-\u9fff]{1,4})(?:是|为)?$"
)
# What a clause of saying leads up to with what the thing is: 她认为，好处不在新，而在“没有把人当外人”.
AMOUNTS_TO = re.compile(r"(?:而是|而在|在于|无非是|不过是|等于是?|就像|好像|如同|仿佛|简直是?)$")
# Unnamed people who are only brought on to speak: 也有观众留言嫌它太闷：, 老街坊摇头：.
SOME_PEOPLE = re.compile(
    r"(?:^|[，,；;。])[^，,；;。：“”]{0,10}?(?:(?<![没具只所])有|不少|许多|一些|几位|多名|多位|一名|一位)[\u4e00-\u9fff]{0,4}(?:人|观众|网友|读者|股民|顾客|居民|市民|村民|球迷|粉丝|用户|家长|学生|乘客|游客|评论|路人|邻居|街坊|同行|业主)[^，,；;。：“”]{0,16}[：:]$|"
    r"(?:^|[，,；;。])[老也则]{0,2}(?:街坊|邻居|网友|股民|球迷|路人|同行|粉丝|业内人士|分析人士|知情人士|圈内人)[^，,；;。：“”们]{0,12}[：:]$"
)
# Two clauses, which behind a comma may close a sentence: 他烧了一壶水，“不是亲戚，胜过亲戚”。
# A motto has none of the small words of speech: “放水养鱼，涵养税源”。
TWO_CLAUSES = re.compile(
    r"(?=.*?[我你您咱俺是很太了吗呢吧要会能就才都也还没别把给])[^，：“”《》\n]{3,}，[^：“”《》\n]{3,}"
)
# What makes a noun of a verb of saying behind it: 也作过类似承诺, 受到的批评.
NOUN_FOLLOWS = re.compile(
    r"(?:类似|相似|相关|有关|此类|这类|这种|这样|任何|同样|一[项份个种次条番]|作出|做出|给出|发出|提出|得到|收到|受到|引起|接受|过|[^是]的)$"
)
# What somebody is said to be: 称其言论“荒唐之至”, but not what somebody is called.
RATES = re.compile(
    r"(?P<verb>(?<![简名全职昵俗号人合统自堪代并尊戏])称|形容)[^，。；：为是作“”]{2,12}(?<![种个次位项的条])$"
)
# Behind the closing mark: 某某的这番话让人动容.
THIS_SPEECH = re.compile(
    rf"(?:[^，。；：“”]{{1,12}}[，,])?(?P<who>[^，。；：“”]{{2,24}}?)的[这那][一]?[句番席段](?:{WORDING}|名言)"
)
# What a clause of saying leads up to with all but its verb: 某某表示，利率可能“再高一阵”.
GOES_ON = re.compile(
    rf"(?P<verb>{VERB_OF_CLAUSE.pattern}|(?:{SAYING})(?=[，,：:])).*(?:[将会应要能可仍已却但更绝]|可能|必须|应当|应该|可以|不会|不能)$"
)
# Between it and the next such words of the same sentence.
LEADS_ON = re.compile(
    "^[，,]?(?:.{0,14}(?:[将会应要能仍已却更绝]|可能|必须|应当|应该|可以|不会|不能)|[但而并且也]|但是|而且|并且)$"
)
# What is quoted behind one of these is wording that nobody says here: a slogan, a name, a proverb.
LABEL = re.compile(
    r"(?:主题|口号|标语|校训|队训|家训|院训|店训|厂训|书名|片名|剧名|名字|名称|题目|标题|关键词|宣传语|广告语|广告词|对联|[上下]联|横批|横幅|歌词|谜[面底]|"
    r"[Ss]logan|俗话说?|常言道?|老话[说讲]?|俗语说?|谚语说?|古语[说云]?|所谓|称作|叫做|名为|题为)(?:得好|说|是|为|写着|叫|曰)?[：:，,]?$"
)
# Behind the closing mark: what stands in the marks only tells which (“三不”的原则, “加油”声, “拆”字).
ONLY_NAMES = re.compile(r"的(?!确)|之[称名誉]|声(?!音|称|明)|字样?|一[词语说]|[这一二两三四五六]+个?字|等")
# What stands on a thing for everybody to read, and what is only spoken of: 门口挂着木牌：“…”, 墙上刷着“…”, 对于网传的“…”.
_THINGS = (
    "[木招吊路门标示铭名铜站店号警纸]牌|牌[子匾坊照]|贴纸|横幅|条幅|标语|海报|告示|(?<!口)碑[上文]?|匾额?|徽章|胸章|锦旗|旗[帜子上]|红字|大字|小字|黑字|金字|白字|标签|"
    "T恤|[衣帽]服?上|[墙门柜窗屏]上|[墙门窗碗瓶罐箱盒桶车杯]身?[子壁板门盖头面]?上|黑板[上报]|公告栏|宣传栏|封条|刻字|题字|字幕|春联|门楣"
)
ON_THING = re.compile(
    rf"(?:{_THINGS})(?:[：:]|[^。！？；“”]{{0,12}}(?:[写印刻贴挂刷题喷绣标镌描漆](?:着|有|的是)|字样?|大字)[^，。；“”]{{0,6}}[：:，,]?)$"
)
SPOKEN_OF = re.compile(r"(?:针对|对于|关于|有关|所谓|网传|传言|传闻)[^，。；：“”]{0,14}(?<![说道称问答喊讲言])$")
# Words that make a clause of what is quoted, not a name for something.
CLAUSE = re.compile(r"[，,；：]|[我你您咱俺]|[不没别]|[是很太得了吗呢吧会要能就才都也还让给把被]")
# Of four characters that a clause may have and a set phrase (不好意思, 有所不为) has not: 才刚暖身.
SHORT_CLAUSE = re.compile("^(?=.{4}$).*(?:[我你您咱俺没太吗呢吧刚仍]|已|还[会要能有没在]|都[会要能是在]|才刚|才能)")
STOPS = re.compile(r"[，,。！？!?；;：\n]|$")  # what may stand behind a quotation that ends a clause
