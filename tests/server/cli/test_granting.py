"""`rongqiao token` as people run it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from graph.access import Tokens

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_token_is_made_listed_without_its_secret_and_revoked(
    run: Run, article: Callable[..., Path], data: Path
) -> None:
    run("ingest", str(article("a1", "南极圈创始人潘国华到场。")))
    made = run("token create", "校对", "--scope", "decide", "--days", "30")
    assert made.returncode == 0, made.stderr
    secret = made.stdout.strip()
    assert Tokens(data).known(secret) is not None
    listed = json.loads(run("token list", "--json").stdout)
    assert (listed["name"], listed["scopes"]) == ("校对", ["decide"])
    assert "digest" not in listed
    assert run("token revoke", "校对").returncode == 0
    assert Tokens(data).known(secret) is None
    missing = run("token revoke", "校对")
    assert missing.returncode == 1
    assert "校对" in missing.stderr
