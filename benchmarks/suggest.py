"""What completing names costs at a million entities: building the index, its size, and the time of a suggestion in process and
by HTTP, letter by letter as people type. SQLite's FTS5 and a sorted list answer the same beginnings where they can: names
and whole pinyin, no mixtures, no initials. Other programs disturb milliseconds: each beginning is asked for three times, and the
best counts; in brackets, what one in a hundred of all takes.

    python benchmarks/suggest.py [--entities 1000000] [--asked 4000] [--keep DIR]
"""

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from heapq import nlargest
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

from connecting import connected
from load import apart, row, size

from corpus.article import Article
from extract.reading import Entity, Mention, Reading, Sentence
from graph.home import Home
from graph.index import Index
from graph.naming import EntityRow
from graph.spelling import units
from graph.words import name_key
from ontology.predicates import EntityType

LIMIT = 10
ROUNDS = 3
# Hundredths of a per cent of the people in China, after the census of 2020; from there on they fall as the rank rises.
SURNAMES = "王720 李718 张680 刘540 陈450 杨309 黄230 赵220 吴203 周195 徐165 孙155 马131 朱126 胡121 郭115 何112 高103 林108 罗95"
FURTHER = (
    "郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段"
    "雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解仇查盖翟"
)
GIVEN = (
    "英华文玉明国建志秀春红军平伟丽海金林小永晓庆光云新生德成东桂荣江福兰祥龙敏强杰俊辉清忠燕凤波芳静勇峰珍宝学霞鹏飞娟超宏"
    "洪立梅艳浩宇涛利胜刚斌雪振良世兴梦佳思雨子欣怡诗涵轩泽博雅婷雯琳莉娜瑞嘉航凯宁安远山川松柏若然亦之远砚青临舟"
)
PLACES = "北京 上海 深圳 广州 杭州 成都 武汉 南京 西安 重庆 苏州 长沙 天津 郑州 青岛 厦门 宁波 合肥 济南 长春".split()
MIDDLES = "华源天和中信恒远瑞丰鼎盛金泰安康宏达新创智云万科海通东方星辰蓝光博雅凯明"
TRADES = "科技 医药 银行 汽车 能源 半导体 物流 教育 文化 投资 电子 食品 建筑 传媒 网络 生物".split()
ENDS = "有限公司 集团 股份有限公司 研究院 大学 基金会 中学 协会".split()
FOREIGN = "斯特尔德克里夫曼森伯格罗拉诺维奇安德烈亚历山大卡洛伊莎贝麦约翰逊彼得威廉姆娜塔丽霍普金乔治"
LATIN = "an ber con del en far gor hal in jo ker lan mor nel os per quin ros sten tor ur van wes xen yor zel".split()


def main() -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=4_000, help="beginnings that are asked for")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a data directory to fill, or to go on with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.keep or Path(folder, "data")
        path = index_of(data)
        if not (path / "meta.json").exists() or not Index(path).suggest("王", limit=1):
            took = apart(fill, path, options.entities)
            row(
                "built",
                f"{took['seconds']:.0f} s, {options.entities / took['seconds']:,.0f} entities/s, {took['mb']:,.0f} MB",
            )
        row("on the disk", f"{size(path) / 1e6:,.0f} MB, {size(path) / options.entities:,.0f} bytes an entity")
        asked = list(typed(options.entities, options.asked))
        index = Index(path)
        plain = [one for one in asked if one.plain]
        table, ordered = Table(options.entities), Sorted(options.entities)
        row("beginnings", f"{len(asked):,} of 1 to 12 signs, {len(plain):,} of them of a name or of its pinyin")
        ways: dict[str, tuple[Callable[[str], object], Sequence[Typed]]] = {
            "in process": (lambda text: index.suggest(text, limit=LIMIT), asked),
            "  names and pinyin only": (lambda text: index.suggest(text, limit=LIMIT), plain),
            "  SQLite FTS5": (table.suggest, plain[:200]),
            "  a sorted list": (ordered.suggest, plain),
        }
        for name, (ask, texts) in ways.items():
            row(name, spread(texts, ask))
        for length in (1, 2, 3):
            row(f"  {length} typed", spread([one for one in asked if len(one.text) == length], ways["in process"][0]))
        for text in ("w", "王", "z", "zh", "公司", "wx", "pgh", "zgrmyh", "国"):
            row(f"  {text}", spread([Typed(text, False)] * 50, ways["in process"][0]))
        with serving(data) as (url, pid), client(url) as ask:
            row("by HTTP", spread(asked, ask))
            row("memory of the server", f"{resident(pid):,.0f} MB resident")
            row("a new name until it is suggested", f"{appearing(data, ask):.2f} s")


