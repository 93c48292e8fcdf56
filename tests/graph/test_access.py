"""The file of tokens."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.access import TokenError, Tokens


def test_a_token_is_known_by_what_was_printed_once_and_the_file_does_not_tell_it(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    secret = tokens.create("校对", ["decide"])
    found = Tokens(tmp_path).known(secret)
    assert found is not None
    assert (found.name, found.scopes) == ("校对", ("decide",))
    assert tokens.known(secret[:-1]) is None
    kept = (tmp_path / "tokens.json").read_text("utf-8")
    assert secret not in kept
    assert secret.removeprefix("rq_") not in kept
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0


def test_a_revoked_token_is_not_known_and_others_still_are(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    one, other = tokens.create("甲", ["decide"]), tokens.create("乙", ["decide"])
    tokens.revoke("甲")
    assert tokens.known(one) is None
    assert tokens.known(other) is not None
    with pytest.raises(TokenError, match="甲"):
        tokens.revoke("甲")


def test_a_token_whose_time_has_passed_is_not_known(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    secret = tokens.create("甲", ["decide"], days=1)
    assert tokens.known(secret) is not None
    (form,) = json.loads((tmp_path / "tokens.json").read_text("utf-8"))
    form["expires"] = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    (tmp_path / "tokens.json").write_text(json.dumps([form]), "utf-8")
    assert tokens.known(secret) is None


@pytest.mark.parametrize("name", ["", " ", "甲" * 101, "a\nb"])
def test_a_name_that_no_list_could_show_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TokenError):
        Tokens(tmp_path).create(name, ["decide"])


def test_a_name_stands_for_one_token(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.create("甲", ["decide"])
    with pytest.raises(TokenError, match="甲"):
        tokens.create("甲", ["decide"])


def test_a_file_that_is_none_of_tokens_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("{", "utf-8")
    with pytest.raises(TokenError, match=r"tokens\.json"):
        Tokens(tmp_path).known("rq_x")
