"""Platforms have two lives: a product where somebody uses them (在淘宝开店), an organisation where they act or employ
(淘宝宣布, 在淘宝做了八年). Each mention gets the type that the words beside it tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.candidates import Candidate
from extract.everywhere import Named

# Services that newspapers speak of in both ways. Data: a new name is added here.
PLATFORMS = frozenset(
    "微信|微信公众号|微信小程序|微信视频号|视频号|微信朋友圈|微博|新浪微博|QQ|抖音|TikTok|快手|小红书|B站|哔哩哔哩|Bilibili|bilibili|知乎|豆瓣|虎扑|天涯社区|百度贴吧|贴吧|今日头条|头条|西瓜视频|番茄小说|飞书|钉钉|"
    "企业微信|腾讯会议|腾讯视频|优酷|爱奇艺|芒果TV|搜狐视频|斗鱼|虎牙|YY直播|喜马拉雅|蜻蜓FM|荔枝FM|小宇宙|网易云音乐|QQ音乐|酷狗音乐|酷狗|全民K歌|汽水音乐|唱吧|"
    "淘宝|淘宝网|天猫|天猫国际|天猫超市|闲鱼|1688|速卖通|聚划算|京东|拼多多|唯品会|苏宁易购|当当网|当当|得物|转转|Temu|SHEIN|希音|亚马逊|eBay|Shopee|Lazada|Etsy|"
    "支付宝|云闪付|花呗|借呗|余额宝|美团|美团外卖|饿了么|大众点评|盒马|叮咚买菜|每日优鲜|朴朴超市|滴滴|滴滴出行|高德地图|百度地图|高德|货拉拉|闪送|曹操出行|哈啰|青桔|"
    "携程|去哪儿|飞猪|同程旅行|马蜂窝|Airbnb|爱彼迎|Booking|途家|小猪短租|12306|航旅纵横|贝壳|贝壳找房|链家|安居客|自如|58同城|赶集网|瓜子二手车|懂车帝|汽车之家|易车|"
    "BOSS直聘|智联招聘|前程无忧|猎聘|脉脉|拉勾网|领英|LinkedIn|天眼查|企查查|启信宝|爱企查|黑猫投诉|知网|中国知网|裁判文书网|中国裁判文书网|百度百科|维基百科|百度|"
    "豆包|文心一言|Kimi|腾讯元宝|通义千问|ChatGPT|Keep|陌陌|探探|Soul|世纪佳缘|珍爱网|起点中文网|晋江文学城|番茄畅听|学习强国|丁香医生|好大夫在线|春雨医生|作业帮|"
    "Facebook|脸书|Instagram|Ins|WhatsApp|YouTube|油管|推特|Twitter|X平台|Threads|LINE|Line|Telegram|Reddit|Pinterest|Snapchat|Discord|Twitch|Clubhouse|Medium|"
    "Netflix|奈飞|网飞|Spotify|Steam|GitHub|谷歌|Google|Uber|优步|Lyft|PayPal|Kickstarter|App Store|Google Play|PTT|批踢踢|Dcard|虾皮|momo购物网|露天拍卖|foodpanda|Foodpanda|"
    "连登|IG|FB|YT|脸谱|抖音电商|Uber Eats|UberEats|PChome|HKTVmall|OpenRice|八达通|悠游卡|街口支付".split("|")
)
# Of these 在 may tell the employer as well as the shop.
_COMPANIES = frozenset(
    "百度|京东|美团|滴滴|滴滴出行|携程|谷歌|Google|亚马逊|拼多多|快手|贝壳|贝壳找房|链家|自如|Uber|优步|Lyft|Netflix|奈飞|网飞|爱彼迎|Airbnb|领英|LinkedIn|唯品会|58同城|希音|SHEIN|Keep|"
    "货拉拉|曹操出行|哈啰|爱奇艺|优酷|喜马拉雅|得物|转转|每日优鲜|叮咚买菜|作业帮|BOSS直聘|智联招聘|前程无忧|猎聘|脉脉|PayPal|Spotify|饿了么|当当|同程旅行|途家|易车|汽车之家|斗鱼|虎牙|陌陌".split(
        "|"
    )
)
_GROUPS = re.compile(
    r"(?P<name>微信|微博|QQ|钉钉|飞书|抖音|淘宝|天猫|京东|快手|B站|支付宝|小红书|知乎|豆瓣|拼多多|闲鱼|Facebook|脸书|LINE|WhatsApp|Telegram)"
    r"(?=群(?!众)|号(?![召称])|网?店|小店|账号|帐号|好友|用户|头像|签名|主页|转账|付款|支付|红包|扫码|小组|热搜|直播间|旗舰店|专页|社团)"
)
_CHANNEL = re.compile("(?:公众号|小程序|视频号|朋友圈)$")  # whoever acts in them, they do not
# In front of what somebody uses, and behind it.
_USED_BEFORE = re.compile(
    r"(?:通过|经由|使用|用|打开|登录|登陆|注册|刷|逛|下载|卸载|安装|上架|入驻|上线|玩|发到|传到|搬上|搜|借助|依托|利用|绑定|开通|关注|上|查阅|查询|根据|据)(?:了|过|着)?$"
)
_USED_BEHIND = re.compile(
    r"[”」』]?(?:上(?!市|线|调|涨|诉|海|任|榜)|[Aa][Pp][Pp]|客户端|平台上|网站上|账号|帐号|群(?!众)|号上|网?店|小店|旗舰店|直播间?|评分|热搜|热榜|话题|笔记|热门|评论区|主页|朋友圈|小程序|"
    r"公众号|视频号|转账|付款|支付(?!宝)|扫码|红包|好友|用户|网友|UP主|up主|博主|主播|粉丝|链接|显示|信息显示|数据显示|搜索|专页|贴文|发文|发帖|里|短视频|视频(?!网站)|二维码|聊天|语音|私信|留言)"
)
_PLACE_BEFORE = re.compile(
    r"(?:在|(?<![至对关由基鉴等属终])于|到|从)(?:[^，。；！？\s]{1,8}(?:、|和|及|与|或))?[“「『]?$"
)
_DONE_THERE = re.compile(
    r"[”」』]?(?:[^，。；！？]{0,6}?)(?:写道|发文|发帖|发布|发出|发视频|发消息|转发|留言|评论|评价|回应|回复|晒|直播|带货|开店|开了|买|卖|下单|购买|预订|订票|订餐|叫车|搜|查|看到|刷到|走红|爆红|贴|播放|热播|上映|刷屏|连载|播出|开播|"
    r"上线|上架|上传|上载|注册|关注|分享|更新|推送|公开|宣布|表示|众筹|挂出|售卖|销售|开设|投放|收看|收听|学习|认识)"
)
# What an employer is left, joined or served, and an organisation does.
_WORK_BEFORE = re.compile(
    r"(?:入职|加入|离开|任职于|就职于|供职于|服务于|任职|跳槽到?|跳槽去了?|(?<![以之空提])前|(?<!来)原|收购|投资了?|入股|起诉|状告|约谈|处罚|来自|创办了?|创立了?|联手|携手|竞争对手|"
    r"回流|回归|前往|面试|拿到|供应商|对标|效力于|效力)[“「『]?$"
)
_SERVED = re.compile(r"(?:供职于|就职于|任职于|服务于|效力于|入职)[^，。；！？]{1,16}(?:、|和|与|及|以及)$")
_WORKED_BEHIND = re.compile(
    r"(?:工作|任职|(?!上(?!班))[^，。；]{0,8}?[一二三四五六七八九十两几半\d]+(?:年|个月)(?!前|的)|写过|写了[^，。]{0,3}年|做了|做到|做过|做产品|做运营|做技术|干了|干过|待了|待过|呆了|呆过|担任|任(?!何|意|务)|上班|实习|负责|就职|供职|期间|效力|打工|当了?|带|主管|历任|升任|离职|离开|辞职|跳槽|出来(?!的)|退休|出走|裸辞|被裁|出身|实习|轮岗|创业|的[^，。；]{0,4}(?:同事|领导|老板|日子|岁月|经历|几年|[一二三四五六七八九十两\d]+年))"
)
_ACTS_BEHIND = re.compile(
    r"[”」』]?(?:方面|官方(?!微博|账号|网站)|公司|集团|总部|内部|前?(?:员工|高管|离职)|创始人|联合创始人|创办人|董事长|总裁|副总裁|首席|[A-Z]{2,3}O\b|总监|产品经理|工程师|程序员|运营总监|财报|股价|市值|营收|"
    r"(?:今日|今天|昨日|昨天|日前|随后|也|已|则|还|当日|此前|近日|曾)?(?:宣布|表示|称|声明|回应|否认|承认|道歉|致歉|发布(?!的)|推出|收购|投资|入股|裁员|起诉|成立|计划|宣称|坦言|透露|"
    r"拒绝|要求|承诺|决定|停止|开始|上市|获得|拿下|完成|面临|遭|被(?:罚|约谈|处罚|指|曝|诉)|涉嫌|公布|公告|披露|下架了?|封禁|关闭|调整|招聘|签约|赞助|牵手|联合)|旗下|与[^，。]{1,10}(?:达成|签署|合作|联合))"
)


_LONG = re.compile("|".join(sorted(p for p in PLATFORMS if len(p) > 3 and re.fullmatch("[\u4e00-\u9fff]+", p))))


def platform_names(text: str) -> Iterator[Candidate]:
    """Platforms inside the words that are made of them (微信群, 抖音号, 淘宝店), and those whose long names are cut."""
    for match in _LONG.finditer(text):
        yield Candidate(*match.span(), "PRODUCT", 0.86, "platform")
    for match in _GROUPS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not (match["name"].isascii() and before.isascii() and before.isalnum()):
            yield Candidate(*match.span("name"), "PRODUCT", 0.9, "platform")


def with_roles(named: Sequence[Named], text: str) -> list[Named]:
    """`named` with every platform typed by what it does where it stands."""
    return [_with_role(m, text) if text[m.start : m.end] in PLATFORMS else m for m in named]


def _with_role(mention: Named, text: str) -> Named:
    if mention.type not in ("ORG", "PRODUCT") or _CHANNEL.search(text, mention.start, mention.end):
        return mention
    before, start, end = text[max(0, mention.start - 24) : mention.start], mention.start, mention.end
    if _WORK_BEFORE.search(before) or _SERVED.search(before):
        acts: bool | None = True
    elif _PLACE_BEFORE.search(before) and start:
        acts = _works_there(mention, text)
    elif _USED_BEFORE.search(before):
        acts = False
    elif _ACTS_BEHIND.match(text, end):
        acts = True
    else:
        acts = False if _USED_BEHIND.match(text, end) else None
    if acts is None:
        return mention
    return replace(mention, type="ORG" if acts else "PRODUCT")


def _works_there(mention: Named, text: str) -> bool | None:
    """Whether somebody works at the platform that 在 or 从 stands before; None where the words behind do not tell."""
    if _WORKED_BEHIND.match(text, mention.end):
        return True
    surface = text[mention.start : mention.end]
    if (
        mention.type == "PRODUCT"
        or surface not in _COMPANIES
        or _USED_BEHIND.match(text, mention.end)
        or _DONE_THERE.match(text, mention.end)
    ):
        return False
    return None
