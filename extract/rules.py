"""How sentences state facts, as data. **To add a predicate's wording, add a rule here.**

A rule's pattern is a regular expression over a slotted sentence (extract/slots.py):
    <s:ORG>  a symbol for one or a list of organisations, taken as the subject (s), object (o) or amount (m)
    <ORG>    a symbol that is only passed over;  <s:PER|ORG> either kind
    ~        up to 14 characters of the same clause, without another symbol of a name
A rule without s takes its subject from the clause or, failing that, from the clauses before (extract/facts.py); where
the clause's own subject is the object (…, 其中腾讯出资900万元), `implied="before"` looks in front of the clause only.
A rule whose object is a date and that has no o takes the date that goes with it.
"""

from dataclasses import dataclass
from typing import Literal

# What the date beside a fact says of it: the moment it happened, since or until when it holds, or nothing.
When = Literal["event", "since", "until", "none"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say one predicate. `hedged` rules say nothing where the clause plans, doubts or denies."""

    predicate: str
    pattern: str
    when: When = "none"
    confidence: float = 0.85
    hedged: bool = True
    implied: Literal["clause", "before"] = "clause"  # where an unnamed subject may stand: here too, or only in front


_FOUND = "(?:联合|共同|一手|先后|正式|自筹资金)?(?:创办|创立|创建|创设|发起成立|发起创立|发起|组建|成立|筹建|开办)"
_INVEST = "(?:独家|联合|战略|继续|再次|跟|领|参)?(?:投资|领投|跟投|参投|出资|注资|增资|入股|追加投资|追加|投入|投)"
_BUY = "(?:全资|战略|正式|成功|溢价)?(?:收购|并购|买下|购入|兼并|接盘)"
_SIGN = "(?:签署|签订|签约|达成|宣布|建立|缔结|展开|开展|启动|结成|结为)"
_PUBLISH = (
    "(?:执导|导演|自编自导|编剧|撰写|写作|写|著|创作|出版|主编|编著|编写|翻译|执笔|编导|作词|作曲|绘制|合著|推出|整理)"
)

# A rule is one line, however long: the list is read as a table.
# fmt: off
RULES: tuple[Rule, ...] = (
    # founder, foundingDate, dissolutionDate
    Rule("founder", rf"由~<o:PER|ORG>(?:等人|三人|两人|二人|夫妇)?(?:[于在]?(?:<DATE>|<LOC>)){{0,3}}~{_FOUND}", "event"),
    Rule("founder", rf"<s:ORG>(?:<DATE>)?由~<o:PER|ORG>~{_FOUND}", "event"),
    Rule("founder", rf"<s:ORG>是~由?<o:PER>(?:于?<DATE>)?{_FOUND}的", "event"),
    Rule("founder", rf"<o:PER>(?:等人|夫妇)?(?:又|便|还|也|就|遂|于|在|随后)?(?:<DATE>|在?<LOC>|[^，。；]){{0,12}}?{_FOUND}(?:了|出|过)?(?:<LOC>)?(?:[^，。；、]{{0,10}}?)<s:ORG>", "event"),
    Rule("founder", rf"(?<![一-龥])(?:<DATE>，?)?{_FOUND}了?(?:[^，。；、]{{0,8}}?)<s:ORG>", "event", 0.75),
    Rule("founder", r"<s:ORG>的?<FOUNDER>(?:是|为|包括|有|之一是|：)(?:[^，。；]{0,8}?)<o:PER>"),
    Rule("founder", r"<FOUNDER>(?:是|为|包括|有|：)(?:[^，。；]{0,8}?)<o:PER>", "none", 0.75),
    Rule("foundingDate", r"<s:ORG>(?:总部)?(?:正式)?(?:成立|创立|创办|创建|始建|组建|建校|建馆|建院)于<o:DATE>"),
    Rule("foundingDate", r"<s:ORG>[^，。；]{0,8}?(?:于|在)?<o:DATE>(?:在<LOC>|由~<PER>[^，。；]{0,6}?|[^，。；]{0,4}?)(?:正式)?(?:成立|问世|建校|建馆|(?:创立|创办|创建|组建)(?=[，。；]))(?!的|以来|后|初|之)"),
    Rule("foundingDate", r"<o:DATE>，?<s:ORG>(?:在<LOC>)?(?:正式)?(?:宣告)?(?:成立|(?:创立|创办)(?=[，。；]))(?!的|以来|后|初|之)"),
    Rule("foundingDate", r"(?<![一-龥])(?:成立|创立|创办|始建)于<o:DATE>"),
    Rule("dissolutionDate", r"<s:ORG>~(?:解散|倒闭|停业|关闭|注销|清算完毕|停止运营|破产|歇业)", "event", 0.75),
    Rule("dissolutionDate", r"(?<![一-龥])<DATE>~(?:公司|品牌|俱乐部)?(?:解散|倒闭|停业|注销|停止运营|歇业)", "event", 0.65),
    # investor, acquirer, listedOn, partner, parentOrganization
    Rule("investor", rf"<o:PER|ORG>(?:则|也|各|分别|又|均|曾|独家|单独|战略|此前|随后|宣布|已|还)*(?:向|对|给)<s:ORG>(?:再次|独家|战略)?{_INVEST}(?:了|资|入|额)?(?:约|近|超|超过|逾)?(?:<m:MONEY>)?", "event"),
    Rule("investor", r"<o:PER|ORG>(?:则|也|曾|此前|宣布|已|于|在|<DATE>)*(?:领投|投资|入股|注资|战略投资|参投|跟投)(?:了)?<s:ORG>(?:约|近|超|超过|逾)?(?:<m:MONEY>)?", "event"),
    Rule("investor", r"<s:ORG>(?:<DATE>)?(?:，|于|在|又|还|也|曾|已|宣布|近日|正式|成功|率先|先后)*(?:获得?|拿到|得到|收到|完成|引入|接受|迎来)了?(?:来自|由)?<o:PER|ORG>(?:等机构)?(?:的)?(?:领投|独家|战略|联合|独家投资|投资)?(?:的)?(?:约|近|超|超过|逾)?(?:<m:MONEY>)?[^，。；]{0,10}?(?:投资|融资|注资|战略入股|入股|天使轮|轮)", "event"),
    Rule("investor", r"(?:获得?|拿到|得到|引入|接受|迎来)了?(?:来自)?<o:PER|ORG>(?:等机构)?(?:的)?(?:领投|独家|战略)?(?:的)?(?:约|近|超|超过)?(?:<m:MONEY>)?[^，。；]{0,8}?(?:投资|融资|注资)", "event", 0.75),
    Rule("investor", rf"(?<!向)<o:PER|ORG>(?:则|也|又|各|分别|曾|独家|继续|此前|等)*{_INVEST}(?:了|资)?(?:约|近|超|超过|逾)?<m:MONEY>", "event", implied="before"),
    Rule("investor", r"由<o:PER|ORG>(?:独家|联合|共同)?(?:领投|投资|出资|跟投)(?:约|近)?(?:<m:MONEY>)?", "event", implied="before"),
    Rule("investor", r"<o:PER|ORG>(?:独家)?(?:领投|跟投|参投)", "event", 0.75, implied="before"),
    Rule("investor", r"(?:投资方|投资人|投资机构|领投方|跟投方)(?:为|是|包括|有)<o:PER|ORG>", "event", 0.75),
    Rule("acquirer", rf"<o:PER|ORG>(?:[^，。；]{{0,10}}?)(?:以|斥资|耗资|作价|用)?(?:约|近|超)?(?:<m:MONEY>)?(?:现金|的价格|的对价)?{_BUY}了?(?:[^，。；、]{{0,10}}?)<s:ORG>(?!的?(?:部分)?(?:\d+(?:\.\d+)?%|百分之.{{1,4}})?的?(?:股份|股票|旗下|所持|部分))", "event"),
    Rule("acquirer", rf"<s:ORG>(?:<DATE>)?[^，。；]{{0,6}}?被~<o:PER|ORG>(?:以<m:MONEY>)?(?:的价格)?{_BUY}", "event"),
    Rule("acquirer", rf"(?<![一-龥])(?:以|斥资|作价)?(?:<m:MONEY>)?(?:<DATE>)?{_BUY}了?(?:[^，。；、]{{0,10}}?)<s:ORG>", "event", 0.75),
    Rule("listedOn", r"<s:ORG>(?:<DATE>|[^，。；]){0,10}?(?:在|于|登陆|赴|登录)<o:ORG>(?:主板|创业板|科创板|挂牌|正式|成功|敲钟|上市|二次)*(?:上市|挂牌|敲钟|IPO|交易)", "event"),
    Rule("listedOn", r"<s:ORG>(?:<DATE>|[^，。；]){0,6}?(?:登陆|登录)<o:ORG>", "event"),
    Rule("listedOn", r"(?:在|于|登陆|赴)<o:ORG>(?:主板|创业板|科创板|正式|成功)*(?:上市|挂牌|敲钟|IPO)", "event", 0.75),
    Rule("partner", rf"<s:ORG>(?:还|也|又|已|正式|近日|同日|宣布|<DATE>)*(?:与|和|同|跟)[^，。；]{{0,10}}?<o:ORG>[^。；]{{0,14}}?{_SIGN}了?[^，。；]{{0,18}}?(?:合作|协议|联盟|伙伴|协作)", "event"),
    Rule("partner", rf"(?<![一-龥])(?:与|和|同)[^，。；]{{0,6}}?<o:ORG>[^。；]{{0,10}}?{_SIGN}了?[^，。；]{{0,18}}?(?:合作|协议|联盟|伙伴)", "event", 0.75),
    Rule("parentOrganization", r"<o:ORG>(?:集团)?旗下(?:的)?(?:[^，。；、]{0,8}?)<s:ORG>"),
    Rule("parentOrganization", r"<s:ORG>(?:是|为|系)?(?:隶属于|归属于?|附属于|直属于|是~旗下|隶属)<o:ORG>"),
    Rule("parentOrganization", r"<s:ORG>(?:是|为|系|，)<o:ORG>的?(?:全资|控股)?(?:旗下|子公司|分公司|下属|子品牌|独立品牌|事业部)"),
    Rule("parentOrganization", r"<o:ORG>的?(?:全资|控股|旗下|下属)*(?:子公司|分公司)<s:ORG>"),
    Rule("parentOrganization", r"全资子公司<s:ORG>", "none", 0.7),
    # location
    Rule("location", r"<s:ORG|LOC|EVENT>(?:的)?(?:总部)?(?:就)?(?:位于|坐落于?|坐落在|落户|总部位于|总部设[于在]|总部在|注册地为|注册地在|设在|设于|地处|扎根|选址|迁至|迁往|搬至|搬到)(?:<LOC>的)?<o:LOC>"),
    Rule("location", r"(?<![一-龥])(?:总部|公司总部)?(?:位于|坐落于|坐落在|总部位于|总部设[于在]|总部在|注册地为|迁至|落户)<o:LOC>(?!的)", "none", 0.75),
    Rule("location", r"(?:位于|坐落于|坐落在|地处)<o:LOC>的(?:[^，。；、]{0,6}?)<s:ORG|LOC|EVENT>"),
    Rule("location", r"<s:EVENT>[^。；]{0,16}?(?:在|于)(?:位于)?(?:<LOC>的?)?<o:LOC>[^，。；]{0,6}?(?:举行|举办|开幕|落幕|闭幕|召开|开赛|收官|拉开|揭幕|上演)"),
    Rule("location", r"(?:在|于)<o:LOC>(?:举行|举办|召开)的?~<s:EVENT>"),
    Rule("location", r"<s:ORG>(?:<DATE>|于<DATE>)?(?:在|于)<o:LOC>(?:[^，。；]{0,4}?)(?:成立|创立|创办|注册|揭牌|开业|开张)"),
    Rule("location", r"(?:在|于)<o:LOC>(?:[^，。；]{0,8}?)(?:成立|创立|创办|创建|注册|开办)了?(?:[^，。；、]{0,8}?)<s:ORG>"),
    Rule("location", r"<o:LOC>(?:公司|企业|球队|媒体|厂商|初创公司|科技公司|机构|厂)<s:ORG>", "none", 0.75),
    Rule("location", r"<o:LOC>的<s:LOC>", "none", 0.8, hedged=False),
    # persons
    Rule("worksFor", r"(?:现|目前|如今)?(?:就职于|供职于|任职于|任教于|效力于|受聘于|服务于|现就职于)<o:ORG>", "none", 0.8),
    Rule("worksFor", r"(?:加入|加盟|入职|转投|跳槽到|跳槽去了?|受聘于|进入|转到|签约|回归|入职了)<o:ORG>(?!的?(?:协会|学会|联合会))", "since", 0.75),
    Rule("worksFor", r"<o:ORG>[^，。；]{0,8}?(?:宣布)?(?:签下|引进|聘请|聘任|任命)~<s:PER>", "event", 0.75),
    Rule("formerEmployer", r"(?:曾|曾经|此前|之前|先后|早年|一度)(?:在|就职于|供职于|任职于|效力于?|任教于|服务于|工作于)(?:<LOC>)?<o:ORG>"),
    Rule("formerEmployer", r"(?:曾|此前|先后)(?:任|担任|是)<o:ORG>(?=<TITLE>|的<TITLE>|员工)"),
    Rule("formerEmployer", r"(?:来自|出身|出身于)<o:ORG>(?=，|。|；|的?老?员工|，现)", "none", 0.65),
    Rule("formerEmployer", r"(?:离开|离职|辞别|告别|退出|作别)(?:了)?<o:ORG>", "until", 0.8),
    Rule("formerEmployer", r"(?:从)<o:ORG>(?:离职|辞职|离开|退休|跳槽|出走|卸任|出来)", "until", 0.8),
    Rule("formerEmployer", r"在<o:ORG>(?:工作|做|干|待|任职|服务|效力)了?(?:[^，。；]{0,8}?)(?:年|个月|多年|载)", "none", 0.65),
    Rule("alumniOf", r"(?:毕业于|就读于|考入|考上|求学于|肄业于|本科毕业于|硕士毕业于|博士毕业于)(?:<LOC>)?<o:ORG>"),
    Rule("alumniOf", r"<s:PER>(?:也)?(?:是|为)?<o:ORG>(?:[^，。；]{0,8}?)(?:毕业生|校友|系友|硕士|博士|本科|毕业|研究生|学士)"),
    Rule("alumniOf", r"(?:从|自|在)(?:<LOC>)?<o:ORG>(?:[^，。；]{0,10}?)(?:毕业|取得~[硕博]士|获得?~[硕博]士|获[硕博]士|念书|读书|读完|攻读|就读|求学|读本科|读研)"),
    Rule("alumniOf", r"<o:ORG>(?:[^，。；]{0,8}?)(?:毕业|校友|系友|毕业生)(?:的)?(?:<TITLE>)?<s:PER>"),
    Rule("memberOf", r"<s:PER|ORG>(?:已|正式|随后|又|<DATE>)*(?:加入|入选|当选为?|获准加入)<o:ORG>", "since", 0.7),
    Rule("memberOf", r"<s:PER|ORG>(?:都|均|也|还)?(?:是|为|系|担任|任|兼任)<o:ORG>(?:的)?(?:会员|成员|委员|理事|常务理事|副会长|会长|秘书长|副秘书长|会员单位|理事单位|名誉会长|主席|副主席)"),
    Rule("birthPlace", r"(?:出生于|出生在|生于|生在|祖籍)(?:<DATE>)?(?:<LOC>)??(?:的)?<o:LOC>"),
    Rule("birthPlace", r"(?:出生于|出生在|生于|生在)(?:<LOC>)<o:LOC>", "none", 0.9),
    Rule("birthPlace", r"<s:PER>(?:是|，)<o:LOC>(?:本地)?人(?![一-龥])", "none", 0.8),
    Rule("birthDate", r"(?:生于|出生于)<o:DATE>"),
    Rule("birthDate", r"<o:DATE>(?:出生|生于|生在|降生)"),
    Rule("deathDate", r"(?:<DATE>)?[^，。；]{0,14}?(?:逝世|去世|病逝|辞世|离世|病故|与世长辞)", "event", 0.8),
    Rule("author", rf"<o:PER|ORG>(?:<DATE>)?(?:在|将|把|凭|带着|携|自己|又|也|还|曾|与<PER>|参与|共同|联合|合作|最新|独立|[^，。；<]){{0,10}}?{_PUBLISH}(?:的|了|过|成|出)?(?:[^，。；<]{{0,12}}?)<s:WORK>"),
    Rule("author", rf"<s:WORK>(?:一书|一文|一片|电影)?(?:，|是|则)?由~<o:PER|ORG>(?:[^，。；]{{0,12}}?){_PUBLISH}"),
    Rule("author", r"<s:WORK>(?:的)?(?:，)?(?:作者|导演|编剧|主编|著者|主创)(?:是|为|、)?~<o:PER|ORG>"),
    Rule("author", r"<o:PER>(?:[^，。；<]{0,6}?)(?:在|于)(?:[^，。；<]{0,8}?)<s:WORK>(?:一书|一文|里|中|序言|自序)(?:[^，。；]{0,6}?)(?:说|写|提到|提出|指出|回忆|记)"),
    Rule("author", r"<o:PER>的(?:[^，。；<]{0,10}?)<s:WORK>", "none", 0.8, hedged=False),
    Rule("author", r"(?:处女作|新书|新作|代表作|成名作|专著|回忆录|首部长篇|长篇小说|散文集|诗集|首作|著有|著作有)(?:[^，。；<]{0,4}?)<s:WORK>", "none", 0.7, hedged=False),
    Rule("manufacturer", r"<o:ORG>(?:[^，。；、]{0,8}?)(?:自研|自主研发|研发|推出|开发|生产|旗下|出品|制造|发布|运营|打造|上线)(?:了|的)?(?:[^，。；、]{0,14}?)<s:PRODUCT>"),
    Rule("manufacturer", r"<s:PRODUCT>(?:[^，。；]{0,8}?)由<o:ORG>(?:[^，。；]{0,6}?)(?:研发|开发|出品|制造|生产|运营|打造|推出)"),
    Rule("manufacturer", r"(?:自研|自主研发|推出|发布|上线|旗下有)(?:了|的)?(?:[^，。；、]{0,12}?)<s:PRODUCT>", "none", 0.7),
    Rule("manufacturer", r"(?:首款|第一款|新款|主打|核心|拳头)产品(?:是|为|叫)?<s:PRODUCT>", "none", 0.7),
    Rule("numberOfEmployees", r"<s:ORG>(?:<DATE>|[^，。；]){0,10}?(?:员工|职工|雇员|雇用|雇佣|团队)(?:人数|总数|规模|也|已|达到|达|增至|增加到|有|为|只有|共|约|近|超过|却|仅|扩大到|扩至|扩充到)*<o:COUNT>", "none", 0.85),
    Rule("numberOfEmployees", r"(?:员工|职工|雇员|团队)(?:人数|总数|规模|也|已|达到|达|增至|增加到|有|为|只有|共|约|近|超过|却|仅|扩大到|扩至)*<o:COUNT>(?!研发|工程师|技术)", "none", 0.75),
    Rule("numberOfEmployees", r"<s:ORG>[^，。；]{0,12}?(?:拥有|现有|共有|有|雇有|雇用|聘用)~<o:COUNT>(?=的?员工|员工|职工|雇员|，)", "none", 0.7),
    # kin
    Rule("spouse", r"<s:PER>(?:和|与|及|以及|，)?(?:其|他的|她的|的)?(?:妻子|丈夫|太太|先生|爱人|夫人|老公|老婆|配偶)(?:是|叫|，)?<o:PER>", "none", 0.85, hedged=False),
    Rule("spouse", r"<s:PER>(?:与|和|同)<o:PER>(?:[^，。；]{0,6}?)(?:结婚|成婚|完婚|登记结婚|夫妇|夫妻|喜结连理)", "event"),
    Rule("parent", r"<o:PER>(?:的|和|与|及|其|之)*(?:儿子|女儿|长子|次子|长女|次女|独子|独女|幼子)(?:是|叫)?<s:PER>", "none", 0.85, hedged=False),
    Rule("parent", r"<s:PER>(?:的|和|与|及|其|之)*(?:父亲|母亲|爸爸|妈妈|爹|娘)(?:是|叫)?<o:PER>", "none", 0.85, hedged=False),
    Rule("sibling", r"<s:PER>(?:的|和|与|及|其|之)*(?:哥哥|弟弟|姐姐|妹妹|大哥|二哥|胞弟|胞妹|胞兄|兄长)(?:是|叫)?<o:PER>", "none", 0.85, hedged=False),
)
# fmt: on
