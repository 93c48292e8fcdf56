"""The W3C's tests of the SPARQL protocol: the requests that they send, and what has to come of each."""

from w3c.exchanges import conversations
from w3c.requests import faults, is_of_queries
from w3c.serving import Endpoint


def test_the_requests_of_the_protocol_are_answered_as_it_says(served: Endpoint) -> None:
    """Three request forms, data sets in the parameters, and mistakes."""
    tests = [each for each in conversations("sparql11/protocol") if is_of_queries(each)]
    assert faults(served, tests) == {}
    assert len(tests) == 20
