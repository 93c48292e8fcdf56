"""What was understood of a question, as a line in Chinese: 谁 —投资→ 南极圈（2014年）."""

from graph.questions.pattern import Link, Node, Query
from ontology.predicates import CLASSES, ENTITY_TYPES, PREDICATES

_WANTS = {
    "list": "{}",
    "count": "有几个：{}",
    "when": "时间：{}",
    "amount": "金额：{}",
    "sum": "金额合计：{}",
    "truth": "是否：{}",
    "profile": "关于{}的一切记载",
    "ties": "{}与{}之间的关系",
    "names": "{}的其他名称",
    "reports": "提到{}的报道",
}
_ORDERS = {
    "count": ("最多", "最少"),
    "amount": ("金额最大", "金额最小"),
    "number": ("最大", "最小"),
    "day": ("最晚", "最早"),
}
_UNKNOWNS = "某甲 某乙 某丙 某丁".split()


def told(query: Query) -> str:
    """The line for a query."""
    node = _name(query.node, query)
    if query.want == "happened":
        whom = f"与{node}有关的" if query.node.things else ""
        return f"{query.when.words if query.when else ''}{whom}事（句中写明这一时间）"
    if query.want == "speaker":
        return f"谁说过「{query.node.values[0]}」"
    if query.want == "said":
        return f"{node}说过的话" + (f"（提到{_name(query.other, query)}的）" if query.other else "")
    if query.want == "ties" and query.other:
        return _WANTS["ties"].format(node, _name(query.other, query))
    if query.want in ("profile", "names", "reports"):
        return _WANTS[query.want].format(node)
    links = "；".join(_link(link, query) for link in query.links) or f"{node} 是 {_kinds(query.node)}"
    if query.best:
        which = _ORDERS[query.best.by][not query.best.most]
        return f"{'；'.join((links, f'{node} 中{which}者'))}"
    return _WANTS[query.want].format(links)


def _link(link: Link, query: Query) -> str:
    verb = link.verb
    relation = "或".join(PREDICATES[name].zh for name in verb.wording.predicates)
    words = f"{_name(link.subject, query)} —{relation}→ {_name(link.object, query)}"
    limits = [verb.when.words] if verb.when else []
    limits += [verb.amount.words] if verb.amount else []
    if verb.wording.said or link.subject.said or link.object.said:
        limits.append(f"原句与「{verb.words}」相合" if verb.wording.said else "原句与所问类别相合")
    return words + (f"（{'，'.join(limits)}）" if limits else "")


def _name(node: Node, query: Query) -> str:
    if node.things:
        return "、".join(dict.fromkeys(thing.label for thing in node.things))
    if node.values:
        return "／".join(node.values)
    kind = _kinds(node)
    if node.at == query.node.at:
        return f"？{kind}"
    others = [other.at for other in query.nodes() if other.open and other.at != query.node.at]
    return _UNKNOWNS[others.index(node.at) % len(_UNKNOWNS)] + kind


def _kinds(node: Node) -> str:
    kinds = "" if set(node.types) == set(ENTITY_TYPES) else "或".join(CLASSES[kind].zh for kind in node.types)
    part = (
        f"名称以「{node.part.strip('$()')}」结尾"
        if node.part.endswith("$")
        else f"名称含「{node.part}」"
        if node.part
        else ""
    )
    told = "，".join(filter(None, (kinds, part)))
    return f"（{told}）" if told else ""
