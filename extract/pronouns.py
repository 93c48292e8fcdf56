"""Whom 他 and 她 mean: the person named last, but nobody of the other gender, and not who was only named as the kin of the
one that the text is about (李一的母亲王二是老师。他…)."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Gender = Literal["m", "f"]
_SHE = "母亲|妈妈|妻子|太太|夫人|老婆|女儿|长女|次女|独女|妹妹|姐姐|奶奶|外婆|阿姨|姑姑|胞妹|胞姐|其妹|其妻|其母|其女|遗孀|女友|女士"
_HE = "父亲|爸爸|丈夫|老公|儿子|长子|次子|独子|弟弟|哥哥|爷爷|外公|叔叔|胞弟|胞兄|其弟|其兄|其夫|其父|其子|男友"
_KIN = re.compile(rf"(?:(?P<f>{_SHE})|(?P<m>{_HE}))(?:、[^，。；！？]{{0,8}}|是|叫|名叫)?$")
_SPOUSE = re.compile(r"妻|太太|夫人|老婆|丈夫|老公|夫[^，。；]{0,6}$")
_COURTESY = re.compile(r"（?(?:(?P<f>女士|小姐|，女)|(?P<m>先生|，男))")
_NAMED_FOR = re.compile(r"(?:(?P<f>女士|小姐|阿姨|婆婆|奶奶|太太|大妈|姐)|(?P<m>先生|叔|伯|爷爷|大爷|哥))$")
_NO_SUBJECT = re.compile(
    r"(?:对|向|给|被|与|和|由|从|把|让|跟|同|为|据|(?<![人长裁理官席记师者])是|见到|认识|告诉|采访)$"
)
# 李一的女儿李三骑车回家: what she does makes the kin the subject, but not what she is.
_OF_KIN = re.compile(rf"(?:的|之)?(?:{_SHE}|{_HE})")
_DOES_NOTHING = re.compile("[是为叫、，。；：（在有出生也的和与]|$")
# Who is only asked what they think of the one that the text is about.
_SAYS = re.compile(
    r"(?:[^，。；！？]{0,8}?)(?:说|表示|回忆|认为|介绍|坦言|指出|感叹|透露|强调|解释|称|笑道|告诉|评价|补充|直言|谈到|提到|觉得|看来|建议)"
)
_BEFORE = 16  # characters in front of a name that tell whose kin it is
_REACH = 6  # a pronoun means one of the last persons named


def _gender(match: re.Match[str] | None) -> Gender | None:
    return None if match is None else "f" if match["f"] else "m"


@dataclass(slots=True)
class People:
    """The persons of an article as they come up."""

    _recent: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)  # the last one last; whether as kin only
    _subjects: list[tuple[str, ...]] = field(default_factory=list)  # of this sentence, who came first, and of the last
    _genders: dict[tuple[str, ...], Gender] = field(default_factory=dict)
    _counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _asked: set[tuple[str, ...]] = field(default_factory=set)  # who is quoted
    _end: int = 0  # of the last name in this sentence
    _opens: bool = False  # the sentence begins a paragraph
    _fresh: bool = True  # nobody has come up in this sentence yet
    _aside: bool = False  # the last person came up as the object of something

    def open(self, *, paragraph: bool) -> None:
        """A sentence begins, and a paragraph with it."""
        self._opens = paragraph
        self._end = 0
        self._subjects = self._subjects[-1:]
        self._fresh = True

    def name(self, members: tuple[str, ...], text: str, start: int, end: int) -> None:
        """A person is named at `text[start:end]`."""
        before, name, after = text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + 3]
        kin = _KIN.search(before)
        self._aside = bool(
            (kin and not self._fresh) or _NO_SUBJECT.search(before)
        )  # 女儿李三赶回家里: she is the subject
        acts = bool(self._end and _OF_KIN.fullmatch(text, self._end, start) and not _DOES_NOTHING.match(text, end))
        if acts:
            self._aside = False
            self._subjects = self._subjects[:-1]
        if (self._fresh or acts) and not self._aside:
            self._subjects.append(members)
        self._fresh = False
        self._end = end
        self._counts[members] += 1
        if _SAYS.match(text, end):
            self._asked.add(members)
        gender = _gender(_NAMED_FOR.search(name)) or _gender(_COURTESY.match(after)) or _gender(kin)
        if gender:
            self._genders.setdefault(members, gender)
            first = next((m for m, as_kin in reversed(self._recent) if not as_kin), None)
            if kin and first and _SPOUSE.search(before):
                self._genders.setdefault(first, "m" if gender == "f" else "f")
        self._recent = [one for one in self._recent if one[0] != members][-_REACH:]
        self._recent.append((members, kin is not None and not acts))

    def meant(self, pronoun: str, after: str = "", many: int = 1) -> tuple[str, ...] | None:
        """Whom `pronoun`, with `after` behind it, means, None where nobody was named: 他, 她, 他们; of 两人 the `many`
        named last."""
        if many > 1:
            last = tuple(dict.fromkeys(member for members, _ in self._recent for member in members))[-many:]
            return last if len(last) == many else None
        if pronoun not in ("他", "她"):
            return self._recent[-1][0] if self._recent else None
        gender: Gender = "f" if pronoun == "她" else "m"
        if self._fresh and self._subjects:
            subject = self._topic(
                gender, after
            )  # nobody is named in this sentence yet: of whom the last one spoke first
            if self._genders.get(subject, gender) == gender:
                self._genders.setdefault(subject, gender)
                self._fresh = False
                self._subjects.append(subject)
                return subject
        return self._last(gender)

    def _topic(self, gender: Gender, after: str) -> tuple[str, ...]:
        """Whom the sentence before spoke of; of who was only asked about somebody a new paragraph goes on with that one."""
        subject = self._subjects[-1]
        if not self._opens or subject not in self._asked or self._counts[subject] > 2 or _SAYS.match(after):
            return subject
        main, count = max(self._counts.items(), key=lambda one: one[1])
        return main if count > 2 and self._genders.get(main, gender) == gender else subject

    def _last(self, gender: Gender) -> tuple[str, ...] | None:
        """The person named last who can be of `gender`."""
        fitting = [one for one in reversed(self._recent) if self._genders.get(one[0], gender) == gender]
        if not fitting:
            return self._recent[-1][0] if self._recent else None
        members, as_kin = fitting[0]
        if as_kin:  # the one whose kin that is comes first, unless a pronoun said that the other is no 他
            sure = self._genders.get(members) == gender
            own = next((m for m, kin in fitting[1:3] if not kin), None)
            if own is not None and (self._genders.get(own) == gender or not sure):
                members = own
        self._genders.setdefault(members, gender)
        return members
