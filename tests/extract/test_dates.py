"""Dates in running text: laws, the running context, hard input, and foreign collections of expressions."""

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.date_grammar import RULES
from extract.dates import read_dates
from extract.edtf import bounds, is_edtf

TIME = Path(__file__).parents[2].parent / "shared" / "time"
PUBLISHED = date(2023, 6, 28)

PIECES = """
2021年 3月 15日 12号 十二月 三十 正月 初五 腊月 廿三 去年 今年 明年 前两年 同年 次年 当年 民国 光绪 元年 上世纪 90年代 九十年代 第一季度 Q3
上半年 前9个月 春天 冬 底 初 中旬 年底 月初 至 到 — - ~ 起 以来 至今 前后 左右 约 大概 三天 两年 半年 后 前 此后 间 昨晚 今日 昨（12）日 当天 次日
第二天 即日 上周五 下周一 周三 周末 本月 下个月 上月 同期 春节 元宵节 “五一” 国庆 除夕 冬至 2023-04-20 2023/2/30 2023.4 10:30 98年 '99年 二〇二一年
， 。 《 》 “ ” （ ） 将 比 截至 每 年 月 日 天 个 的 、 和 之间 一连 为期 0 9 99 2月29日 2月30日 农历 闰四月 電 號 １２ 公司
"""
messy = st.lists(st.one_of(st.sampled_from([*PIECES.split(), " ", "\n"]), st.text(max_size=3)), max_size=25).map(
    "".join
)
maybe_day = st.one_of(st.none(), st.dates())


@settings(deadline=None)  # the first call compiles the grammar
@given(messy, maybe_day, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_every_span_indexes_its_surface_and_every_value_is_edtf(text, published, hints):
    """Holds for any text; the spans come in order and none overlaps another."""
    found = read_dates(text, published=published, hints=hints)
    at = 0
    for d in found:
        assert at <= d.start < d.end
        assert text[d.start : d.end] == d.text
        assert d.edtf == "" or is_edtf(d.edtf)
        at = d.end


DIGITS = "〇一二三四五六七八九"


def _by_place(n: int) -> str:
    return "".join(DIGITS[int(c)] for c in str(n))


def _by_value(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if not tens else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones or not tens else "")


STYLES = (
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}号",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{_by_place(d.year)}年{_by_value(d.month)}月{_by_value(d.day)}日",
    lambda d: f"{d.year}年{_by_value(d.month)}月{_by_value(d.day)}號",
    lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
)


@settings(deadline=None)
@given(st.dates(date(1912, 1, 1), date(2099, 12, 31)), st.sampled_from(STYLES), maybe_day)
def test_a_day_comes_back_whatever_way_it_is_written(day, style, published):
    written = style(day)
    found = read_dates(f"公司于{written}在上海成立。", published=published)
    assert [(d.text, d.edtf) for d in found] == [(written, day.isoformat())]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_weekdays_of_the_weeks_around_publication_are_seven_days_apart(published, weekday):
    name = "一二三四五六日"[weekday]
    days = [read_dates(f"上周{name}", published=published), read_dates(f"本周{name}", published=published)]
    last, this = (date.fromisoformat(found[0].edtf) for found in days)
    assert this.weekday() == last.weekday() == weekday
    assert this - last == timedelta(days=7)
    assert this.isocalendar()[:2] == published.isocalendar()[:2]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 2), date(2099, 12, 31)), st.integers(1, 99))
def test_days_ago_count_back_from_publication(published, n):
    assert read_dates(f"{n}天前，", published=published)[0].edtf == (published - timedelta(days=n)).isoformat()


