"""Whether a query will read the whole graph: a look at its tokens, not a parse, as it is only a word of warning."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<bound>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
      |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|[+-]?\.?\d[\w.]*|(?:true|false)\b)
    |(?P<blank>_:\w+)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.-]{0,99})?:[\w.:%\\-]*)
    |(?P<word>\w+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_OPEN, _CLOSE = "({", ")}"
# Characters of a query that is looked at: on some texts the pattern above takes the square of their length.
_LONGEST = 4_000


def scans_everything(query: str) -> bool:
    """Whether there is no term in any pattern of the query to look up, and no LIMIT anywhere: every triple of the graph would be
    read and given out. An ASK stops at the first; of a long query nothing is said."""
    if len(query) > _LONGEST:
        return False
    tokens = list(_tokens(query))
    depth, variables, index = 0, 0, 0
    while index < len(tokens):
        kind, text = tokens[index]
        word = text.upper() if kind == "word" else ""
        before = tokens[index - 1] if index else ("", "")
        if word == "LIMIT" or (word in ("ASK", "FROM") and not depth):
            return False
        if word == "SELECT" or (word == "BASE" and not depth) or (word == "PREFIX" and not depth):
            index = _past_clause(tokens, index + 1, prologue=word != "SELECT")
            continue
        if kind == "name" and before == ("word", "FILTER"):  # a function, whose arguments come next
            index = _past_brackets(tokens, index + 1)
            continue
        # an expression, the arguments of a function, the template of a CONSTRUCT
        if (text == "(" and before[0] == "word" and before[1] != "a") or (text == "{" and before[1] == "CONSTRUCT"):
            index = _past_brackets(tokens, index)
            continue
        if depth and (kind in ("bound", "name") or text == "a"):
            return False
        variables += depth > 0 and kind == "variable"
        depth += (text == "{") - (text == "}")
        index += 1
    return variables > 0


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind != "space":
            text = match[0]
            yield kind, text.upper() if kind == "word" and text != "a" else text


def _past_clause(tokens: list[tuple[str, str]], index: int, *, prologue: bool) -> int:
    """The first token after what is projected, or after a declaration."""
    if prologue:
        return next((i + 1 for i in range(index, len(tokens)) if tokens[i][0] == "bound"), len(tokens))
    while index < len(tokens) and tokens[index][1] not in ("{", "WHERE", "FROM"):
        index = _past_brackets(tokens, index) if tokens[index][1] == "(" else index + 1
    return index


def _past_brackets(tokens: list[tuple[str, str]], index: int) -> int:
    """The first token after the brackets that open here."""
    depth = 0
    while index < len(tokens):
        depth += (tokens[index][1] in _OPEN) - (tokens[index][1] in _CLOSE)
        index += 1
        if not depth:
            break
    return index
