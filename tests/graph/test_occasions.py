import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.occasions import Claim, Occasion, occasions

WHENS = st.sampled_from([None, "2014", "2014-09", "2014-09-05", "2015", "2014/2016", "2014-09/2014-12"])
MONEY = st.sampled_from([(None, None), (5000000, "CNY"), (5000000, "USD"), (15000000, "CNY")])
CLAIMS = st.lists(st.builds(lambda when, money, i: Claim(when, *money, i), WHENS, MONEY, st.integers()), max_size=8)


def told(found: list[Occasion[str]]) -> list[tuple[str | None, int | None, str]]:
    return [(each.when, each.amount, "".join(claim.source for claim in each.claims)) for each in found]


def test_two_sums_at_two_times_are_two_occasions() -> None:
    found = occasions([Claim("2020-08", 5000000, "CNY", "a"), Claim("2021-12", 15000000, "CNY", "b")])
    assert told(found) == [("2020-08", 5000000, "a"), ("2021-12", 15000000, "b")]


def test_a_claim_that_says_less_joins_and_the_occasion_says_the_most() -> None:
    found = occasions(
        [Claim(None, None, None, "a"), Claim("2014", 9000000, "CNY", "b"), Claim("2014-09", None, None, "c")]
    )
    assert told(found) == [("2014-09", 9000000, "bca")]


def test_a_month_of_another_year_or_another_currency_is_another_occasion() -> None:
    assert len(occasions([Claim("2014", None, None, "a"), Claim("2015-09", None, None, "b")])) == 2
    assert len(occasions([Claim(None, 5, "CNY", "a"), Claim(None, 5, "USD", "b")])) == 2
    assert len(occasions([Claim("2014", None, None, "a"), Claim("2014-01/2014-06", None, None, "b")])) == 2


@given(CLAIMS)
def test_every_claim_has_one_occasion_that_does_not_contradict_it(claims: list[Claim[int]]) -> None:
    found = occasions(claims)
    assert sorted(c.source for each in found for c in each.claims) == sorted(c.source for c in claims)
    for occasion in found:
        for claim in occasion.claims:
            assert claim.amount is None or (claim.amount, claim.currency) == (occasion.amount, occasion.currency)
            assert claim.when is None or (occasion.when or "").startswith(claim.when)


@given(CLAIMS.filter(lambda claims: len(claims) < 5))
def test_the_occasions_do_not_hang_on_the_order_of_claims(claims: list[Claim[int]]) -> None:
    bare = [replace(claim, source=0) for claim in claims]

    def outcome(order: tuple[Claim[int], ...]) -> list[tuple[object, ...]]:
        return [(each.when, each.amount, each.currency, len(each.claims)) for each in occasions(order)]

    assert len({tuple(outcome(order)) for order in itertools.permutations(bare)}) <= 1