# Running text and the values of its dates in order; "?" is one that nothing fixes.
STORIES = {
    "1998年夏天，他买了辆货车；两年后，他创办公司，次年上市。同年9月迁到上海。": "1998-22 2000 2001 2001-09",
    "2018年3月，他开始筹备，8月拿到投资，次年5月公司成立。12月，产品上线。": "2018-03 2018-08 2019-05 2019-12",
    "9月1日，公司发布公告。次日，股价跌停。同日，董事长辞职。": "2023-09-01 2023-09-02 2023-09-02",
    "本报6月27日电 记者27日获悉，公司25日开会，当晚公布结果。": "2023-06-27 2023-06-27 2023-06-25 2023-06-25",
    "今年1至5月，营收8000万元，较去年同期增长40%。": "2023-01/2023-05 2022-01/2022-05",
    "公司成立于2019年5月，总部在杭州。6月12日，公司签署协议。": "2019-05 2023-06-12",
    "2020年10月，双方签约。此后两年间，团队招募了志愿者。": "2020-10 2020-10/2022-10",
    "2018年前后，互联网进入平稳期。这一年，融资变难了。": "2018~ 2018",
    "6月10日至17日举行电影节。12日，导演到场。": "2023-06-10/2023-06-17 2023-06-12",
    "6月11日晚，双方签约至2025年12月31日。他1994年出生。\n\n主帅在当晚表示欢迎。": "2023-06-11 2025-12-31 1994 2023-06-11",
    "4月15日召开董事会。截至2020年12月31日，员工86人。双方于同日签约。": "2023-04-15 2020-12-31 2023-04-15",
    "2016年进军海外，但当年亏损。": "2016 2016",
    "2015年9月，他离职；下一个月，他创业；当月底拿到投资。": "2015-09 2015-10 2015-10",
    "当年的同事说，当年他很穷。": "?",
    "首批设备将于1月交付。": "2024-01",
    "去年10月招了五十人，年底前还打算再招六十人。": "2022-10 2023-12",
    "俱乐部上月换帅，名单春节前见分晓。": "2023-05 2023-01-22",
    "6月12、13日举行会议。": "2023-06-12 2023-06-13",
    "2019、2020年连续盈利，2021年10月、11月亏损。": "2019 2020 2021-10 2021-11",
    "昨日（27日）午间，公司停牌。": "2023-06-27 2023-06-27",
    "周四（29日）上午，发布会举行。": "2023-06-29 2023-06-29",
    "村里人忘不了2008年的雪。1月底，路断了。2月3日，车才开进来。": "2008 2008-01 2008-02-03",
    "2001年他到北京。那年，他二十岁。": "2001 2001",
    "1979年结婚，第二年女儿出生。": "1979 1980",
    "截至2022年末，资产300亿元，较年初增长。": "2022-12 2022-01",
    "2020、2021和2022年连续亏损。": "2020 2021 2022",
    "新华社6月27日电　大会今天开幕，代表们昨天报到。": "2023-06-27 2023-06-27 2023-06-26",
    "《某某通讯社22日专讯》公司昨日停牌。": "2023-06-22 2023-06-21",
    "5月3日，他结婚。\n\n领证当天穿什么？\n\n5月4日，他们领证，领证当天下雨。": "2023-05-03 ? 2023-05-04 2023-05-04",
    "他花名「九月」，年轻人只知道九月。去年九月他走了。": "2022-09",
    "2023-06-28 09:30　来源：综合\n昨日，法院宣判。": "2023-06-27",
}


@pytest.mark.parametrize(("text", "values"), STORIES.items())
def test_an_expression_is_read_in_the_light_of_those_before_it(text, values):
    found = read_dates(text, published=PUBLISHED)
    assert " ".join(d.edtf or "?" for d in found) == values


def test_without_a_publication_date_what_leans_on_it_stays_open():
    found = read_dates("记者昨日获悉，去年公司亏损。6月12日上周五三天前。", published=None)
    assert found
    assert {d.edtf for d in found} == {""}


def test_without_a_publication_date_the_story_still_gives_years():
    found = read_dates("公司2018年成立，次年3月盈利，5月上市，两年后退市。", published=None)
    assert [d.edtf for d in found] == ["2018", "2019-03", "2019-05", "2021"]


@pytest.mark.parametrize("head", ["新华社北京2023年3月5日电　", "2023-03-05 08:00 来源：网络\n"])
def test_a_dateline_or_time_stamp_stands_in_for_the_publication_date(head):
    assert read_dates(head + "昨日，会议开幕。", published=None)[-1].edtf == "2023-03-04"


# Each date with the one it was resolved against, and by which rule.
WAYS = {
    "2014年9月，公司成立。": "2014-09 None calendar",
    "昨日，公司停牌。": "2023-06-27 2023-06-28 day-word",
    "新华社6月27日电　大会今天开幕。": "2023-06-27 2023-06-28 nearest | 2023-06-27 2023-06-27 day-word",
    "公司2018年成立，次年3月盈利，5月上市。": "2018 None calendar | 2019-03 2018 year-word | 2019-05 2019-03 nearest",
    "2016年入职，三年后离职。": "2016 None calendar | 2019 2016 count",
    "三年前，他离职。": "2020 2023-06-28 count",
    "9月1日停牌，当天复牌。": "2023-09-01 2023-06-28 nearest | 2023-09-01 2023-09-01 day-word",
    "上周五，开庭。": "2023-06-23 2023-06-28 weekday",
    "2016年至去年，公司亏损。": "2016/2022 2023-06-28 calendar",
    "2012年至同年9月，公司亏损。": "2012/2012-09 None calendar",
    "民国三十年，光绪二十六年，98年4月，上世纪90年代。": "1941 None reign | 1900 None reign | 1998-04 None century | 199X None decade",
    "去年中秋节。农历八月十五。": "2022-09-10 2023-06-28 feast | 2023-09-29 2023-06-28 lunar",
    "今年1至5月，较去年同期增长。": "2023-01/2023-05 2023-06-28 year-word | 2022-01/2022-05 2023-01/2023-05 year-word",
}


@pytest.mark.parametrize(("text", "ways"), WAYS.items())
def test_a_date_says_what_it_was_resolved_against_and_how(text, ways):
    found = read_dates(text, published=PUBLISHED)
    assert " | ".join(f"{d.edtf} {d.base} {d.rule}" for d in found) == ways


