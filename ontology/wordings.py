"""How people ask for each predicate in Chinese: the words of a question, as data beside the closed list of predicates.

A predicate that gets its row here can be asked for; nothing else has to be written. Simplified characters. `subject` and
`object` are the sides of the predicate: of `investor` the subject is who gets the money, the object who gives it.
"""

from dataclasses import dataclass
from typing import Literal

Side = Literal["subject", "object"]

# What somebody does or is, of these: the verb's own subject is that side, its object the other.
#   verb   A投资B, A毕业于B
#   place  A在B工作, A工作于B, 从B毕业
#   with   A和B合作
#   gain   A获得B的投资
#   date   A成立（于某日）: the object is a date
#   noun   B的投资方: the noun stands for that side, B for the other
#   part   B旗下: like a noun, for the things below it (B旗下的公司)
#   count  B的员工数, B有多少员工: the object is a number
Form = Literal["verb", "place", "with", "gain", "date", "noun", "part", "count"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for predicates, of which any may hold.

    `said` is a pattern that the sentence of the claim has to fit, since the graph tells less than the word: a 作者 may be a
    director. `turned` is the pattern for claims that say it from the other side (his wife, her husband), "" where those do
    not count, and None where the side does not matter. `past` words ask for what has been, others for what has not ended.
    """

    predicates: tuple[str, ...]
    form: Form
    side: Side
    words: tuple[str, ...]
    said: str = ""
    turned: str | None = None
    past: bool = False


def _words(
    predicates: str,
    form: Form,
    side: Side,
    words: str,
    said: str = "",
    turned: str | None = None,
    *,
    past: bool = False,
) -> Wording:
    return Wording(tuple(predicates.split()), form, side, tuple(words.split()), said, turned, past)


_WIFE, _HUSBAND = "妻|太太|夫人|老婆", "丈夫|先生|老公"
_WRITTEN, _DIRECTED, _SUNG = "写|著|作者|作家|小说|书|撰|出版", "导演|执导|导", "唱|曲|歌"

WORDINGS: tuple[Wording, ...] = (
    _words(
        "founder",
        "noun",
        "object",
        "创始人 联合创始人 创办人 创办者 创立者 创立人 创建者 创建人 缔造者 发起人 创业者 开创者 创始者",
    ),
    _words("founder", "verb", "object", "创办 创立 创建 创设 成立 发起 发起成立 建立 组建 开创 创始 开办 办 缔造"),
    _words("foundingDate", "date", "subject", "成立 创立 创办 创建 组建 诞生 创始 建立 设立 始建 创业 开 开业 开张"),
    _words(
        "foundingDate",
        "noun",
        "object",
        "成立时间 成立日期 成立年份 创立时间 创立日期 创立年份 创办时间 创建时间 创始时间 成立之日 创办年份 创办日期",
    ),
    _words("dissolutionDate", "date", "subject", "解散 注销 倒闭 停业 关闭 关门 歇业 破产 清算 散伙"),
    _words("dissolutionDate", "noun", "object", "解散时间 解散日期 注销时间 注销日期 倒闭时间 关闭时间 停业时间"),
    _words(
        "parentOrganization",
        "noun",
        "object",
        "母公司 上级机构 上级单位 上级组织 主管单位 控股公司 所属公司 所属机构 所属集团",
    ),
    _words(
        "parentOrganization",
        "noun",
        "subject",
        "子公司 全资子公司 下属机构 下属公司 附属公司 旗下公司 旗下机构 分支机构 旗下品牌",
    ),
    _words("parentOrganization", "part", "subject", "旗下 下面 名下"),
    _words("parentOrganization", "verb", "subject", "属于 隶属于 隶属 归属于 归属 从属于 附属于"),
    _words("worksFor", "noun", "subject", "员工 职员 雇员 在职员工 现任员工 工作人员"),
    _words("worksFor", "noun", "object", "雇主 工作单位 任职机构 供职单位 现任雇主 东家"),
    _words("worksFor", "verb", "subject", "任职于 就职于 供职于 效力于 受雇于 工作于"),
    _words("worksFor", "place", "subject", "任职 就职 供职 工作 上班 任教 效力 当差"),
    _words("formerEmployer", "noun", "subject", "前员工 离职员工 前雇员 前职员 原员工 老员工", past=True),
    _words("formerEmployer", "noun", "object", "前雇主 前东家 老东家 原单位 前公司 原公司", past=True),
    _words("formerEmployer", "verb", "subject", "离开 离职于 曾任职于 曾就职于 曾供职于 告别", past=True),
    _words("formerEmployer", "place", "subject", "离职 辞职 出来 离任", past=True),
    _words(
        "formerEmployer worksFor", "place", "subject", "工作过 任职过 就职过 供职过 上过班 待过 干过 任过职", past=True
    ),
    _words("jobTitle", "noun", "object", "职务 职位 头衔 身份 岗位"),
    _words("alumniOf", "noun", "subject", "校友 毕业生"),
    _words("alumniOf", "noun", "object", "母校 毕业院校 毕业学校 毕业大学"),
    _words("alumniOf", "verb", "subject", "毕业于 就读于 求学于"),
    _words("alumniOf", "place", "subject", "毕业 就读 读书 上学 念书 求学 上大学 读大学 念大学"),
    _words("memberOf", "noun", "subject", "会员 成员单位 会员单位"),
    _words("memberOf", "verb", "subject", "加入 加盟"),
    _words("investor", "noun", "object", "投资方 投资人 投资者 投资机构 出资方 出资人 资方 投资商"),
    _words("investor", "noun", "subject", "被投企业 被投公司 投资对象 被投项目"),
    _words("investor", "verb", "object", "投资 投 投给 投资给 入股 注资 出资 领投 跟投 参投 参股 参与投资 投钱"),
    _words("investor", "gain", "subject", "投资 融资 注资 资金 出资 领投"),
    _words("acquirer", "noun", "object", "收购方 买家 收购者 买方"),
    _words("acquirer", "noun", "subject", "收购对象 被收购方 收购标的"),
    _words("acquirer", "verb", "object", "收购 并购 买下 买 兼并"),
    _words("partner", "noun", "object", "合作方 合作伙伴 合作机构 合作单位 合作者 合作对象 合作公司"),
    _words("partner", "with", "subject", "合作 结盟 联手 携手 开展合作 有合作 达成合作"),
    _words("listedOn", "noun", "object", "上市地 上市地点 上市交易所 挂牌交易所"),
    _words("listedOn", "noun", "subject", "上市公司"),
    _words("listedOn", "verb", "subject", "登陆 上市于 挂牌于"),
    _words("listedOn", "place", "subject", "上市 挂牌 挂牌上市 敲钟"),
    _words(
        "location", "noun", "object", "地点 所在地 地址 位置 总部 总部所在地 举办地 举办地点 办公地点 注册地 办公室"
    ),
    _words("location", "verb", "subject", "位于 坐落于 地处 落户 设在 设于 坐落在 落户于"),
    _words("location", "place", "subject", "举行 举办 召开 注册 办公 落户 坐落 开会"),
    _words("birthPlace", "noun", "object", "出生地 出生地点 籍贯 家乡 老家 故乡"),
    _words("birthPlace", "verb", "subject", "诞生于"),
    _words("birthPlace", "place", "subject", "出生 生"),
    _words("birthDate", "date", "subject", "出生 生"),
    _words("birthDate", "noun", "object", "出生日期 出生时间 出生年份 生日 出生年月 生年"),
    _words("deathDate", "date", "subject", "去世 逝世 辞世 病逝 离世 过世 病故"),
    _words("deathDate", "noun", "object", "去世时间 逝世时间 去世日期 逝世日期 辞世时间 卒年"),
    _words("spouse", "noun", "object", "配偶 爱人 伴侣 另一半"),
    _words("spouse", "noun", "object", "妻子 太太 夫人 老婆", _WIFE, _HUSBAND),
    _words("spouse", "noun", "object", "丈夫 先生 老公", _HUSBAND, _WIFE),
    _words("spouse", "with", "subject", "结婚 成婚 结为夫妻"),
    _words("parent", "noun", "object", "父母 双亲 家长"),
    _words("parent", "noun", "object", "父亲 爸爸 爸", "父|爸|之女|之子"),
    _words("parent", "noun", "object", "母亲 妈妈 妈", "母|妈"),
    _words("parent", "noun", "subject", "子女 孩子 儿女"),
    _words("parent", "noun", "subject", "女儿", "女"),
    _words("parent", "noun", "subject", "儿子", "儿子|之子|长子|次子|独子"),
    _words("sibling", "noun", "object", "兄弟姐妹 兄弟姊妹 手足"),
    _words("sibling", "noun", "object", "哥哥 兄长", "哥|兄", ""),
    _words("sibling", "noun", "object", "弟弟", "弟", ""),
    _words("sibling", "noun", "object", "姐姐", "姐", ""),
    _words("sibling", "noun", "object", "妹妹", "妹", ""),
    _words("author", "noun", "object", "作者 著者 原作者 撰写者", _WRITTEN),
    _words("author", "noun", "object", "导演", _DIRECTED),
    _words("author", "noun", "object", "演唱者 歌手 词作者 原唱", _SUNG),
    _words("author", "noun", "subject", "作品 代表作"),
    _words("author", "noun", "subject", "著作", _WRITTEN),
    _words("author", "verb", "object", "写 撰写 著 写作 所著 所写", _WRITTEN),
    _words("author", "verb", "object", "导演 执导 拍 拍摄", _DIRECTED),
    _words("author", "verb", "object", "演唱 唱 作词", _SUNG),
    _words("author", "verb", "object", "创作"),
    _words("manufacturer", "noun", "object", "出品方 生产商 制造商 厂商 开发商 生产厂家 研发方 研发公司 制造方"),
    _words("manufacturer", "noun", "subject", "产品"),
    _words("manufacturer", "verb", "object", "研发 研制 开发 生产 制造 推出 出品 做"),
    _words(
        "numberOfEmployees",
        "count",
        "object",
        "员工 雇员 职工 员工数 员工人数 员工总数 员工数量 职工人数 员工规模 人员规模 团队规模 团队人数",
    ),
)


def wording(predicate: str, form: Form) -> Wording:
    """The first row of this one predicate in this form."""
    return next(one for one in WORDINGS if one.predicates == (predicate,) and one.form == form)
