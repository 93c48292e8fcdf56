"""Names of China's peoples and their neighbours, told by the words that they are made of."""

from collections.abc import Callable

import pytest

from extract.reading import Reading

Read = Callable[..., Reading]


def people(reading: Reading) -> list[str]:
    return [m.text for m in reading.mentions if m.type == "PER"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("摄影师索南旺青托人带来一张照片。", "索南旺青"),
        ("教练巴特图勒嘎点名表扬了全队。", "巴特图勒嘎"),
        ("护士递上热水，阿依古丽接过去。", "阿依古丽"),
        ("写诗的孩子名叫艾力江，后来上了大学。", "艾力江"),
        ("支书吉克木呷带着村民修路。", "吉克木呷"),
        ("店里的老板娘卓嘎一早就蒸了包子。", "卓嘎"),
        ("有个叫才让加的小伙子在这里教音乐。", "才让加"),
    ],
)
def test_rows_of_name_words_and_such_words_where_a_name_is_asked_for_are_people(
    read: Read, text: str, name: str
) -> None:
    assert name in people(read(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("姑娘帕提曼·艾合买提数完零钱。", "帕提曼·艾合买提"),
        ("村民买买提·吾甫尔从城里带回树苗。", "买买提·吾甫尔"),
    ],
)
def test_a_dotted_name_takes_the_whole_of_the_words_at_its_ends(read: Read, text: str, name: str) -> None:
    assert name in people(read(text))


@pytest.mark.parametrize("text", ["元旦多日，东周文物展出。", "他们搬到了达瓦卓玛乡。", "尼玛草原上牛羊成群。"])
def test_what_goes_on_as_a_place_or_only_sounds_so_is_nobody(read: Read, text: str) -> None:
    assert not people(read(text))
