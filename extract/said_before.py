"""Whether the words in front of a marked span make a quotation of it: a verb of saying, and where it ends."""

import re

from extract.marks import Marked
from extract.sayings import (
    AMOUNTS_TO,
    CALLS_HIM,
    DONE,
    GOES_ON,
    NOUN_FOLLOWS,
    ONLY_NAMES,
    RATES,
    STOPS,
    VERB,
    VERB_IN_FRONT,
    VERB_OF_CLAUSE,
    VERB_RIGHT_BEFORE,
    WORDING_IS,
)

_CLAUSE_END = re.compile(r"[。！？!?；;\n]|$")


def said_before(text: str, before: str, span: Marked, *, spoken: bool, clause: bool) -> int:
    """Where in `before` the verb ends that makes what follows a quotation, 0 where none does. What does not end like
    speech (`spoken`) has it right in front, or ends the clause that it opens (某某表示，引援“到此为止”), or is a
    clause itself and no object (她认为光谱“只能告诉你有盐”)."""
    if ONLY_NAMES.match(text, span.end + 1):
        return 0
    stops = bool(STOPS.match(text, span.end + 1))
    if WORDING_IS.search(before):
        return len(before) if spoken or clause or stops else 0
    if (match := VERB_RIGHT_BEFORE.search(before)) and not NOUN_FOLLOWS.search(before, 0, match.start()):
        return match.end() if spoken or clause or stops else 0
    if not spoken and stops and (match := RATES.search(before) or GOES_ON.search(before)):
        return match.end("verb")
    if not spoken and stops and clause and (match := CALLS_HIM.search(before)):
        return match.end("verb")
    if not spoken and stops and clause and AMOUNTS_TO.search(before) and (match := VERB_OF_CLAUSE.search(before)):
        return match.end()
    if spoken:
        verbs = [VERB]
    elif DONE.search(before):
        return 0
    else:
        verbs = [VERB_IN_FRONT] if clause and stops else []
        verbs += [VERB_OF_CLAUSE] if _CLAUSE_END.match(text, span.end + 1) else []
    # 某某提醒，另一人也有过承诺，“…”: what a clause of saying opens is hers who says it, whatever others are said to say.
    for verb in (VERB_OF_CLAUSE, *verbs) if verbs else ():
        ends = [m.end() for m in verb.finditer(before) if not NOUN_FOLLOWS.search(before, 0, m.start())]
        if ends:
            return ends[-1]
    return 0
