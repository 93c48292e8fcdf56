"""What looks like a name and is a common noun: 老旧小区, 全资附属公司, 部分幼儿园, 下届博览会."""

import re
from collections.abc import Collection

# Words that tell a kind, a number or a standing. A name made of nothing but these and a common noun is none. What real
# names are made of alone (中国, 国家, 世界, 全国) is left out: 中国银行, 国家图书馆.
_MODIFIERS = (
    "最佳|年度最佳|保荐|承销|评级|托管|清算|征信|评估|鉴定|检测|检验|认证|公证|测绘|勘察|货运|客运|海运|空运|教学|家庭|种子轮|天使轮|陶艺|木工|手工|手作|刺绣|剪纸|银饰|首饰|绘画|书法|舞蹈|摄影|动画|录音|婚纱|美容|"
    "老旧|老|旧|新|新建|在建|全资|控股|附属|下属|直属|所属|部分|个别|一位|一名|一家|一所|一个|两家|三家|多家|几家|某|某家|该|这家|那家|这所|那所|每家|各|各大|各类|各级|各地|"
    "大型|中型|小型|中小|小微|微型|知名|著名|优秀|先进|传统|新兴|新型|初创|创业|创新|高科技|高新|科技|互联网|网络|电子|电商|协作|办公|企业|企业级|公共|普惠|民办|公办|公立|私立|民营|国有|国营|集体|"
    "私人|外资|合资|独资|中外|中资|港资|台资|日资|美资|本土|本地|当地|外地|国内|国外|海外|境外|境内|全球|国际|地方|省级|市级|县级|区级|乡镇|社区|农村|乡村|城市|城乡|县城|城区|山区|沿海|内地|中央|总|"
    "分|子|母|关联|合作|相关|有关|主管|主流|头部|龙头|领先|顶级|顶尖|一线|二线|一流|上市|未上市|拟上市|非上市|高端|低端|中端|平价|连锁|品牌|实体|线上|线下|独立|第三方|专业|综合|商业|工业|农业|金融|"
    "投资|风险|创业投资|私募|公募|保险|证券|地产|房地产|建筑|建材|装修|装饰|家装|物流|快递|仓储|医疗|医药|制药|生物|健康|教育|培训|文化|传媒|影视|广告|公关|游戏|软件|硬件|芯片|半导体|新能源|汽车|"
    "整车|能源|光伏|储能|环保|食品|餐饮|饮料|咖啡|精品|茶饮|奶茶|服装|化妆品|美妆|日化|家电|家居|母婴|宠物|旅游|酒店|航空|铁路|公路|高速|地铁|公交|轨道|出租|租赁|贸易|外贸|进出口|零售|批发|百货|"
    "便民|生鲜|果蔬|社会|慈善|公益|志愿|行业|产业|专科|职业|技术|技工|高等|高级|重点|普通|示范|实验|特色|定点|指定|对口|民间|官方|地下|露天|室内|户外|步行|商务|休闲|度假|文创|生态|湿地|森林|郊野|"
    "遗址|街心|口袋|主题|儿童|游乐|老年|青年|妇女|残疾人|农民|周边|附近|对面|隔壁|楼下|首届|本届|下届|上届|历届|年度|业内|同业|律师|会计师|资产|管理|咨询|研究|研发|制造|生产|加工|纺织|机械|化工|"
    "材料|数据|云计算|人工智能|智能|机器人|无人机|航天|卫星|信息|通信|移动|在线|直播|短视频|社交|内容|音乐|音频|出版|图书|体育|足球|篮球|健身|养老|托育|早教|幼儿|学前|中等|语言|外语|国际性|"
    "区域|区域性|全国性|地区性|自有|自营|加盟|直营|代工|配套|供应商|原料|上游|下游|前|后|原|现|另|其他|其它|整个|所有|全部|大多数|不少|许多|众多|唯一|首家|首个|首座|最大|母体|空壳|皮包|"
    "废旧|破旧|老牌|传销|诈骗|违规|涉事|涉案|肇事|承运|承建|施工|监理|设计|物业|中介|家政|劳务|保洁|安保|运营|发行|经纪|娱乐|演出"
)
_HEADS = (
    "公司|子公司|分公司|母公司|企业|集团|机构|平台|品牌|学校|大学|学院|中学|小学|幼儿园|医院|诊所|卫生院|银行|基金|资本|投资|协会|商会|学会|委员会|联盟|联合会|研究院|研究所|研究中心|实验室|工作室|"
    "事务所|博物馆|图书馆|美术馆|校史馆|纪念馆|工厂|工场|厂|厂商|厂家|软件|科技|网络|系统|小区|社区|园区|开发区|街道|公园|广场|酒店|宾馆|饭店|餐厅|超市|商场|商城|咖啡馆|咖啡|书店|机场|车站|码头|路|街|"
    "巷|村|镇|县|区|山路|公路|马路|土路|小路|大道|大桥|博览会|展会|论坛|峰会|大赛|马拉松|部门|单位|组织|团体|社群|俱乐部|球队|乐队|乐团|剧团|剧院|联赛|媒体|报纸|日报|周刊|电视台|法院|检察院|托育|物流|"
    "保险|证券|地产|汽车|食品|音乐|游戏|教育|医疗|健康|农业|传媒|文化|娱乐|影视|家居|家电|百货|电商|零售|支付|能源|电子|动力|物业|租赁|期货|信托|理财|财富|建设|建筑|装备|机械|制造|旅游|环境|环保|"
    "交易所|出版社|合作社|孵化器|加速器|基金会|理事会|董事会|产业园|科技园|工业园|大厦|大楼|体育馆|体育场|音乐厅|会展中心|展览中心|岛|湾|寺|庙|祠堂|水库"
)
_GENERIC = re.compile(rf".*轮(?:投资|融资)|(?:校|村|厂|队|院|党|军)史馆|(?:{_MODIFIERS}){{1,4}}(?:的)?(?:{_HEADS})")
# Kinds of capital and of funds, and what is done with them.
_CAPITAL = re.compile(
    r"(?:社会|人力|文化|知识|金融|国有|国际|国外|国内|民间|民营|外来|外国|境外|境内|海外|工商|风险|智力|象征|热门|注册|固定|流动|虚拟|货币|产业|工业|商业|耐心|长期|短期|政治|一级|二级|美元|人民币|跨国|"
    r"垄断|权益|核心|附属|运营|资产|私人|私有|公共|土地|信贷|实缴|认缴|实收|营运|借贷|股权|债务|自有|各路|各类|多元|生产|技术|数据|信用|原始|官僚|帝国|大量|更多|巨额|外部|内部|早期|中国|美国|"
    r"日本|欧洲|香港|台湾|地方|中央|政府|市场|企业|公司|机构|投资|创业|私募|公募|这些|那些|部分|主流|其他|相关|专业|互联网|房地产|地产|全球|世界|本土|本地|热钱|职业|绿色|数字|智慧|家族|个人|对冲|货币|指数|"
    r"股票|债券|养老|社保|医保|住房|公益|慈善|扶贫|救助|奖学|专项|发展|引导|产业|平准|主权|信托|证券|保险|教育|科学|自然|基础|固定资产|直接|间接|海外|对外|价值|长线|短线|战略|天使|种子|跟风|理财|黄金|"
    r"追加|新增|完成|获得|吸引|引入|撬动|拥抱|冲刺|进军|登陆|借助|依靠|寻求|对接|链接|连接|汇聚|聚集|涌入|撤出|退出|进入|面对|青睐|裹挟|背后|没有|利用|积累|加大|扩大|减少|拉动|促进|参与|管理|成立|设立|发起|募集|首轮|轮次|逐利|家庭|海量|风投|老股东|新股东)(?:资本|创投|产投|风投|基金)"
)
_COUNTED = re.compile(
    r"第?[一二两三四五六七八九十几数多\d]+(?:(?:[家所位名个座条间处层栋幢排]|公里|多家)[\u4e00-\u9fff]*|[站里段程截]?[山土水公小]?路)"
)
_SOMEWHERE = re.compile(
    "(?:科技|互联网)?(?:公司|企业|厂商|媒体|品牌|机构|车企|药企|球队|俱乐部|球迷|媒体|学校|医院|工厂|总部|办事处|分公司|子公司|团队|品牌)$"
)
_DESCRIPTION = re.compile(r"(?:厂|(?<!有限)(?<!集团)(?<!股份)公司|企业|品牌|工厂|机构|厂商|小店|面馆|餐馆)$")
# Nouns of places that the tagger takes for names: 橘园, 坡地果园.
_PLACE_NOUN = re.compile(
    r"(?:.*资本|[\u4e00-\u9fff]{0,3}[果菜茶橘桃梨花竹葡萄]园|.*(?:[不没了着我你他她]|比(?![利亚都奥什雷勒萨得斯特尔格托莱])).*|[前后左右东西南北]侧?门口?|(?:土地|山神|龙王|财神)庙|老?街坊|眷村|唐楼|屋邨|公屋|城中村|骑楼|弄堂|里弄|石库门|四合院|筒子楼|大杂院|农家乐|堰塞湖|自然村|行政村|采空区|库区|灾区|疫区|牧区|林区|矿区|湖区|港区|民国|伪满|[唐宋元明清汉秦隋晋周商][朝代]|战国|五代)"
)
# Who works or belongs somewhere is no organisation: 保育员, 新东家.
_PEOPLE = re.compile(
    r".+(?:员|族|者|老师|教师|医师|工程师|设计师|东家|老板|学生|顾客|同学|居民|农民|工人|男孩|女孩|孩子)"
)
# What hangs on an organisation's name without being part of it: X全资子公司, X研究部主管.
_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z]{2})(?:的?(?:全资|控股|参股|下属|旗下|附属)+(?:子公司|公司|附属公司|企业)|(?:子公司|孙公司|附属公司|关联公司)|"
    r"(?<=[司团行券所金院学技])(?:研究部|市场部|销售部|技术部|财务部|法务部|公关部|人事部|人力资源部|工程部|运营部|客服部|董事会|监事会|管理层|研发团队|团队|总部|方面|高管|员工)|有意(?:收购|入股).*|上市公司)$"
)


