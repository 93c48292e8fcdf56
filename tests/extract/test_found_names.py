"""Names of people and places that the tagger alone gets wrong; all of them invented but for well-known places."""

from collections.abc import Callable

import pytest

from extract.reading import Reading


def named(reading: Reading) -> set[tuple[str, str]]:
    return {(m.text, m.type) for m in reading.mentions}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("渡口晚报讯（记者　凌云山　通讯员　柏川）昨夜起火。", ("凌云山", "PER")),
        ("新华社塔里克5月18日电（记者 林以宁）峰会开幕。", ("塔里克", "LOC")),
        ("渡口财经记者　马小渡　发自佛山\n\n铺面开了。", ("马小渡", "PER")),
        ("董事长澹台清本科就读于北京大学。", ("澹台清", "PER")),
        ("夫妻俩给女儿取名林晚渡，邻居都来看。", ("林晚渡", "PER")),
        ("大家都叫她K姐，她也不恼。", ("K姐", "PER")),
        ("首席增长官闵越至今记得那天。", ("闵越", "PER")),
        ("52岁的邝九斤每天扫街。", ("邝九斤", "PER")),
        ("CTO Maria Lindqvist 来自芬兰。", ("Maria Lindqvist", "PER")),
        ("他与Alice Kwan（关咏怡）在杭州创立公司。", ("Alice Kwan", "PER")),
        ("嘉宾是作家埃莱娜·杜邦（Hélène Dupont）。", ("Hélène Dupont", "PER")),
        ("做玻璃瓶的老邝说，账期太长。", ("老邝", "PER")),
        ("顾鹤年到场。顾鹤年的孙子顾未架起手机。", ("顾未", "PER")),
        ("他去年和法国人类学家合写了一本书。", ("法国", "LOC")),
        ("列车从霍尔果斯开到康斯坦察，要走半个月。", ("康斯坦察", "LOC")),
        ("我们走进雷山控岭村的博物馆。", ("控岭村", "LOC")),
        ("安化岚木村的茶树发芽了。", ("安化", "LOC")),
        ("岚州市昨天下雨。伤者被送到位于岚州人民路的医院。", ("人民路", "LOC")),
        ("他们在建国路的一家云南菜馆吃饭。", ("云南", "LOC")),
        ("他出生于苗栗头份，父亲是理发师。", ("头份", "LOC")),
        ("他从巴库飞到第比利斯。", ("巴库", "LOC")),
        ("合肥高新区给了补贴。", ("合肥高新区", "LOC")),
        ("Dr. Peter Hall表示，结果令人鼓舞。", ("Peter Hall", "PER")),
        ("山东泰山主场击败河南队。", ("山东泰山", "ORG")),
        ("处长率中国代表团与会。", ("中国", "LOC")),
    ],
)
def test_what_stands_beside_a_name_finds_it(read: Callable[..., Reading], text: str, mention: tuple[str, str]) -> None:
    assert mention in named(read(text))


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("他只保留董事席位。", "席位"),
        ("她只记得花名和工位。", "和工位"),
        ("女儿在同济大学任教授。", "任教授"),
        ("裂缝是从一张表格开始的。", "张表格"),
        ("“球不用充电，”这位50岁的商人说。", "商人说"),
        ("【渡口财经】4月23日讯　公司开业。", "渡口财经】4月23日讯"),
        ("岚田工作室（英文名 Octopus Games）开业。", "Octopus"),
        ("这不是它第一次冲刺资本市场。", "冲刺资本"),
        ("办公室在鼓楼东大街。", "东大街"),
    ],
)
def test_what_only_looks_like_a_name_is_none(read: Callable[..., Reading], text: str, surface: str) -> None:
    assert surface not in {text for text, _ in named(read(text))}


def test_a_village_is_found_again_by_its_stem(read: Callable[..., Reading]) -> None:
    reading = read("我们到了雷山控岭村。村里很静，静得不像控岭。")
    assert [m.text for m in reading.mentions if m.text == "控岭"] == ["控岭"]


def test_the_longest_country_decides_where_a_name_starts(read: Callable[..., Reading]) -> None:
    assert ("哈萨克", "LOC") not in named(read("集团与哈萨克斯坦国家铁路公司签约。"))


def test_a_firm_that_bears_its_familys_name_is_a_firm(read: Callable[..., Reading]) -> None:
    reading = read(
        "位于荷兰的范德林，是科内利斯·范德林办起来的。范德林董事会拒绝了报价。范德林监事会主席玛丽克·范德林说，"
        "范德林总部不搬。范德林股价大涨，范德林员工有三千人。"
    )
    assert {m.type for m in reading.mentions if m.text == "范德林"} == {"ORG"}
