import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import DecodingError, decode
from corpus.goldset import gold_articles

SIMPLIFIED = "雾桥科技昨日在上海宣布，公司已经完成新一轮融资，创始人说：“钱会用来修桥。”"
TRADITIONAL = "霧橋科技昨日在上海宣布，公司已經完成新一輪融資，創始人說：「錢會用來修橋。」"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
def test_every_gold_paragraph_is_read_in_every_encoding_that_can_write_it(encoding: str) -> None:
    """Headlines of twenty characters too: that is all there is to tell GB18030 and Big5 apart by."""
    tried = 0
    for article, _ in gold_articles():
        for paragraph in article.text.split("\n\n"):
            try:
                data = paragraph.encode(encoding)
            except UnicodeEncodeError:
                continue
            assert decode(data) == paragraph
            tried += 1
    assert tried > 10


def test_utf16_of_either_order_is_read_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == SIMPLIFIED
    assert decode(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le")) == SIMPLIFIED


@pytest.mark.parametrize(("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")])
def test_a_broken_byte_is_named_with_its_offset(text: str, encoding: str) -> None:
    sound = text.encode(encoding)
    with pytest.raises(DecodingError, match=rf"byte 0xFF at offset {len(sound)} is no {encoding.upper()}"):
        decode(sound + b"\xff\xff" + sound)


def test_the_broken_byte_is_that_of_the_encoding_that_reads_farthest() -> None:
    """鱼人 in UTF-8 is 楸间汉 in GB18030, common characters as well, which breaks off earlier."""
    with pytest.raises(DecodingError, match="at offset 15 is no UTF-8"):
        decode("鱼人，他说".encode() + b"\xff")


def test_a_broken_byte_after_a_mark_is_counted_from_the_beginning_of_the_file() -> None:
    with pytest.raises(DecodingError, match="byte 0xFF at offset 4 is no UTF-8"):
        decode(b"\xef\xbb\xbfa\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xd2\xb9\x8aX",
        b"\x7fELF\x02\x01\x01" + bytes(60),
        "Prague: Příliš žluťoučký kůň úpěl ďábelské ódy".encode("cp1250"),
        "한국어 문장입니다. 서울에서 열린 회의에 대통령이 참석했다고 밝혔다.".encode("euc-kr"),
        "plain ASCII in UTF-16 without its mark".encode("utf-16-le"),
    ],
)
def test_what_is_no_chinese_text_is_refused_with_an_offset(data: bytes) -> None:
    with pytest.raises(DecodingError, match=r"at offset [0-9]+"):
        decode(data)


def test_random_bytes_are_refused() -> None:
    chance = random.Random(20_260_101)
    for _ in range(300):
        with pytest.raises(DecodingError):
            decode(chance.randbytes(chance.randint(40, 400)))


def test_a_stray_control_character_makes_no_text_binary() -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode((SIMPLIFIED + "\x00").encode(encoding)) == SIMPLIFIED + "\x00"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200).filter(lambda t: t[:1] != "\ufeff"))
def test_all_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    with suppress(DecodingError):
        assert isinstance(decode(data), str)