def is_common_noun(surface: str) -> bool:
    """Whether `surface` only tells what kind of thing something is."""
    if len(surface) > 14:
        return False
    return bool(
        _GENERIC.fullmatch(surface)
        or (surface[-1] in "本投金" and _CAPITAL.fullmatch(surface))
        or _COUNTED.fullmatch(surface)
    )


def is_somewhere(surface: str, places: Collection[str]) -> bool:
    """Whether `surface` is a kind of organisation of some place: 芬兰公司."""
    head = _SOMEWHERE.search(surface)
    return head is not None and surface[: head.start()] in places


def is_description(surface: str, after: str) -> bool:
    """Whether `surface` tells what the quoted name behind it is: 挪威罐头厂「…」, 豆浆公司“…”."""
    return after in ("“", "「") and len(surface) < 9 and bool(_DESCRIPTION.search(surface))


def is_place_noun(surface: str) -> bool:
    """Whether `surface`, which the tagger takes for a place's name, is a common noun or no noun at all (不在家)."""
    return bool(_PLACE_NOUN.fullmatch(surface))


def is_people(surface: str) -> bool:
    """Whether `surface` is a word for persons of some kind, which the tagger takes for an organisation's name."""
    return bool(_PEOPLE.fullmatch(surface))


# What stands before a name and tells what it is: 主办方X基金会, 私募基金X资本.
_KIND_BEFORE = re.compile(
    "(?:[\u4e00-\u9fff]{0,10}?(?:(?:制造|生产|供应|开发|运营|服务|设备|经销|零售|代理|分销|集成|承包|贸易|出版|制药|芯片|软件|硬件|渠道|电信|玩具|家电|手机|材料|零部件|元件|器件|电池|组件)商|厂商|巨头|龙头|私募基金|公募基金|风投基金|创投基金|母基金|"
    "(?:设备|机械|材料|零件|零部件|电子|模组|芯片|晶圆|封装|封测|代工|组装|面板|电池|汽车|电机|仪器|光学|工具机|食品|饮料|纺织|成衣|制)厂(?!有限|股份|集团))|"
    "发起方|主办方|承办方|协办方|投资方|收购方|出品方|运营方|对手|母公司|子公司|旗下|私募基金|公募基金|风投机构|创投机构|投资机构|创投基金|律所|券商|药企|车企|房企|国企|央企|民企|校方|客户|同行|老对手|竞争对手|老股东|新股东|大股东|控股股东)"
    "(?=[\u4e00-\u9fff]{3})(?!有限|股份|集团|公司)"
)


_BEFORE_DEALER = tuple("厂备造应营发务售销成片件")


def behind_kind(text: str, start: int, end: int) -> int:
    """Where the organisation's name in `text[start:end]` starts behind a noun that tells what it is."""
    if text[start] == "商" and text[start - 1 : start] in _BEFORE_DEALER:
        start += 1  # 设备|商和田精密公司
    kind = _KIND_BEFORE.match(text, start, end)
    return kind.end() if kind else start


def own_end(text: str, start: int, end: int) -> int:
    """Where the organisation's name in `text[start:end]` ends, without what merely hangs on it (X全资子公司)."""
    tail = _TAIL.search(text[start:end])
    return start + tail.start() if tail and tail.start() > 2 else end