class Typed:
    """Something that is typed; `plain` where it begins a name or its whole pinyin."""

    def __init__(self, text: str, plain: bool) -> None:
        self.text, self.plain = text, plain


def entities(number: int, *, seed: int = 6) -> Iterator[EntityRow]:
    """Things that do not exist, the same for the same seed: six of ten persons, a quarter organisations."""
    chance = random.Random(seed)
    common = [(entry[0], int(entry[1:])) for entry in SURNAMES.split()]
    common += [(name, round(1900 / rank)) for rank, name in enumerate(FURTHER, 21)]
    surnames, weights = [name for name, _ in common], list(accumulate(weight for _, weight in common))
    given = list(accumulate(1 / (10 + place) for place in range(len(GIVEN))))

    def signs(row: str, most: int) -> str:
        return "".join(chance.choice(row) for _ in range(most))

    for place in range(number):
        kind: EntityType = "PER"
        aliases: tuple[str, ...] = ()
        lot = chance.random()
        if lot < 0.55:
            first = chance.choices(surnames, cum_weights=weights)[0]
            name = first + "".join(chance.choices(GIVEN, cum_weights=given, k=1 + (chance.random() < 0.8)))
            aliases = (f"老{first}",) if chance.random() < 0.05 else ()
        elif lot < 0.62:
            name = f"{signs(FOREIGN, chance.randint(2, 3))}·{signs(FOREIGN, chance.randint(2, 4))}"
        elif lot < 0.65:
            name = " ".join("".join(chance.choices(LATIN, k=2)).title() for _ in range(2))
        elif lot < 0.90:
            kind = "ORG"
            short = signs(MIDDLES, 2) + chance.choice(TRADES)
            name = chance.choice(PLACES) + short + chance.choice(ENDS)
            aliases = (short,)
        elif lot < 0.95:
            kind, name = "LOC", signs(MIDDLES + GIVEN, 2) + chance.choice("县市镇村路区山河")
        else:
            kind, name = "WORK", signs(GIVEN, chance.randint(3, 6))
        yield EntityRow(f"e{place}", name, kind, aliases, min(50_000, int(chance.paretovariate(0.9))))


def index_of(data: Path) -> Path:
    """The directory of the index of a data directory, which is made where there is none."""
    with Home(data) as home:
        with home.own("benchmark"):
            pass
        current = home.generations.current()
        assert current
        return current / "index"


