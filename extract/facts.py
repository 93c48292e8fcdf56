"""Facts: the rules (extract/rules.py) and the titles beside names (extract/appositions.py) over slotted sentences.

What the sentence does not repeat comes from what went before (extract/discourse.py). What stands in a quotation is not
read: it is its speaker's, not the article's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from extract.acceptance import facts_of, keep
from extract.appositions import apposed
from extract.careers import settled
from extract.clauses import clause, companions, date_beside, is_subject
from extract.discourse import Discourse
from extract.families import completed
from extract.foundings import PERSON_BEHIND, implied, of_another
from extract.hedges import doubted
from extract.kinship import Kinship
from extract.place_chains import nearest, nested
from extract.posts import leavings, may_leave, posts
from extract.reading import Entity, Fact, Mention
from extract.rule import Rule, When
from extract.rule_patterns import matching
from extract.script import simplify
from extract.sentence_patterns import SentencePattern
from extract.slots import SYMBOL, Pattern, Slot, with_lists, with_sides
from extract.statements import Statement
from extract.titles import Titles
from ontology.predicates import PREDICATES

# How the rules of a predicate see lists: not joined where the members of a pair have their own parts (甲和妻子乙).
_LISTS = {"spouse": "apart", "parent": "apart", "sibling": "apart", "founder": "loose", "partner": "sides"}
_LISTED: Mapping[str, Callable[[Pattern], Pattern]] = {
    "apart": lambda raw: raw,
    "described": lambda raw: with_lists(raw, described=True),
    "loose": lambda raw: with_lists(raw, described=True, loose=True),
    "sides": with_sides,
}
_RECEIVES_NOTHING = re.compile("(?:交易所|交所|证监会|委员会|日报|晚报|新闻|周刊|大学|政府|[局部])$")
# Of these one is a member; to join them is no work.
_SOCIETY = re.compile(
    r"(?:协会|学会|联合会|商会|校友会|同乡会|联盟|同盟|党|民盟|民革|致公党|九三学社|共青团|作协|文联)$"
)
_PUBLISHER = re.compile(r"(?:出版社|出版集团|出版公司|出版传媒|书局|书店|印书馆|书社|文艺社)$")
_MOVED = re.compile(
    r"(?:离职|辞职|离开)[^，。；]{0,4}，[^，。；]{0,6}(?:去了|转去|转往|转投|加入|加盟|入职|跳槽)"
)  # to the next house
_SALE = re.compile("收购|并购|最终协议|股权|股份|转让|认购|买卖|和解|保密协议|对赌|投资协议|租赁|贷款|借款|劳动合同")
_NO_TOPIC = re.compile("[由向从被给]$|来自$")
_OWN_DATE = re.compile(f"{SYMBOL['DATE']}由|[{SYMBOL['PER']}][于在]?{SYMBOL['DATE']}")
_TOGETHER = re.compile("[和与跟同][^，。；的]{0,6}$")
_VERB_OF = re.compile(f"[^{SYMBOL['LOC']}{SYMBOL['ORG']}]的$")
_DEALT_WITH = frozenset("向从与对")
_HOW = re.compile(rf"(?:的|前|原|现任)*(?:[{SYMBOL['TITLE']}{SYMBOL['FOUNDER']}]|员工|同事)")


def find_facts(
    sentences: Iterable[SentencePattern],
    *,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    titles: Titles,
    title: str,
) -> tuple[Fact, ...]:
    """The facts of an article, each once. `sentences` are its patterns in order, `titles` the known job titles by role,
    `title` the article's own title."""
    things = {e.id: e for e in entities}
    discourse = Discourse.of(mentions, entities, title)
    kinship = Kinship()
    found: dict[tuple[str, ...], Fact] = {}
    for sentence in sentences:
        discourse.now = sentence.end
        if sentence.opens:
            discourse.open()
        raw, chains = nested(discourse.resolved(sentence.pattern), discourse.names)
        listed = with_lists(raw)
        for statement in (*chains, *kinship.read(raw), *_said(raw, listed, discourse, titles)):
            for fact in facts_of(statement, sentence, things):
                keep(found, fact)
        if not sentence.aside:
            discourse.move(listed)
    return nearest(completed(settled(found.values())))


def _said(raw: Pattern, listed: Pattern, discourse: Discourse, titles: Titles) -> Iterator[Statement]:
    """All that one sentence states, but for kin and places."""
    statements = (
        *apposed(listed, raw, discourse, titles),
        *posts(listed, discourse, titles),
        *_stated(raw, discourse),
    )
    moved = may_leave(raw) and bool(_MOVED.search(raw.form))  # then the house they left is that of the sentences before
    left = tuple(leavings(listed, discourse)) if moved else ()
    for statement in statements:
        if statement.predicate == "worksFor":
            discourse.houses.update(dict.fromkeys(statement.subjects, statement.objects[-1:]))
    yield from statements
    yield from left if moved else leavings(listed, discourse)


