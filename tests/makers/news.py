"""Articles as an extractor would read them: annotated ones, one that is hostile in every field, and one with odd names."""

from datetime import date
from typing import Any

from corpus.article import Article
from extract.reading import Date, Entity, Fact, Mention, Quote, Reading
from extract.sentences import split_sentences

XSS = "<script>alert('x')</script>\"'>&{{7*7}}"


def gold_reading(form: dict[str, Any]) -> Reading:
    """A gold article as a perfect extractor would read it; a fact's sentence is the one that names most of it."""
    text: str = form["text"]
    sentences = split_sentences(text)
    mentions = tuple(Mention(m["start"], m["end"], m["text"], m["type"], m["entity"], 0.9) for m in form["mentions"])
    entities = tuple(Entity(e["id"], e["type"], e["name"], tuple(e["aliases"])) for e in form["entities"])
    ids = {entity.id for entity in entities}

    def fact(found: dict[str, Any]) -> Fact:
        def naming(sentence: Any) -> int:
            inside = {m.entity for m in mentions if sentence.start <= m.start < sentence.end}
            words = text[sentence.start : sentence.end]
            return 2 * (found["subject"] in inside) + 3 * (found["object"] in inside or found["object"] in words)

        best = max(sentences, key=naming)
        amount = int(found["amount"]) if found.get("amount") else None
        return Fact(
            found["subject"],
            found["predicate"],
            found["object"],
            found["literal"],
            best.start,
            best.end,
            0.9 if naming(best) == 5 else 0.6,
            found.get("when"),
            amount,
            found.get("currency"),
        )

    return Reading(
        Article(
            form["id"],
            form["title"],
            text,
            date.fromisoformat(form["published"]),
            "示例日报",
            f"https://example.org/{form['id']}",
        ),
        "gold",
        sentences,
        mentions,
        tuple(Date(d["start"], d["end"], d["text"], d["edtf"], form["published"], "year-word") for d in form["dates"]),
        entities,
        tuple(fact(f) for f in form["facts"]),
        tuple(
            Quote(q["start"], q["end"], q["text"], q["speaker"] if q["speaker"] in ids else None)
            for q in form["quotes"]
        ),
    )


def hostile_reading() -> Reading:
    """An article that carries markup in every field that a page shows."""
    title = f"{XSS}标题"
    name, alias = f"{XSS}公司", "' onmouseover='alert(1)"
    body = f"{name}的创始人是{alias}。他说：“{XSS}”。<img src=x onerror=alert(2)> 去年</p><p>。"
    text = f"{title}\n\n{body}"

    def at(piece: str, *, after: int = 0) -> tuple[int, int, str]:
        start = text.index(piece, after)
        return start, start + len(piece), piece

    sentences = split_sentences(text)
    start, end = len(title) + 2, len(text)
    return Reading(
        Article(f"../{XSS} #?%2F", title, text, date(2024, 1, 2), XSS, "javascript:alert(3)"),
        XSS,
        sentences,
        (
            Mention(*at(name), "ORG", "o", 0.9),
            Mention(*at(alias), "PER", "p", 0.9),
        ),
        (Date(*at("去年"), "2023", XSS, XSS),),
        (Entity("o", "ORG", name, (f"{XSS}别名",)), Entity("p", "PER", alias, ())),
        (
            Fact("o", "founder", "p", False, start, end, 0.8, when=XSS, amount=7, currency="<b>"),
            Fact("p", "jobTitle", XSS, True, start, end, 0.8),
            Fact("o", "foundingDate", XSS, True, start, end, 0.8),
        ),
        (Quote(*at(XSS, after=text.index("他说")), "p"),),
    )


def odd_reading() -> Reading:
    """Names that no path likes, and text without a title, a date, a source or an address."""
    names = ["里德·霍夫曼", "OKAY智慧教育(北京)", "TCP/IP", "100%", "A_B C", "甲?乙#丙", "."]
    text = "、".join(names) + "在一起。"
    mentions, entities = [], []
    for number, name in enumerate(names):
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), name, "ORG", f"o{number}", 0.5))
        entities.append(Entity(f"o{number}", "ORG", name))
    facts = tuple(Fact("o0", "partner", f"o{n}", False, 0, len(text), 0.5) for n in range(1, len(names)))
    return Reading(
        Article("https://example.org/a//b?c=d#e", "", text), "odd", split_sentences(text), tuple(mentions), (),
        tuple(entities), facts,
    )  # fmt: skip
