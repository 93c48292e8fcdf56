"""Platforms as the guide wants them: a product where they are used (在微博上, 企查查显示), an organisation where they act or
employ (微博宣布, 她在淘宝做了八年)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ontology.predicates import EntityType

if TYPE_CHECKING:
    from extract.mentions import Named

_PLATFORMS = frozenset(
    "淘宝 天猫 京东 拼多多 B站 哔哩哔哩 微博 新浪微博 知乎 豆瓣 小红书 抖音 快手 微信 QQ 支付宝 钉钉 飞书 企业微信 企查查 天眼查 启信宝 脸书 Facebook Instagram YouTube Youtube 推特 Twitter X TikTok LinkedIn "
    "领英 LINE WhatsApp Telegram 大众点评 美团 饿了么 滴滴 闲鱼 今日头条 头条 西瓜视频 爱奇艺 优酷 腾讯视频 芒果TV 网易云音乐 QQ音乐 酷狗音乐 喜马拉雅 蜻蜓FM 小宇宙 黑猫投诉 携程 飞猪 去哪儿 马蜂窝 "
    "BOSS直聘 Boss直聘 脉脉 智联招聘 前程无忧 贴吧 百度贴吧 虎扑 天涯 Netflix Spotify Dcard PTT Threads Reddit Discord GitHub Snapchat Pinterest 虾皮 Shopee Lazada 盒马 得物 唯品会 苏宁易购 高德地图 "
    "百度地图 货拉拉 花小猪 Uber Grab foodpanda Foodpanda 微信支付 Apple\xa0Music 斗鱼 虎牙 陌陌 探探 Soul 猫眼 淘票票 雪球 东方财富 同花顺 懂车帝 汽车之家 作业帮 学而思 学习强国 腾讯会议 百度 谷歌 Google".split()
)
_EMPLOYS_BEFORE = re.compile(
    r"(?:(?:供职于|就职于|任职于|受雇于|入职|加盟|效力于|跳槽到?|离开|收购|入股|投资)(?:[^，。；\n]{1,12}[、和与及])?|(?:前|原))$"
)
_WORK = r"(?:做|工作|上班|任职|担任|任|待|干|实习|负责|当)(?!出|好|法)"
_AT = re.compile(r"(?:在|曾在|从)$")
_EMPLOYS_AFTER = re.compile(rf"(?:{_WORK}|离职|辞职|跳槽|出来|毕业)")
_ACTS_AFTER = re.compile(
    r"(?:前|离职|老)?(?:员工|高管|创始人|董事长|总裁|CEO|工程师|产品经理)|(?:方面|官方|公司|客服|平台)?(?:宣布|回应|公告|表示|称(?!号)|发布(?:公告|财报|声明|了)|推出|上线了?|收购|投资|与[^，。]{2,12}(?:签署|合作)|完成[^，。]{0,12}融资)|股价|市值|财报|总部|集团|旗下"
)
_PUBLISHES = re.compile(
    "(?:平台)?(?:公开|连)?(?:发(?!展|起|现)|晒|写[道下文帖]|公布|贴|转发|更新|直播|开[店通号]|搜|表示|称|回应|宣布|道歉|致歉|喊话|留言|评论|上(?!班|任|市))"
)
_USED_BEFORE = re.compile(
    r"(?:打开|登录|登陆|下载|安装|注册|刷到?|刷了?|使用|用|通过|搜索|搜|逛|点开|卸载|更新|上架|入驻|关注|直播|转发|发到|传到|发布在|发布于|发表在|上传到|下单)$"
)
_USED_AFTER = re.compile(
    r"(?:平台)?(?:上(?!市|线|海|涨|调|述|游|班|任)|里(?!程)|显示|数据显示|账号|帐号|热搜|主页|个人页|视频号|小程序|群|店|旗舰店|粉丝|评论区|直播间|超话|博主|网友|用户|[Uu][Pp]主|App|APP|发文|发帖|写道|发布[^，。]{0,6}(?:视频|照片|动态|文)|发长文|晒出|留言|贴文|發文|寫道|PO文)"
)


def by_use(named: Sequence["Named"], text: str) -> list["Named"]:
    """`named` with each platform typed by what it does where it stands."""
    return [replace(m, type=_type(m, text)) if text[m.start : m.end] in _PLATFORMS else m for m in named]


def _type(m: "Named", text: str) -> EntityType:
    before = max(0, m.start - 16)
    if m.type not in ("ORG", "PRODUCT"):
        return m.type
    if _EMPLOYS_BEFORE.search(text, before, m.start) or (
        _AT.search(text, before, m.start) and _EMPLOYS_AFTER.match(text, m.end)
    ):
        return "ORG"
    if _AT.search(text, before, m.start) and _PUBLISHES.match(text, m.end):
        return "PRODUCT"
    if _USED_AFTER.match(text, m.end) or _USED_BEFORE.search(text, before, m.start):
        return "PRODUCT"
    return "ORG" if _ACTS_AFTER.match(text, m.end) else m.type
