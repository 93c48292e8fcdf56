"""What sentences tell of people: titles, posts and their days, employers implied, kin, pronouns. All names are invented."""

import re
import time
from collections.abc import Callable

import pytest

from extract import appositions, kinship, posts
from extract.reading import Reading
from extract.slots import SYMBOL

Triple = tuple[str, str, str]
# The text around tells of one house, so that what is implied has something to mean.
ABOUT = "远山科技有限公司今天开门。"


def triples(reading: Reading) -> set[Triple]:
    names = {e.id: e.known or e.name for e in reading.entities}
    return {(names[f.subject], f.predicate, f.object if f.literal else names[f.object]) for f in reading.facts}


def times(reading: Reading, predicate: str) -> dict[tuple[str, str], str | None]:
    names = {e.id: e.known or e.name for e in reading.entities}
    return {
        (names[f.subject], f.object if f.literal else names[f.object]): f.when
        for f in reading.facts
        if f.predicate == predicate
    }


TITLED = [
    ("锦水医院骨科主任陈志强做了手术。", ("陈志强", "jobTitle", "骨科主任")),
    ("锦水医院样品管理员陈志强来了。", ("陈志强", "jobTitle", "样品管理员")),
    ("剧组请来了灯光师傅陈志强。", ("陈志强", "jobTitle", "灯光师傅")),
    ("公司的法定代表人是周立言。", ("周立言", "jobTitle", "法定代表人")),
    ("老支书李保田来了。", ("李保田", "jobTitle", "支书")),
    ("锦水银行的退休会计周国栋来了。", ("周国栋", "jobTitle", "会计")),
    ("锦水银行的退休会计周国栋来了。", ("周国栋", "formerEmployer", "锦水银行")),
    ("演员张晓雨、李子涵、王博文主演。", ("王博文", "jobTitle", "演员")),
    ("本报讯（记者 王晓峰 通讯员 李丽华）昨天下雪。", ("李丽华", "jobTitle", "通讯员")),
    ("新华社北京5月12日电（记者 王晓峰、李丽华）昨天下雪。", ("李丽华", "worksFor", "新华社")),
    ("中国科学院院士赵启明到场。", ("赵启明", "memberOf", "中国科学院")),
    ("锦水作家协会副主席梁晓禾到场。", ("梁晓禾", "memberOf", "锦水作家协会")),
    ("联合国秘书长古特雷斯发表讲话。", ("古特雷斯", "worksFor", "联合国")),
    ("锦水医院时任院长陈志强到场。", ("陈志强", "formerEmployer", "锦水医院")),
]


