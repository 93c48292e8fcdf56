"""The lexicon: how a text is searched for well-known names, and what a user may add."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import Lexicon
from extract.tables import LexiconError

LEXICON = Lexicon.load()


def tsv(folder: Path, *lines: str) -> Path:
    path = folder / "own.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def found(text: str) -> list[tuple[str, str]]:
    return [(match.text, match.entry.name) for match in LEXICON.find(text)]


def test_bat_is_one_group_of_three_companies_that_exist() -> None:
    group = LEXICON.entry("BAT")
    assert group is not None
    assert group.members == ("百度", "阿里巴巴", "腾讯")
    for member in group.members:
        company = LEXICON.entry(member)
        assert company is not None
        assert (company.name, company.kind) == (member, "company")


@pytest.mark.parametrize(
    ("alias", "name", "kind"),
    [
        ("字节", "字节跳动", "company"),
        ("阿里", "阿里巴巴", "company"),
        ("腾讯控股有限公司", "腾讯", "company"),
        ("蚂蚁金服", "蚂蚁集团", "company"),
        ("B站", "哔哩哔哩", "company"),
        ("中石油", "中国石油", "company"),
        ("TSMC", "台积电", "company"),
        ("Google", "谷歌", "company"),
        ("辉达", "英伟达", "company"),
        ("领英", "LinkedIn", "company"),
        ("脸书", "Meta", "company"),
        ("红杉", "红杉资本", "investor"),
        ("真格", "真格基金", "investor"),
        ("工行", "中国工商银行", "bank"),
        ("美联储", "美国联邦储备委员会", "bank"),
        ("港交所", "香港联合交易所", "exchange"),
        ("纽交所", "纽约证券交易所", "exchange"),
        ("国家发改委", "国家发展和改革委员会", "government"),
        ("证监会", "中国证券监督管理委员会", "government"),
        ("清华", "清华大学", "school"),
        ("上海交大", "上海交通大学", "school"),
        ("史丹佛大学", "斯坦福大学", "school"),
        ("国立成功大学", "成功大学", "school"),
        ("MIT", "麻省理工学院", "school"),
        ("央视", "中央电视台", "media"),
        ("36Kr", "36氪", "media"),
        ("世卫组织", "世界卫生组织", "international"),
        ("工研院", "工业技术研究院", "institute"),
        ("中甲", "中国足球协会甲级联赛", "association"),
        ("皇马", "皇家马德里", "team"),
        ("广东省", "广东", "province"),
        ("杭州市", "杭州", "city"),
        ("寮国", "老挝", "country"),
        ("雪梨", "悉尼", "city"),
        ("长江三角洲", "长三角", "region"),
        ("紫禁城", "故宫", "landmark"),
    ],
)
def test_well_known_short_names_lead_to_the_full_name(alias: str, name: str, kind: str) -> None:
    entry = LEXICON.entry(alias)
    assert entry is not None
    assert (entry.name, entry.kind) == (name, kind)


def test_products_name_their_maker() -> None:
    entry = LEXICON.entry("WeChat")
    assert entry is not None
    assert (entry.name, entry.type, entry.maker) == ("微信", "PRODUCT", "腾讯")


def test_what_is_no_name_has_no_entry() -> None:
    assert LEXICON.entry("一家公司") is None
    assert LEXICON.entries("一家公司") == ()


def test_a_name_of_two_things_offers_both_and_its_own_bearer_first() -> None:
    assert [entry.name for entry in LEXICON.entries("长城")] == ["长城", "长城汽车"]
    assert [entry.type for entry in LEXICON.entries("亚马逊")] == ["ORG", "LOC"]


def test_surnames_titles_and_prefixes_are_at_hand() -> None:
    assert {"王", "欧阳", "司马", "诸葛", "尉迟", "令狐"} <= LEXICON.surnames
    assert {"于", "和", "常"} <= LEXICON.word_surnames <= LEXICON.surnames
    assert "欧阳" not in LEXICON.word_surnames
    roles = {t: LEXICON.titles[t] for t in ("联合创始人", "首席执行官", "CFO", "秘书长", "主教练", "厨师")}
    assert list(roles.values()) == ["founder", "office", "office", "member", "player", "occupation"]
    assert (LEXICON.title_prefixes["副"], LEXICON.title_prefixes["前"]) == ("rank", "past")


def test_the_longest_name_wins() -> None:
    assert found("中国银行与上海证券交易所在上海签约") == [
        ("中国银行", "中国银行"),
        ("上海证券交易所", "上海证券交易所"),
        ("上海", "上海"),
    ]


def test_a_name_that_is_also_a_word_is_risky() -> None:
    risky = {match.text: match.risky for match in LEXICON.find("苹果与腾讯、理想与华为")}
    assert risky == {"苹果": True, "腾讯": False, "理想": True, "华为": False}


def test_a_name_beside_the_dot_of_a_transliterated_name_is_risky() -> None:
    assert [match.risky for match in LEXICON.find("华盛顿")] == [False]
    assert [match.risky for match in LEXICON.find("乔治·华盛顿")] == [True]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他用Google搜索", ["Google"]),
        ("Googled了一下", []),
        ("xGoogle", []),
        ("éBay和ÉIBM", []),
        ("IBM、SAP", ["IBM", "SAP"]),
        ("36氪", ["36氪"]),
        ("136氪", []),
        ("google、GOOGLE", ["google"]),
        ("Microsoft Officer", ["Microsoft"]),
        ("阿里Google系", ["阿里", "Google"]),
    ],
)
def test_latin_names_stand_as_whole_words_in_their_own_case(text: str, names: list[str]) -> None:
    assert [match.text for match in LEXICON.find(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("教育部门要求", []),
        ("教育部要求", ["教育部"]),
        ("浙江大学生创业", ["浙江"]),
        ("浙江大学生命科学学院", ["浙江大学"]),
        ("其中超过一半", []),
        ("金融创新", []),
        ("三明治", []),
        ("中国银行业协会说，中国银行业务增长", ["中国银行业协会", "中国银行"]),
        ("进入海口的货轮从出海口驶出", ["海口"]),
    ],
)
def test_a_guard_rejects_a_name_that_is_part_of_other_words(text: str, names: list[str]) -> None:
    assert [match.text for match in LEXICON.find(text)] == names


def test_brackets_of_either_width_are_the_same_name() -> None:
    full, half = found("香港中文大学（深圳）"), found("香港中文大学(深圳)")
    assert [name for _, name in full] == [name for _, name in half] == ["香港中文大学（深圳）"]


SOME = ["腾讯", "字节跳动", "阿里", "中国银行", "上海证券交易所", "Google", "IBM", "iPhone 15", "赤𫚭角", "BAT", "36氪"]
TEXTS = st.lists(st.one_of(st.sampled_from(SOME), st.text(max_size=4), st.sampled_from("😀𠮷é ·的")), max_size=12).map(
    "".join
)


@given(TEXTS)
def test_offsets_are_code_points_of_the_text_and_matches_never_overlap(text: str) -> None:
    end = 0
    for match in LEXICON.find(text):
        assert match.text == text[match.start : match.end]
        assert match.start >= end
        assert match.entry in LEXICON.entries(match.text)
        end = match.end


def test_a_user_adds_names_and_overrides_the_projects(tmp_path: Path) -> None:
    path = tsv(
        tmp_path,
        "name\ttype\taliases\trisky\tkind",
        "榕桥科技\tORG\t榕桥\t榕桥\tcompany",
        "寺字节社\tORG\t字节\t\tcompany",
    )
    lexicon = Lexicon.load([path])
    matches = lexicon.find("榕桥科技与字节、字节跳动")
    assert [(m.text, m.entry.name, m.risky) for m in matches] == [
        ("榕桥科技", "榕桥科技", False),
        ("字节", "寺字节社", False),
        ("字节跳动", "字节跳动", False),
    ]
    assert [m.risky for m in lexicon.find("榕桥")] == [True]


def test_the_fingerprint_follows_the_data(tmp_path: Path) -> None:
    path = tsv(tmp_path, "name\ttype", "榕桥科技\tORG")
    first = Lexicon.load([path]).fingerprint
    assert LEXICON.fingerprint == Lexicon.load().fingerprint != first == Lexicon.load([path]).fingerprint
    tsv(tmp_path, "name\ttype", "榕桥科技\tLOC")
    assert Lexicon.load([path]).fingerprint != first


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.tsv"
    path.write_bytes("\ufeffname\ttype\taliases\r\n榕桥科技\tORG\t榕桥\r\n".encode())
    entry = Lexicon.load([path]).entry("榕桥")
    assert entry is not None
    assert entry.aliases == ("榕桥",)


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        (["name\ttype", "榕桥科技\tORG\t多了"], 2, "3 cells where the heading has 2"),
        (["name\ttype", "", "榕桥科技\tCOMPANY"], 3, "unknown type 'COMPANY'"),
        (["name\taliases", "榕桥科技\t榕桥"], 1, "the heading lacks the column 'type'"),
        (["name\ttype\talias"], 1, "unknown or repeated column 'alias'"),
        (["name\ttype", "榕\tORG"], 2, "not a name of two characters or more: '榕'"),
        (["name\ttype", "榕桥 \tORG"], 2, "not a name of two characters or more: '榕桥 '"),
        (["name\ttype\taliases", "榕桥科技\tORG\t榕桥||榕"], 2, "not a name of two characters or more: ''"),
        (["name\ttype\taliases", "榕桥科技\tORG\t榕桥|榕桥"], 2, "榕桥科技 has the same name twice"),
        (["name\ttype\trisky", "榕桥科技\tORG\t榕桥"], 2, "risky, but neither name nor alias: 榕桥"),
        (["name\ttype\tmembers", "双榕\tORG\t大榕|小榕"], 2, "unknown member of 双榕: 大榕"),
        (["name\ttype", "榕桥\tORG", "榕桥\tLOC"], 2, r"榕桥 also names 榕桥 \(.*own\.tsv:3\): mark it risky in both"),
    ],
)
def test_a_malformed_row_is_named_by_file_and_line(tmp_path: Path, lines: list[str], line: int, problem: str) -> None:
    path = tsv(tmp_path, *lines)
    with pytest.raises(LexiconError, match=rf"^{re.escape(str(path))}:{line}: {problem}"):
        Lexicon.load([path])


def test_a_file_that_is_not_utf8_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gb.tsv"
    path.write_bytes(b"name\ttype\n" + "榕桥科技\tORG\n".encode("gb18030"))
    with pytest.raises(LexiconError, match=rf"^{re.escape(str(path))}:2: not UTF-8"):
        Lexicon.load([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=re.escape(str(tmp_path / "none.tsv")) + ": cannot be read"):
        Lexicon.load([tmp_path / "none.tsv"])
