"""What is said of organisations and places: founding, money, owners, partners, seats, staff."""

from extract.rule import Rule

_FOUND = "(?:联合|共同|一手|先后|正式|自筹资金)?(?:创办|创立|创建|创设|发起成立|发起创立|发起|组建|成立|筹建|开办)"
_INVEST = "(?:独家|联合|战略|继续|再次|跟|领|参)?(?:投资|领投|跟投|参投|出资|注资|增资|入股|追加投资|追加|投入|投)"
_BUY = "(?:全资|战略|正式|成功|溢价)?(?:收购|并购|买下|购入|兼并|接盘)"
_SIGN = "(?:签署|签订|签约|达成|宣布|建立|缔结|展开|开展|启动|结成|结为)"

# A rule is one line, however long: the list is read as a table.
# fmt: off
ORGANISATIONS: tuple[Rule, ...] = (
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
    Rule("numberOfEmployees", r"<s:ORG>(?:<DATE>|[^，。；]){0,10}?(?:员工|职工|雇员|雇用|雇佣|团队)(?:人数|总数|规模|也|已|达到|达|增至|增加到|有|为|只有|共|约|近|超过|却|仅|扩大到|扩至|扩充到)*<o:COUNT>", "none", 0.85),
    Rule("numberOfEmployees", r"(?:员工|职工|雇员|团队)(?:人数|总数|规模|也|已|达到|达|增至|增加到|有|为|只有|共|约|近|超过|却|仅|扩大到|扩至)*<o:COUNT>(?!研发|工程师|技术)", "none", 0.75),
    Rule("numberOfEmployees", r"<s:ORG>[^，。；]{0,12}?(?:拥有|现有|共有|有|雇有|雇用|聘用)~<o:COUNT>(?=的?员工|员工|职工|雇员|，)", "none", 0.7),
)
# fmt: on
