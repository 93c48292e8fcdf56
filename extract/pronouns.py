"""Whom 他 and 她 mean: the person named last, but nobody of the other gender, and not who was only named as the kin of the
one that the text is about (李一的母亲王二是老师。他…)."""

import re
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
    _fresh: bool = True  # nobody has come up in this sentence yet
    _aside: bool = False  # the last person came up as the object of something

    def open(self) -> None:
        """A sentence begins."""
        self._subjects = self._subjects[-1:]
        self._fresh = True

    def name(self, members: tuple[str, ...], text: str, start: int, end: int) -> None:
        """A person is named at `text[start:end]`."""
        before, name, after = text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + 3]
        kin = _KIN.search(before)
        self._aside = bool(
            (kin and not self._fresh) or _NO_SUBJECT.search(before)
        )  # 女儿李三赶回家里: she is the subject
        if self._fresh and not self._aside:
            self._subjects.append(members)
        self._fresh = False
        gender = _gender(_NAMED_FOR.search(name)) or _gender(_COURTESY.match(after)) or _gender(kin)
        if gender:
            self._genders.setdefault(members, gender)
            first = next((m for m, as_kin in reversed(self._recent) if not as_kin), None)
            if kin and first and _SPOUSE.search(before):
                self._genders.setdefault(first, "m" if gender == "f" else "f")
        self._recent = [one for one in self._recent if one[0] != members][-_REACH:]
        self._recent.append((members, kin is not None))

    def meant(self, pronoun: str, many: int = 1) -> tuple[str, ...] | None:
        """Whom `pronoun` means, None where nobody was named: 他, 她, 他们; of 两人 the `many` named last."""
        if many > 1:
            last = tuple(dict.fromkeys(member for members, _ in self._recent for member in members))[-many:]
            return last if len(last) == many else None
        if pronoun not in ("他", "她"):
            return self._recent[-1][0] if self._recent else None
        gender: Gender = "f" if pronoun == "她" else "m"
        if self._fresh and self._subjects:
            subject = self._subjects[-1]  # nobody is named in this sentence yet: of whom the last one spoke first
            if self._genders.get(subject, gender) == gender:
                self._genders.setdefault(subject, gender)
                self._fresh = False
                self._subjects.append(subject)
                return subject
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