def _stated(raw: Pattern, discourse: Discourse) -> Iterator[Statement]:
    """What the rules read in one sentence."""
    forms: dict[str, Pattern] = {}
    told: set[tuple[str, int]] = set()  # predicates and where their objects stand
    for one in matching(raw.form):
        rule = one.rule
        how = _LISTS.get(rule.predicate, "described")
        if how not in forms:
            forms[how] = _LISTED[how](raw)
        pattern = forms[how]
        for match in one.regex.finditer(pattern.form):
            if (
                not rule.says("s")
                and rule.says("o")
                and (rule.predicate, pattern.slots[match.start("o")].start) in told
            ):
                continue  # another rule has found the subject named
            if rule.hedged and doubted(pattern.form, match.start(), match.end()):
                continue
            statement = _statement(rule, match, pattern, discourse)
            if statement is not None:
                if rule.says("s") and rule.says("o"):
                    told.add((rule.predicate, pattern.slots[match.start("o")].start))
                yield statement
                yield from implied(statement, match, pattern)


def _statement(rule: Rule, match: re.Match[str], pattern: Pattern, discourse: Discourse) -> Statement | None:
    groups = match.re.groupindex

    def slot(name: str) -> Slot | None:
        return pattern.slots.get(match.start(name)) if name in groups and match.start(name) >= 0 else None

    predicate = PREDICATES[rule.predicate]
    kinds = rule.of or predicate.subjects
    title = slot("t")
    if title and not re.search(rule.titled, simplify(title.members[0])):
        return None
    subject, stated, money = slot("s"), slot("o"), slot("m")
    if rule.predicate == "founder" and subject and of_another(pattern, match, subject, stated):
        return None
    if (
        subject
        and subject.kind == "ORG"
        and match.start("s") == match.start()
        and _NO_TOPIC.search(pattern.form[: match.start()][-2:])
    ):
        return None  # 由某协会发起，2020年停办
    behind = PERSON_BEHIND.match(pattern.form, match.end()) if subject is None and "PER" in predicate.subjects else None
    if behind:
        subject = pattern.slots[behind.start("person")]  # 毕业于南京农业大学的钱以宁
    elif (
        stated
        and stated.kind == "ORG"
        and rule.agent
        and _only_describes(pattern, match.start("o"), at_head=match.start("o") == match.start())
    ):
        return None  # 由几位华为前工程师发起
    elif not (subject and stated) and pattern.form.startswith("的", match.end()):
        return None  # the words describe another noun: 从阿里系出来的创业者
    described = "s" in groups and bool(_VERB_OF.search(pattern.form, match.start(), match.start("s")))
    own = described and _OWN_DATE.search(pattern.form, match.start(), match.end())  # 1987年由他创办的
    dated = (
        rule.when != "none" and (not described or bool(own)) and not behind
    )  # 三个月前，她创办的基金会…: the date is another verb's
    # Of a founder a founding date follows: the date must be its own, or lead the clauses of one subject.
    alone = rule.predicate == "alumniOf" or (rule.predicate == "founder" and subject is not None and stated is not None)
    chained = subject is None or ("o" not in groups and predicate.literal is None)
    now = rule.when == "as of"
    date = (
        date_beside(pattern, match.start(), match.end(), own_clause=alone or now, chained=chained, near=now)
        if dated
        else None
    )
    if subject:
        subjects = subject.members[:1] if described else subject.members  # 她创办的甲与乙
    else:
        in_front = rule.implied == "before"
        subjects = discourse.subject(pattern, match.start(), kinds, own_clause=not in_front)
        if rule.predicate == "investor" and any(_RECEIVES_NOTHING.search(discourse.names[s]) for s in subjects):
            subjects = discourse.protagonist
    if stated is not None:
        objects = stated.members
        beside = _TOGETHER.search(pattern.form, 0, match.start("o")) if rule.predicate == "founder" else None
        if beside and stated.kind == "PER":  # 离职后和某某一起创办
            objects += discourse.subject(pattern, beside.start(), ("PER",))
    elif predicate.literal == "edtf":
        objects = (date,) if date else ()
    else:
        named = rule.predicate != "parentOrganization"  # of which the owner is no part of the clause
        objects = discourse.subject(pattern, match.start(), rule.of or predicate.objects, named=named)
        if rule.predicate == "founder" and objects:
            objects += tuple(p for p in companions(pattern, match.start()) if p not in objects)
    if rule.predicate == "partner" and _SALE.search(clause(pattern.form, match.start(), match.end())):
        return None  # 与某某签署收购协议: that sells
    if rule.predicate == "author":  # who prints a book has not written it
        objects = tuple(o for o in objects if not _PUBLISHER.search(simplify(discourse.names.get(o, ""))))
    if rule.predicate == "worksFor":
        objects = tuple(o for o in objects if not _SOCIETY.search(simplify(discourse.names.get(o, ""))))
    unsaid = subject is None or stated is None
    if not subjects or not objects or (unsaid and not set(subjects).isdisjoint(objects)):
        return None  # of somebody who would do it to himself, the other is not known
    return Statement(
        rule.predicate,
        subjects,
        objects,
        rule.confidence,
        None if predicate.literal == "edtf" else _held(rule.when, date),
        int(money.members[0]) if money else None,
        money.currency if money else None,
    )


def _only_describes(pattern: Pattern, index: int, *, at_head: bool) -> bool:
    """Whether the organisation at `index` is no doer but tells of one, or of whom the doer deals with."""
    if at_head and not is_subject(pattern, index):
        return True
    return bool(_HOW.match(pattern.form, index + 1)) or pattern.form[max(0, index - 1) : index] in _DEALT_WITH


def _held(when: When, date: str | None) -> str | None:
    """The EDTF of a fact's time from the date beside it."""
    if date is None or when == "none":
        return None
    if "/" in date or when in ("event", "as of"):
        return date
    return f"{date}/.." if when == "since" else f"../{date}"
