"""How many of the W3C's tests pass, as README tells it. The other tests here hold each listed failure to its name."""

from pathlib import Path

from w3c.exchanges import conversations
from w3c.suites import FAILING, SUITES, queries

README = Path(__file__).parents[2] / "README.md"
DESCRIPTION = 3  # tests/server/test_service.py: RDF, a triple that names the endpoint, and the vocabulary's own rules


def table() -> list[str]:
    """A row for each suite: tests, how many the endpoint passes, and the engine in process."""
    rows = []
    for suite, names in SUITES.items():
        ids = {entry.id for name in names for entry in queries(name)}
        engine = ids - FAILING["engine"].keys()
        rows.append(f"| {suite} | {len(ids)} | {len(engine - FAILING['endpoint'].keys())} | {len(engine)} |")
    asked = [each for each in conversations("sparql11/protocol") if "update" not in each.name]
    rows.append(f"| SPARQL 1.1 protocol, queries | {len(asked)} | {len(asked)} | |")
    rows.append(f"| SPARQL 1.1 service description | {DESCRIPTION} | {DESCRIPTION} | |")
    return rows


def test_readme_tells_the_figures() -> None:
    """`python -m pytest tests/w3c -rP` prints them."""
    rows = table()
    print(*rows, sep="\n")
    told = README.read_text("utf-8").splitlines()
    assert [row for row in rows if row not in told] == []


def test_every_failure_is_one_of_a_test() -> None:
    ids = {entry.id for names in SUITES.values() for name in names for entry in queries(name)}
    assert FAILING["engine"].keys() | FAILING["endpoint"].keys() <= ids
    assert not FAILING["engine"].keys() & FAILING["endpoint"].keys()