@given(messy, maybe_day)
def test_a_base_is_a_date_and_a_rule_has_a_name(text, published):
    for d in read_dates(text, published=published):
        assert d.base is None or is_edtf(d.base)
        assert d.rule in RULES


def test_the_day_of_reading_never_matters():
    """Nothing in these rooms asks the clock."""
    rooms = Path(__file__).parents[2] / "extract"
    for room in (
        "dates",
        "date_context",
        "date_meaning",
        "relative_dates",
        "date_grammar",
        "year_parts",
        "calendar_values",
        "festivals",
    ):
        assert not re.search(r"\.(?:today|now|utcnow|localtime)\(", (rooms / f"{room}.py").read_text("utf-8"))


def test_a_hint_admits_what_could_be_a_number():
    text = "他12号到北京"
    assert read_dates(text, published=PUBLISHED) == ()
    assert [d.edtf for d in read_dates(text, published=PUBLISHED, hints=[(1, 4)])] == ["2023-06-12"]


@pytest.mark.parametrize(
    "piece", ["1", "1234567890", "年", "一", "月日", "《2023", "20", "2012-", "每年", "十", "。", "“"]
)
def test_a_megabyte_of_one_thing_is_read_in_linear_time(piece):
    """A quadratic pattern would not come back."""
    assert read_dates(piece * (1_000_000 // len(piece)), published=PUBLISHED) == ()


def test_ten_thousand_dates_are_all_found():
    assert len(read_dates("2023年3月15日，昨日，" * 10_000, published=PUBLISHED)) == 20_000


def _readings(result):
    """(first, last) of each reading that Recognizers-Text gives a calendar date or a closed range."""
    resolution = result["resolution"]
    for r in resolution.get("values") or (resolution.get("PastResolution"), resolution.get("FutureResolution")):
        day = r.get("date") or (r.get("value") if r.get("type") == "date" else None)
        first, last = (day, day) if day else (r.get("startDate") or r.get("start"), r.get("endDate") or r.get("end"))
        if (
            first
            and last
            and re.fullmatch(r"[12]\d{3}-\d\d-\d\d", first)
            and re.fullmatch(r"[12]\d{3}-\d\d-\d\d", last)
        ):
            yield date.fromisoformat(first), date.fromisoformat(last)


def _agree(low, high, first, last):
    """Its ranges end a day late, or where their last unit begins (2012–2016 on 1 January 2016)."""
    one_day = first == last
    return low == first and high and (high == last if one_day else low < last <= high + timedelta(days=1))


@pytest.mark.skipif(
    not TIME.exists(), reason="the shared collections of time expressions are not beside the repository"
)
def test_the_calendar_dates_of_recognizers_text_are_read():
    """All but lunar dates and feasts, which it takes for Gregorian ones, and days written before their month.

    What is missed are weeks counted within a year or month and spans that the annotation guide calls durations (近三年).
    """
    other = re.compile(
        "农历|正月|初一|大年|除夕|春节|元宵|端午|中秋|重阳|清明|八月十五|康熙|雍正|神龙|最近"
        r"|(?<![0-9])[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.]|$)"
    )
    right = total = 0
    for line in (TIME / "recognizers_zh.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        for result in case["results"] if case["ref"] else ():
            readings = set(_readings(result)) if result["type"].split(".")[-1] in ("date", "daterange") else ()
            if not readings or other.search(result["text"]):
                continue
            total += 1
            found = read_dates(case["text"], published=date.fromisoformat(case["ref"][:10]))
            mine = [bounds(d.edtf) for d in found if d.text in result["text"] or result["text"] in d.text]
            right += any(_agree(*span, *reading) for span in mine for reading in readings)
    assert total > 200
    assert right / total >= 0.88


@pytest.mark.skipif(
    not TIME.exists(), reason="the shared collections of time expressions are not beside the repository"
)
def test_the_calendar_dates_of_jionlp_are_read():
    """Points and spans of whole days with both ends; it knows 3年半以内 and exact solar seasons, hence the floor."""
    right = total = 0
    for line in (TIME / "jionlp_cases.jsonl").read_text("utf-8").splitlines():
        phrase, base, expected, *_ = [*json.loads(line), None, None]
        if not isinstance(expected, dict) or expected["type"] not in ("time_point", "time_span") or base is None:
            continue
        first, last = expected["time"]
        if "inf" in first + last or re.search("[时点秒分]|小时|钟", phrase):
            continue
        if isinstance(base, dict):
            published = date(base["year"], base.get("month", 7), base.get("day", 1))
        elif isinstance(base, list):
            published = date(*(base + [7, 1][len(base) - 1 :])[:3])
        else:
            published = datetime.fromtimestamp(base).date()
        total += 1
        right += any(
            tuple(map(str, bounds(d.edtf))) == (first[:10], last[:10]) for d in read_dates(phrase, published=published)
        )
    assert total > 60
    assert right / total >= 0.6
