import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.index import Index
from graph.naming import EntityRow
from graph.spelling import MOST_UNITS, units
from graph.suggesting import documents
from ontology.predicates import EntityType

PERSONS = (
    *"潘国华 曾国藩 单雄信 解缙 仇英 区适子 查良镛 盖叫天 朴槿惠 翟志刚 秘宗立 冼星海 覃文 乐嘉 尉迟恭 万俟卨 长孙无忌 吕布 單立文 "
    "里德·霍夫曼 史蒂夫·乔布斯 岑参 丹增 鲜于枢".split(),
    "Sam Altman",
)
OTHERS: dict[str, EntityType] = {
    "重庆市": "LOC",
    "长江": "LOC",
    "单县": "LOC",
    "解放日报": "ORG",
    "招商银行": "ORG",
    "360安全": "ORG",
    "OKAY智慧教育": "ORG",
    "TCP/IP": "WORK",
}


def thing(name: str, *aliases: str, kind: EntityType = "PER", articles: int = 1, local: str | None = None) -> EntityRow:
    return EntityRow(local or name, name, kind, aliases, articles)


def filled(path: Path, *entities: EntityRow, every: int = 1000) -> Index:
    """An index of these, committed each so many."""
    path.mkdir()
    index = Index(path)
    for place, entity in enumerate(entities, 1):
        index.put_entity(entity)
        if place % every == 0:
            index.commit(place)
    index.commit(1)
    return index