@pytest.mark.parametrize(("text", "fact"), TITLED)
def test_a_title_before_a_name_is_read(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact in triples(read(text))


POSTS = [
    ("周立言在锦水银行做了七年产品经理。", ("周立言", "jobTitle", "产品经理")),
    ("周立言此前是锦水银行的行长。", ("周立言", "formerEmployer", "锦水银行")),
    ("曾在锦水银行当会计的周国栋来了。", ("周国栋", "jobTitle", "会计")),
    ("周国栋退伍那年回村，回村当上了村支书。", ("周国栋", "jobTitle", "村支书")),
    ("周立言2018年起打理公司，头衔是秘书长。", ("周立言", "jobTitle", "秘书长")),
    ("周立言以联合创始人的身份加入锦水银行。", ("周立言", "jobTitle", "联合创始人")),
    ("锦水银行行长由周立言接任。", ("周立言", "worksFor", "锦水银行")),
    ("接替吴庆生担任行长的是周立言。", ("周立言", "jobTitle", "行长")),
    ("会议决定免去吴庆生的锦水银行行长职务。", ("吴庆生", "formerEmployer", "锦水银行")),
    ("吴庆生辞去锦水银行行长一职。", ("吴庆生", "formerEmployer", "锦水银行")),
    ("顾云生历任锦水中学教师、锦水大学讲师。", ("顾云生", "formerEmployer", "锦水大学")),
    ("周立言任锦水银行行长期间，大楼落成。", ("周立言", "formerEmployer", "锦水银行")),
    ("赵启明现在锦水大学任教。", ("赵启明", "worksFor", "锦水大学")),
]


@pytest.mark.parametrize(("text", "fact"), POSTS)
def test_a_post_behind_a_name_is_read(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact in triples(read(text))


NOT_HELD = [
    ("据说周立言出任锦水银行行长。", ("周立言", "jobTitle", "行长")),
    ("网上流传周立言出任锦水银行行长的消息。", ("周立言", "jobTitle", "行长")),
    ("周立言将出任锦水银行行长。", ("周立言", "jobTitle", "行长")),
    ("周立言正为一个按钮和设计师争执。", ("周立言", "jobTitle", "设计师")),
    ("林小雨的绯闻对象一直是歌手。", ("林小雨", "jobTitle", "歌手")),
    ("林小雨是董事长的朋友。", ("林小雨", "jobTitle", "董事长")),
    ("周立言被评为全省最美医生。", ("周立言", "jobTitle", "最美医生")),
    ("论文第一作者、锦水大学讲师周立言到场。", ("周立言", "jobTitle", "第一作者")),
    ("锦水猛虎队门将张大鹏扑出点球。", ("张大鹏", "jobTitle", "门将")),
    ("董事长周立言、林小雨到场。", ("林小雨", "jobTitle", "董事长")),
]


@pytest.mark.parametrize(("text", "fact"), NOT_HELD)
def test_no_post_is_read_where_none_is_held(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact not in triples(read(text))


IMPLIED = [
    ("首席执行官周立言到场。", True),
    ("校长周立言到场。", False),
    ("记者周立言到场。", False),
    ("门将周立言到场。", False),
    ("雾桥科技首席执行官周立言到场。", False),
]


@pytest.mark.parametrize(("text", "works"), IMPLIED)
def test_an_employer_is_implied_where_it_gives_such_titles(
    read: Callable[..., Reading], text: str, works: bool
) -> None:
    assert (("周立言", "worksFor", "远山科技有限公司") in triples(read(ABOUT + text))) is works


def test_the_medium_that_reports_employs_nobody_of_whom_it_reports(read: Callable[..., Reading]) -> None:
    assert not any(p == "worksFor" for _, p, _ in triples(read("界面新闻获悉，首席执行官周立言今天离京。")))


DATED = [
    ("2019年3月，周立言出任锦水银行行长。", "jobTitle", "行长", "2019-03/.."),
    ("2019年3月，周立言卸任锦水银行行长。", "jobTitle", "行长", "../2019-03"),
    ("周立言自2019年3月1日起不再兼任锦水银行行长。", "jobTitle", "行长", "../2019-03-01"),
    ("周立言现任锦水银行行长，1968年3月出生。", "jobTitle", "行长", None),
    ("周立言2009年毕业于锦水大学。", "alumniOf", "锦水大学", "2009"),
    ("2018年12月，61岁的周立言加入中国作家协会。", "memberOf", "中国作家协会", "2018-12"),
]


@pytest.mark.parametrize(("text", "predicate", "target", "when"), DATED)
def test_the_day_on_which_a_post_begins_or_ends_dates_it(
    read: Callable[..., Reading], text: str, predicate: str, target: str, when: str | None
) -> None:
    assert times(read(text), predicate)["周立言", target] == when


CAREERS = [
    ("周立言2008年加入腾讯。他2015年离开腾讯。", "腾讯", "formerEmployer", "2008/2015"),
    ("周立言2008年加入腾讯。2015年，周立言加入百度。", "腾讯", "formerEmployer", "2008/2015"),
    ("周立言2008年加入腾讯。2015年，周立言加入百度。", "百度", "worksFor", "2015/.."),
    ("周立言2008年加入腾讯。2015年，周立言辞职。", "腾讯", "formerEmployer", "2008/2015"),
]


@pytest.mark.parametrize(("text", "house", "predicate", "when"), CAREERS)
def test_of_the_houses_that_somebody_joined_the_last_is_the_present_one(
    read: Callable[..., Reading], text: str, house: str, predicate: str, when: str
) -> None:
    reading = read(text)
    assert times(reading, predicate)["周立言", house] == when
    assert {p for s, p, o in triples(reading) if o == house} == {predicate}


def test_to_join_an_association_is_no_work(read: Callable[..., Reading]) -> None:
    found = triples(read("梁晓禾2016年加入中国作家协会。"))
    assert ("梁晓禾", "memberOf", "中国作家协会") in found
    assert not any(p == "worksFor" for _, p, _ in found)


SCHOOLS = [
    "周立言毕业于锦水大学。",
    "周立言1978年生，锦水大学毕业。",
    "周立言被推荐到锦水大学读书。",
    "周立言又到锦水大学拿了硕士学位。",
    "周立言和林小雨都是锦水大学毕业生。",
    "锦水大学校友、远山集团董事长周立言到场。",
    "锦水大学欢迎他们。远在伦敦的校友、作家周立言没有来。",
]


@pytest.mark.parametrize("text", SCHOOLS)
def test_a_school_is_read_in_every_wording(read: Callable[..., Reading], text: str) -> None:
    assert ("周立言", "alumniOf", "锦水大学") in triples(read(text))


def test_only_a_school_has_alumni(read: Callable[..., Reading]) -> None:
    assert not any(p == "alumniOf" for _, p, _ in triples(read("周立言毕业于腾讯。")))


LIVES = [
    ("1957年3月，周立言出生在锦水。", ("周立言", "birthDate", "1957-03")),
    ("周立言1978年在杭州出生。", ("周立言", "birthDate", "1978")),
    ("周立言1978年在杭州出生。", ("周立言", "birthPlace", "杭州")),
    ("周立言2014年因病过世。", ("周立言", "deathDate", "2014")),
]


@pytest.mark.parametrize(("text", "fact"), LIVES)
def test_births_and_deaths_are_read(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    assert fact in triples(read(text))


def test_what_happens_somewhere_is_no_birth(read: Callable[..., Reading]) -> None:
    assert not any(p == "birthPlace" for _, p, _ in triples(read("周立言到场。这件事发生在广州。")))


KIN = [
    ("周立言1984年生，母亲王秀兰是老师。", ("周立言", "parent", "王秀兰")),
    ("周立言来了。女儿周子琪也来了。", ("周子琪", "parent", "周立言")),
    ("周立言与林小雨的独女周子琪来了。", ("周子琪", "parent", "林小雨")),
    ("周立言与林小雨的独女周子琪来了。", ("周子琪", "parent", "周立言")),
    ("周立言的长子李明远任主席，其妹李明霞任经理。", ("李明远", "sibling", "李明霞")),
    ("周立言和丈夫、建筑师李建军来了。", ("周立言", "spouse", "李建军")),
    ("公司由周立言、林小雨夫妇创办。", ("周立言", "spouse", "林小雨")),
    ("李建国和李建军兄弟俩开了一家面馆。", ("李建国", "sibling", "李建军")),
    ("周国栋、周立言父子来了。", ("周立言", "parent", "周国栋")),
    ("歌手陈一诺与演员周子涵于2022年在三亚完婚。", ("陈一诺", "spouse", "周子涵")),
]


@pytest.mark.parametrize(("text", "fact"), KIN)
def test_kin_is_read_in_either_order(read: Callable[..., Reading], text: str, fact: Triple) -> None:
    subject, predicate, target = fact
    found = triples(read(text))
    assert fact in found or (predicate != "parent" and (target, predicate, subject) in found)


def test_kin_of_somebody_without_a_name_is_kin_of_nobody(read: Callable[..., Reading]) -> None:
    assert not any(p == "parent" for _, p, _ in triples(read("周立言来了。那位老师的母亲王秀兰也来了。")))


@pytest.mark.parametrize("text", ["陈志强先生、林小雨女士到场。", "陈志强和前妻林小雨见了面。"])
def test_courtesy_and_a_marriage_that_is_over_make_no_couple(read: Callable[..., Reading], text: str) -> None:
    assert not any(p == "spouse" for _, p, _ in triples(read(text)))


def test_a_rumour_of_a_marriage_is_none(read: Callable[..., Reading]) -> None:
    assert not any(p == "spouse" for _, p, _ in triples(read("坊间传言周立言与林小雨已结婚。")))


PRONOUNS = [
    ("周立言生在杭州，母亲王秀兰是老师。他曾在腾讯工作。", "周立言"),
    ("周立言来了，他很高兴。女儿周子琪陪着。她曾在腾讯工作。", "周子琪"),
    ("陈女士和王先生来了。她曾在腾讯工作。", "陈女士"),
    ("李建军是周立言大学时的同学。他曾在腾讯工作。", "李建军"),
]


@pytest.mark.parametrize(("text", "person"), PRONOUNS)
def test_a_pronoun_means_who_can_be_meant(read: Callable[..., Reading], text: str, person: str) -> None:
    assert {s for s, p, _ in triples(read(text)) if p == "formerEmployer"} == {person}


@pytest.mark.parametrize("unit", ["T", "O部", "PO", "P的", "P和妻子", "、T", "为O", "在O做", "OT、", "部"])
def test_no_pattern_takes_long_on_any_repetition(unit: str) -> None:
    form = unit.replace("P", SYMBOL["PER"]).replace("O", SYMBOL["ORG"]).replace("T", SYMBOL["TITLE"]) * 400
    started = time.process_time()
    for module in (appositions, posts, kinship):
        for value in vars(module).values():
            if isinstance(value, re.Pattern):
                sum(1 for _ in value.finditer(form))
    assert time.process_time() - started < 2