def fill(path: Path, number: int) -> dict[str, float]:
    """Puts the entities into an index."""
    began = time.perf_counter()
    index = Index(path)
    for entity in entities(number):
        index.put_entity(entity, f"任职于：{entity.label[:2]}集团")
    index.commit(0)
    index.close()
    return {
        "seconds": time.perf_counter() - began,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def typed(number: int, times: int) -> Iterator[Typed]:
    """What people type on their way to a name, letter by letter; of the names, half are of things much spoken of."""
    chance = random.Random(1)
    some = [entity for place, entity in enumerate(entities(number)) if entity.articles > 200 or place % 50 == 0]
    known = sorted(some, key=lambda entity: -entity.articles)[: max(1, len(some) // 10)]
    for place in range(times):
        entity = chance.choice(known if place % 2 else some)
        name = chance.choice((entity.label, *entity.aliases))
        row = units(name, person=entity.type == "PER")
        sounds = [unit.sounds[0] if unit.sounds else unit.text for unit in row]
        way = chance.choice(("name", "pinyin", "initials", "mixture"))
        if way == "name":
            whole = name_key(name)
        elif way == "pinyin":
            whole = "".join(sounds)
        elif way == "initials":
            whole = "".join(sound[0] for sound in sounds)
        else:
            whole = "".join(
                chance.choice((unit.text, sound, sound[0])) for unit, sound in zip(row, sounds, strict=True)
            )
        yield Typed(whole[: chance.randint(1, min(12, len(whole)))], way in ("name", "pinyin"))


class Table:
    """The names and their pinyin in SQLite's full-text index, with what is known of each."""

    def __init__(self, number: int) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, label, articles)")
        self._db.execute("CREATE VIRTUAL TABLE names USING fts5(name, thing UNINDEXED, prefix='1 2 3', detail=none)")
        for place, entity in enumerate(entities(number)):
            self._db.execute("INSERT INTO things VALUES (?, ?, ?)", (place, entity.label, entity.articles))
            self._db.executemany("INSERT INTO names VALUES (?, ?)", [(key, place) for key in keys(entity)])

    def suggest(self, text: str) -> object:
        """The most spoken of things with a name that begins so."""
        sql = (
            "SELECT DISTINCT id, label FROM names JOIN things ON id = thing WHERE names MATCH ?"
            " ORDER BY articles DESC LIMIT ?"
        )
        return self._db.execute(sql, (f'"{name_key(text)}"*', LIMIT)).fetchall()


class Sorted:
    """The names and their pinyin in their order; of those that begin alike the most spoken of are looked for one by one."""

    def __init__(self, number: int) -> None:
        self._rows = sorted((key, entity.articles, entity.local) for entity in entities(number) for key in keys(entity))

    def suggest(self, text: str) -> object:
        """The most spoken of things with a name that begins so."""
        key = name_key(text)
        start, end = bisect_left(self._rows, (key,)), bisect_left(self._rows, (key + "\U0010ffff",))
        return nlargest(LIMIT, self._rows[start:end], key=lambda one: one[1])


def keys(entity: EntityRow) -> set[str]:
    """The names of an entity and how they sound."""
    found = set()
    for name in (entity.label, *entity.aliases):
        row = units(name, person=entity.type == "PER")
        found |= {name_key(name), "".join(unit.sounds[0] if unit.sounds else unit.text for unit in row)}
    return found


def spread(asked: Sequence[Typed], ask: Callable[[str], object]) -> str:
    """What asking takes: each is asked three times and the best counts; and what one in a hundred takes of all."""
    best, every = [], []
    for one in asked:
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            ask(one.text)
            took.append((time.perf_counter() - began) * 1000)
        best.append(min(took))
        every += took
    best.sort()
    every.sort()
    p50, p99 = (best[int(len(best) * share)] for share in (0.5, 0.99))
    return f"p50 {p50:.2f} ms, p99 {p99:.2f} ms, most {best[-1]:.2f} ms ({every[int(len(every) * 0.99)]:.2f})"


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, int]]:
    """The address and the number of a server over the data directory."""
    command = [sys.executable, "-m", "server.cli", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[3], process.pid
        process.terminate()


@contextmanager
def client(url: str) -> Iterator[Callable[[str], bytes]]:
    """What asks on one connection."""

    def ask(text: str) -> bytes:
        connection.request("GET", f"/api/v1/suggest?q={quote(text)}&limit={LIMIT}")
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        return body

    with connected(url) as connection:
        ask("热身")
        yield ask


def resident(pid: int) -> float:
    """MB of a process's memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def appearing(data: Path, ask: Callable[[str], bytes]) -> float:
    """Seconds from the keeping of an article until a name that only it has is suggested."""
    name = "澹台砚之"
    text = f"{name}来了。"
    article = Article("new", "", text)
    mention, entity = Mention(0, len(name), name, "PER", "p", 1.0), Entity("p", "PER", name)
    with Home(data) as home:
        home.put(Reading(article, "benchmark", (Sentence(0, len(text)),), (mention,), (), (entity,)))
        began = time.perf_counter()
        while name not in ask("ttyz").decode():
            time.sleep(0.01)
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
