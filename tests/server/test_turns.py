"""Turns are given to as many as may at once, and to clients in turn."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from graph.graph import Graph
from server.app import create_app
from server.turns import BusyError, Turns


def test_a_turn_that_ended_is_another_s() -> None:
    turns = Turns(1, waiting=1, patience=0.01)
    for _ in range(3):
        with turns.taken("a"), pytest.raises(BusyError), turns.taken("b"):
            pass


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns(1, waiting=0, patience=0.01)
    for _ in range(2):
        with pytest.raises(ValueError, match="x"), turns.taken("a"):
            raise ValueError("x")


def test_who_finds_too_many_waiting_does_not_wait() -> None:
    turns = Turns(1, waiting=0, patience=60)
    with turns.taken("a"), pytest.raises(BusyError), turns.taken("b"):
        pass


def test_the_last_free_turn_is_for_a_client_that_has_none() -> None:
    """However often one asks, another is answered at once."""
    turns = Turns(3, waiting=9, patience=0.01)
    with turns.taken("a"), turns.taken("a"):
        with pytest.raises(BusyError):
            turns.take("a")
        with turns.taken("b"):
            pass


def test_clients_that_wait_get_their_turns_one_after_the_other() -> None:
    """One that came later with one query does not wait for the many of another."""
    turns = Turns(1, waiting=9, patience=60)
    order: list[str] = []
    with ThreadPoolExecutor() as pool:
        turns.take("x")
        done = [_waiting(pool, turns, order, client) for client in ("a", "a", "a", "b", "c")]
        turns.end("x")
        for future in done:
            future.result()
    assert order == ["a", "b", "c", "a", "a"]


def test_where_all_places_are_taken_one_goes_of_the_client_that_takes_most() -> None:
    turns = Turns(1, waiting=3, patience=60)
    order: list[str] = []
    with ThreadPoolExecutor() as pool:
        turns.take("x")
        done = [_waiting(pool, turns, order, client) for client in ("a", "a", "a")]
        other = _waiting(pool, turns, order, "b")
        with pytest.raises(BusyError):
            turns.take("a")
        with pytest.raises(BusyError):
            done[2].result()
        turns.end("x")
        for future in (*done[:2], other):
            future.result()
    assert order == ["a", "b", "a"]


def _waiting(pool: ThreadPoolExecutor, turns: Turns, order: list[str], client: str) -> "Future[None]":
    """A client that asks in another thread, once it waits."""

    def ask() -> None:
        with turns.taken(client):
            order.append(client)

    before = _places(turns)
    future = pool.submit(ask)
    while not _places(turns) - before:
        time.sleep(0.001)
    return future


def _places(turns: Turns) -> set[object]:
    with turns._lock:
        return {one for queue in turns._queues.values() for one in queue}


def test_a_whole_answer_ends_its_turn_before_anybody_takes_it(graph: Graph) -> None:
    client = create_app(graph, at_once=1, waiting=0).test_client()
    replies = [client.get("/sparql?query=ASK{}") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 200]
    for reply in replies:
        reply.close()
