"""Theatres, halls and stadiums have two lives: a place where something is played or somebody stands (在国家大剧院首演,
国家大剧院门口), an organisation where they act (国家大剧院宣布, 国家大剧院院长)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.establishments import told_of_house
from extract.everywhere import Named

_HOUSE = re.compile(
    "(?:剧院|剧场|戏院|戏楼|音乐厅|演奏厅|体育馆|体育场|体育中心|游泳馆|会堂|礼堂|会议中心|会展中心|展览馆|展览中心|文化中心|艺术中心|饭店|酒店|宾馆|大厦|广场|百货|商场|购物中心|影城|影院|书店)$"
)
# These are organisations even as venues (guide, decisions on the borders).
_INSTITUTION = re.compile(
    "[\u4e00-\u9fff]{2}(?:美术馆|博物馆|博物院|图书馆|档案馆|科技馆|大学|学院|中学|小学|幼儿园|医院|卫生院|法院|检察院|派出所|居委会|村委会)$"
)
_AT = re.compile(
    r"(?:(?<![现正存实])在|(?<![得看听遇想])到|[来去进]|位于|(?<![至对关由基])于|移师|走进|走出|亮相|登陆|登上|途经|对面的|旁的|附近的)[“「]?$"
)
_THERE = re.compile(
    r"[”」]?(?:门口|门前|门外|大门|正门|内|里(?!面的人)|外(?!包|籍|聘)|楼下|楼上|楼顶|附近|旁边?|对面|一楼|二楼|三楼|四楼|五楼|前的?广场|大厅|大堂|北侧|南侧|东侧|西侧|看台|停车场|"
    r"上演|首演|公演|演出|开演|举行|举办|召开|开幕|闭幕|落幕|开唱|连演|献演|打响|进行|亮相|迎战|以\d)"
)
_ACTS = re.compile(
    r"(?:的?(?:院长|总经理|董事长|经理|负责人|发言人|工作人员|艺术总监|演员|乐队|合唱团|管弦乐团|员工|股东)|(?:日前|昨日|今日|近日|已|也|则|随后)?(?:宣布|表示|称|回应|推出|出品|制作|发布|公布|签约|招聘|聘请|成立于|收购|排演|创排))"
)


def with_houses(named: Sequence[Named], text: str) -> list[Named]:
    """`named` with every house that is spoken of as a place typed so, where it stands, and no institution as a place."""
    return [_with_life(m, text) for m in named]


def _with_life(mention: Named, text: str) -> Named:
    if mention.type == "ORG" and _HOUSE.search(text, mention.start, mention.end) and _is_venue(mention, text):
        return replace(mention, type="LOC")
    if mention.type == "ORG" and text.endswith("校区", mention.start, mention.end):
        return replace(mention, type="LOC")
    if mention.type == "LOC" and _INSTITUTION.search(text, mention.start, mention.end):
        return replace(mention, type="ORG")
    return mention


def _is_venue(house: Named, text: str) -> bool:
    if _ACTS.match(text, house.end) or told_of_house(house.start, house.end, text):
        return False
    return bool(_THERE.match(text, house.end)) or bool(_AT.search(text, max(0, house.start - 4), house.start))
