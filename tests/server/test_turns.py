"""Turns are given to as many as may at once."""

import time

from server.turns import Turns


def test_a_turn_that_ended_is_another_s() -> None:
    turns = Turns(1, waiting=1, patience=0.01)
    for _ in range(3):
        with turns.taken() as first:
            assert first
            with turns.taken() as second:
                assert not second


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns(1, waiting=0, patience=0.01)
    for _ in range(2):
        try:
            with turns.taken() as taken:
                assert taken
                raise ValueError
        except ValueError:
            pass


def test_who_finds_too_many_waiting_does_not_wait() -> None:
    turns = Turns(1, waiting=0, patience=5)
    with turns.taken():
        began = time.monotonic()
        with turns.taken() as taken:
            assert not taken
        assert time.monotonic() - began < 1
