"""Bytes of a file as text: UTF-8, UTF-16 with its mark, GB18030 or Big5. Whatever is no text is refused."""

import codecs
import re
from dataclasses import dataclass

# The 250 commonest characters of Chinese by jieba's word counts, and their traditional forms. Real text, even a
# headline, draws a quarter of its characters from them; the wrong decoding of it draws them by accident only.
_COMMON = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方"
    "用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与"
    "文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院"
    "物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气"
    "汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领"
    "國爲為這個來會時學說們於後發對長過著業裏裡經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無見戰點場數樣"
    "問並萬級應資務氣漢總電聲設義統處馬兒領"
    "，。、：；“”「」《》！？（）\u3000"
)
_PLAUSIBLE = 0.2  # share of _COMMON below which a decoding is held for the wrong one
_BINARY = 0.2  # share of control characters above which decodable bytes are still no text
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class DecodingError(ValueError):
    """Bytes that are text in none of the known encodings; names the offending byte and its offset."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One decoding: the text up to the byte at which it fails, and that byte's offset."""

    encoding: str
    text: str
    failed_at: int | None

    def share(self) -> float:
        """Share of common characters among those that are not ASCII."""
        chinese = [char for char in self.text[:20_000] if char > "\x7f"]
        return sum(char in _COMMON for char in chinese) / len(chinese) if chinese else 0.0


def decode(data: bytes) -> str:
    """The text of `data`, without its byte order mark. Raises DecodingError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _accepted(data, _attempt(data[len(mark) :], encoding), skipped=len(mark))
    utf8 = _attempt(data, "utf-8")
    if utf8.failed_at is None:
        return _accepted(data, utf8)
    # Nearly any Big5 bytes are also some GB18030, so the likelier of the two is taken, not the first that decodes.
    legacy = max((_attempt(data, name) for name in ("gb18030", "big5hkscs")), key=_Attempt.share)
    farther = legacy.failed_at is None or legacy.failed_at > utf8.failed_at
    return _accepted(data, legacy if farther and legacy.share() >= _PLAUSIBLE else utf8)


def _attempt(data: bytes, encoding: str) -> _Attempt:
    try:
        return _Attempt(encoding, data.decode(encoding), None)
    except UnicodeDecodeError as error:
        return _Attempt(encoding, data[: error.start].decode(encoding), error.start)


def _accepted(data: bytes, attempt: _Attempt, *, skipped: int = 0) -> str:
    if attempt.failed_at is not None:
        at = attempt.failed_at + skipped
        raise DecodingError(f"byte 0x{data[at]:02X} at offset {at} is no {attempt.encoding.upper()} text")
    control = _CONTROL.search(attempt.text)
    if control and len(_CONTROL.findall(attempt.text)) > _BINARY * len(attempt.text):
        at = skipped + len(attempt.text[: control.start()].encode(attempt.encoding))
        raise DecodingError(f"binary data, no text: control character 0x{ord(control[0]):02X} at offset {at}")
    return attempt.text
