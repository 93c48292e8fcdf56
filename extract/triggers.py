"""Words that can tell of a predicate, as data: what makes a sentence worth a question where the rules state nothing.

They are broader than the rules' wordings (extract/rules.py), as the name of a thing or a bare noun may be enough, and
narrower than the language: a predicate is never asked about where none of its words stands. Simplified characters.
"""

from collections.abc import Mapping

TRIGGERS: Mapping[str, str] = {
    "founder": "创办|创立|创建|创设|创始|创业|发起|缔造|组建|筹建|开办|合伙成立|成立|一手打造|白手起家|拉起",
    "foundingDate": "成立|创立|创办|创建|始建|组建|建校|建馆|建院|创刊|诞生|问世|挂牌|开业|起步|前身",
    "dissolutionDate": "解散|倒闭|停业|关闭|关停|关门|注销|清算|破产|歇业|停刊|停止运营|撤销|散伙",
    "parentOrganization": "旗下|隶属|归属|附属|直属|下属|下设|子公司|分公司|母公司|全资|控股|事业部|子品牌|分支|剥离|并入",
    "worksFor": "就职|供职|任职|任教|执教|效力|加入|加盟|入职|跳槽|转投|受聘|聘|担任|出任|就任|上任|接任|掌舵|执掌|签约|转会|上班|工作",
    "formerEmployer": "曾|离职|离开|辞去|辞职|卸任|退休|告别|跳槽|出走|出身|老东家|前员工|待了|干了|做了|工作",
    "jobTitle": "担任|出任|就任|任命|聘任|当选|升任|晋升|接任|历任|兼任|职务|头衔|身份|身兼|掌舵|执掌",
    "alumniOf": "毕业|就读|考入|考上|保送|求学|肄业|校友|系友|攻读|念书|读书|深造|留学|录取|学士|硕士|博士|本科|母校",
    "memberOf": "加入|入选|当选|吸纳|会员|成员|委员|理事|监事|会长|秘书长|主席|入会|党员|盟员",
    "investor": "投资|领投|跟投|参投|出资|注资|入股|参股|融资|认购|增资|认缴|天使轮|股东|押注|掏出|[种A-H]轮|Pre-?[A-Z]",
    "acquirer": "收购|并购|买下|购入|购得|兼并|吞并|接盘|易主|归入|纳入|拿下|入主|吸收合并",
    "partner": "合作|签约|签署|协议|结盟|联盟|联手|携手|牵手|联合|共建|伙伴|战略",
    "listedOn": "上市|挂牌|登陆|敲钟|首次公开|公开发行|IPO|交易所|主板|创业板|科创板",
    "location": "位于|坐落|地处|总部|落户|设在|设于|选址|迁至|迁往|迁入|搬至|搬到|搬进|扎根|驻|注册地|举行|举办|召开|开幕|闭幕|落幕|开赛|设立|开设|藏身|安家",
    "birthPlace": "出生|生于|生在|籍贯|祖籍|原籍|老家|故乡|家乡|长大|土生土长",
    "birthDate": "出生|生于|生日|诞辰|降生|诞生",
    "deathDate": "逝世|去世|病逝|辞世|离世|病故|身亡|遇难|牺牲|殉职|与世长辞|长眠",
    "spouse": "妻|丈夫|太太|夫人|老公|老婆|爱人|配偶|伴侣|结婚|成婚|完婚|婚后|夫妇|夫妻|嫁|娶|结为|离婚",
    "parent": "父|母|爸|妈|儿子|女儿|长子|次子|幼子|独子|长女|次女|独女|之子|之女|生下|养子|养女|继承人",
    "sibling": "哥|弟|姐|妹|兄长|胞兄|同胞|手足",
    "author": "执导|导演|编剧|撰写|写作|写|著|创作|出版|主编|编著|编写|作者|作词|作曲|谱曲|执笔|绘制|译|新书|专著|处女作|代表作|发表",
    "manufacturer": "研发|研制|自研|开发|生产|出品|制造|推出|发布|运营|打造|上线|面世|问世|产品|设计",
    "numberOfEmployees": "员工|职工|职员|雇员|雇用|雇佣|聘用|团队|人手|人数|规模",
}