def names(index: Index, typed: str, limit: int = 50, kind: EntityType | None = None) -> list[str]:
    return [one.label for one in index.suggest(typed, limit=limit, kind=kind)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Things of all kinds of names."""
    entities = [thing(name) for name in PERSONS] + [thing(name, kind=kind) for name, kind in OTHERS.items()]
    return filled(tmp_path_factory.mktemp("many") / "index", *entities, thing("腾讯", "鹅厂", "騰訊控股", kind="ORG"))


@pytest.mark.parametrize(
    "typed",
    [*"潘 潘国 潘國華 潘国华 p pa pan panguo panguohua PanGuoHua pan'guo pangh pg pgh PGH 潘gh 潘guoh pan国华 p国h pguoh pguh 国华 Ｐgh Pānguó"
     .split(), "pan guo hua", " 潘·国 "],
)  # fmt: skip
def test_a_person_is_found_by_characters_sounds_initials_and_any_mixture(many: Index, typed: str) -> None:
    assert "潘国华" in names(many, typed)


@pytest.mark.parametrize("typed", ["phg", "gh潘", "panghx", "潘h", "uohua", "an", "潘国华x"])
def test_what_is_no_beginning_of_a_name_does_not_find_it(many: Index, typed: str) -> None:
    assert "潘国华" not in names(many, typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zengguofan", "曾国藩"), ("shanxiong", "单雄信"), ("xiejin", "解缙"), ("qiuying", "仇英"), ("ous", "区适子"),
        ("zhaliang", "查良镛"), ("gejiao", "盖叫天"), ("piaojin", "朴槿惠"), ("zhaizhi", "翟志刚"), ("bizong", "秘宗立"),
        ("xianxing", "冼星海"), ("qinwen", "覃文"), ("tanwen", "覃文"), ("yuejia", "乐嘉"), ("lejia", "乐嘉"),
        ("yuchig", "尉迟恭"), ("moqi", "万俟卨"), ("zhangsun", "长孙无忌"), ("lvbu", "吕布"), ("lubu", "吕布"),
        ("lyubu", "吕布"), ("shanliwen", "單立文"), ("xianyu", "鲜于枢"), ("chongqing", "重庆市"), ("zhongqing", "重庆市"),
        ("changj", "长江"), ("zhangjiang", "长江"), ("shanx", "单县"), ("jiefang", "解放日报"), ("cengguofan", "曾国藩"),
        ("lidehuo", "里德·霍夫曼"), ("ldhfm", "里德·霍夫曼"), ("huofuman", "里德·霍夫曼"), ("霍夫", "里德·霍夫曼"), ("sam", "Sam Altman"),
        ("altm", "Sam Altman"), ("360a", "360安全"), ("360anq", "360安全"), ("okay", "OKAY智慧教育"), ("okayzh", "OKAY智慧教育"),
        ("tcpip", "TCP/IP"), ("tcp/", "TCP/IP"), ("zsyh", "招商银行"), ("zhaoshang银", "招商银行"), ("银行", "招商银行"),
        ("鹅", "腾讯"), ("ec", "腾讯"), ("tengxunk", "腾讯"), ("腾讯控", "腾讯"),
    ],
)  # fmt: skip
def test_surnames_other_readings_foreign_names_and_organisations_are_found(many: Index, typed: str, name: str) -> None:
    assert name in names(many, typed)


def test_a_surname_read_as_one_comes_before_a_reading_that_it_has_elsewhere(tmp_path: Path) -> None:
    """However much is known of the other."""
    index = filled(
        tmp_path / "index",
        thing("单雄信", articles=90),
        thing("丹增"),
        thing("山涛"),
        thing("单县", kind="LOC"),
        thing("单一制", kind="WORK", articles=9),
    )
    assert names(index, "dan") == ["单一制", "丹增", "单县", "单雄信"]
    assert names(index, "shan")[:1] == ["单雄信"]


@given(st.data())
def test_whoever_types_a_name_in_any_mixture_finds_it_at_every_letter(many: Index, data: st.DataObject) -> None:
    """Each character as itself, its sound or the beginning of that; stopping anywhere. Longer rows of letters than four
    characters make can be read in more ways than are tried."""
    name = data.draw(st.sampled_from([name for name in (*PERSONS, *OTHERS) if len(name) <= 4]))
    row = units(name, person=name in PERSONS)[:MOST_UNITS]
    pieces = []
    for unit in row:
        sound = data.draw(st.sampled_from(unit.sounds))
        wide = not unit.text.isascii()
        pieces.append(data.draw(st.sampled_from((unit.text, sound, sound[:1]) if wide else (unit.text,))))
    typed = "".join(pieces)
    typed = typed[: data.draw(st.integers(1, len(typed)))]
    found = many.suggest(typed, limit=50)
    assert name in [one.label for one in found], typed
    for one in found:
        assert 0 <= one.start < one.end <= len(one.name)


@given(st.text(max_size=80), st.integers(1, 50))
def test_anything_may_be_typed(many: Index, typed: str, limit: int) -> None:
    assert len(many.suggest(typed, limit=limit)) <= limit


@pytest.mark.parametrize(
    "typed", ["", " ", "。，！", "😀", "\x00\x1b", "'\"()[]{}*?~^:\\", "a" * 10_000, "潘" * 10_000]
)
def test_what_can_be_no_name_finds_nothing(many: Index, typed: str) -> None:
    assert many.suggest(typed, limit=10) == []


def test_the_better_it_fits_the_sooner_it_comes_and_then_the_more_is_known(tmp_path: Path) -> None:
    index = filled(
        tmp_path / "index",
        thing("华为", kind="ORG"),
        thing("华为云", kind="PRODUCT", articles=2),
        thing("华为技术", kind="ORG", articles=5),
        thing("菊厂", "华为公司", kind="ORG", articles=90),
        thing("深圳华为", kind="ORG", articles=80),
        thing("HW", kind="WORK"),
        thing("胡伟", articles=70),
        thing("华文", articles=60),
        thing("华威", articles=50),
    )
    assert names(index, "华为") == ["华为", "华为技术", "华为云", "菊厂", "深圳华为"]
    assert names(index, "hw")[:4] == ["HW", "菊厂", "胡伟", "华文"]
    assert names(index, "huawei")[:3] == ["华威", "华为", "菊厂"]
    assert names(index, "huaw")[:4] == ["菊厂", "华文", "华威", "华为技术"]
    assert names(index, "华为", limit=2) == ["华为", "华为技术"]
    assert names(index, "华为", kind="PRODUCT") == ["华为云"]


def test_the_order_does_not_tell_how_the_index_came_about(tmp_path: Path) -> None:
    """Namesakes of whom equally much is known, put in one after the other or all at once, once or again."""
    same = [thing("王伟", local=f"王伟_{number}") for number in range(30)]
    one = filled(tmp_path / "one", *same)
    other = filled(tmp_path / "other", *random.Random(1).sample(same, 30), *same[:9], every=4)
    for typed in ("王", "wangwei", "ww"):
        found = one.suggest(typed, limit=10)
        assert len({each.entity for each in found}) == 10
        assert other.suggest(typed, limit=10) == found


def test_a_thing_with_many_names_comes_once_and_leaves_room(tmp_path: Path) -> None:
    aliases = [f"老王{number}" for number in range(60)]
    index = filled(tmp_path / "index", thing("甲", *aliases, articles=9), thing("乙", "老王家"))
    assert names(index, "老王", limit=2) == ["甲", "乙"]


def test_a_name_without_end_costs_no_more_than_a_long_one() -> None:
    """An article may call something by a whole book."""
    for letters in ("a" * 100_000, "a b·" * 100_000, "潘" * 100_000):
        terms = [terms for terms, _, _ in documents(thing(letters), "")]
        assert sum(map(len, terms)) < 30_000


def test_what_was_typed_is_marked_in_the_name_that_fits(many: Index) -> None:
    def marked(typed: str) -> tuple[str, str, str]:
        one = many.suggest(typed, limit=1)[0]
        return one.label, one.name, one.name[one.start : one.end]

    assert marked("pangu") == ("潘国华", "潘国华", "潘国")
    assert marked("騰訊k") == ("腾讯", "騰訊控股", "騰訊控")
    assert marked("ldhf") == ("里德·霍夫曼", "里德·霍夫曼", "里德·霍夫")
    assert marked("银行") == ("招商银行", "招商银行", "银行")
    assert marked("tcpi") == ("TCP/IP", "TCP/IP", "TCP/I")


def test_an_entity_that_goes_or_is_called_otherwise_is_suggested_no_more(tmp_path: Path) -> None:
    index = filled(tmp_path / "index", thing("潘国华", "老潘"))
    index.put_entity(EntityRow("潘国华", "潘总", "PER", (), 2))
    index.commit(2)
    assert [names(index, typed) for typed in ("pgh", "laop", "pz")] == [[], [], ["潘总"]]
    index.remove_entity("潘国华")
    index.commit(3)
    assert names(index, "潘") == []
