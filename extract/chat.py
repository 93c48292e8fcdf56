"""Asking a chat endpoint about what the rules leave undecided, within the budget of the run.

It costs money and may fail, so: nothing is asked that the budget does not cover with the longest answer; after a request
that stays without an answer nobody is asked again in this run; and an article about which not everything was asked is
marked so, and is read again at the next opportunity. What the rules found is kept whatever happens.
"""

import logging
from collections import Counter
from dataclasses import dataclass

from extract.acceptance import keep
from extract.answers import check
from extract.configuration import Chat
from extract.draft import Draft
from extract.endpoint import Endpoint, EndpointError
from extract.prompts import messages, requests, tokens
from extract.reading import Fact
from extract.undecided import undecided

_log = logging.getLogger("rongqiao.extract")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking about some articles takes: tokens of the questions, and of the answers at most."""

    articles: int = 0
    sentences: int = 0
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: "Estimate") -> "Estimate":
        return Estimate(
            self.articles + other.articles,
            self.sentences + other.sentences,
            self.requests + other.requests,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
        )


def estimate(draft: Draft, chat: Chat) -> Estimate:
    """The estimate of one article that the rules have read."""
    questions = undecided(draft)
    batches = list(requests(questions, chat.batch))
    return Estimate(
        1,
        len(questions),
        len(batches),
        sum(tokens(messages(batch)) for batch in batches),
        len(questions) * chat.answer_tokens,
    )


class Asker:
    """One run's questions: `spent` tokens, counts of what was asked, accepted and refused."""

    def __init__(self, chat: Chat) -> None:
        """Raises ConfigurationError where the key is missing."""
        self._chat = chat
        self._endpoint = Endpoint(chat)
        self._silent = False  # whether nobody is asked any more
        self.spent = self.requests = self.sentences = self.accepted = self.unasked = 0
        self.refused: Counter[str] = Counter()

    def ask(self, draft: Draft) -> None:
        """Adds the facts of the endpoint's answers to those of the rules; `draft.complete` tells whether all was asked."""
        new: list[Fact] = []
        for batch in requests(undecided(draft), self._chat.batch):
            sent = messages(batch)
            longest = len(batch) * self._chat.answer_tokens
            content = self._answer(sent, longest, len(batch))
            if content is None:
                draft.complete = False
                self.unasked += len(batch)
                continue
            checked = check(content, batch, draft.entities)
            new += checked.facts
            self.accepted += len(checked.facts)
            self.refused += checked.refused
        if new:
            facts: dict[tuple[str, ...], Fact] = {}
            for fact in (*draft.facts, *new):
                keep(facts, fact)
            draft.facts = tuple(facts.values())

    def _answer(self, sent: list[dict[str, str]], longest: int, sentences: int) -> str | None:
        """What the endpoint says to a request about so many sentences, "" where it is no answer; None if not asked."""
        if self._silent:
            return None
        asking = tokens(sent)
        if self.spent + asking + longest > self._chat.max_tokens:
            self._stop(f"the budget of {self._chat.max_tokens} tokens does not cover the next question")
            return None
        try:
            reply = self._endpoint.answer(sent, max_tokens=longest)
        except EndpointError as error:
            self.spent += error.unanswered * asking
            self._stop(f"{self._chat.url}: {error}")
            return None
        self.requests += 1
        self.sentences += sentences
        answered = asking + tokens([{"content": reply.content or ""}])
        self.spent += reply.unanswered * asking + (reply.tokens if reply.tokens is not None else answered)
        return reply.content or ""

    def _stop(self, reason: str) -> None:
        self._silent = True
        _log.warning("chat: %s; what follows is read by the rules alone", reason)

    def summary(self) -> str:
        """One line on the run so far."""
        refused = ", ".join(f"{count} {reason}" for reason, count in sorted(self.refused.items()))
        return (
            f"chat: {self.sentences} sentences asked about in {self.requests} requests, {self.spent} tokens; "
            f"{self.accepted} facts accepted, {self.refused.total()} refused{f' ({refused})' if refused else ''}"
            + (f"; {self.unasked} sentences not asked about" if self.unasked else "")
        )
