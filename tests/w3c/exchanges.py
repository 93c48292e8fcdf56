"""The W3C's tests of protocols: requests, one after the other, and what is expected of each answer."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from w3c.manifests import LABEL, MF, SUITES, UT, DataSet, Manifest

HT = "http://www.w3.org/2011/http#"
HTS = "http://www.w3.org/2011/http-statusCodes#"
CNT = "http://www.w3.org/2011/content#"

_STATUSES = {
    "OK": 200,
    "Created": 201,
    "NoContent": 204,
    "BadRequest": 400,
    "NotFound": 404,
    "UnsupportedMediaType": 415,
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, and what its answer has to be where that is not None. `statuses` are such as 404, or 4 for all from 400 to
    499; `format` is boolean, tabular or RDF."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    statuses: tuple[int, ...]
    truth: bool | None
    format: str | None
    answer: str | None
    answer_headers: tuple[tuple[str, str], ...]

    def expects(self, status: int) -> bool:
        """Whether an answer's status is one that is expected."""
        return status in self.statuses or status // 100 in self.statuses


@dataclass(frozen=True, slots=True)
class Conversation:
    """A test: the data that the server has to begin with, and what is asked in turn."""

    name: str
    data: DataSet
    exchanges: tuple[Exchange, ...]


def conversations(name: str, *, file: str = "manifest.ttl") -> list[Conversation]:
    """The tests of one manifest, `name` being its folder; skips the test where the suites are not there."""
    if not SUITES.exists():
        pytest.skip("the W3C tests are not there")
    return list(map(_Protocol(name, SUITES / name / file).conversation, Manifest(name, SUITES / name / file).nodes()))


class _Protocol(Manifest):
    def conversation(self, node: NamedNode) -> Conversation:
        requests = self.one(self.one(node, MF + "action"), HT + "requests")
        named = tuple(
            (self.one(each, LABEL).value, Path(self.path(self.one(each, UT + "graph"))))
            for each in self.every(node, UT + "graphData")
        )
        return Conversation(
            node.value.rpartition("#")[2], DataSet(named=named), tuple(map(self._exchange, self.members(requests)))
        )

    def _exchange(self, node) -> Exchange:
        answer = self.one(node, HT + "resp")
        statuses = [each.value.removeprefix(HTS) for each in self.every(answer, MF + "expectedStatus")]
        truth, form = self.one(answer, MF + "expectedBoolean"), self.one(answer, MF + "expectedFormat")
        body = self._text(answer)
        return Exchange(
            method=self.one(node, HT + "methodName").value,
            path=self.one(node, HT + "absolutePath").value,
            headers=self._headers(node),
            body=self._text(node),
            statuses=tuple(
                int(name.removeprefix("StatusCode")[0]) if name.startswith("StatusCode") else _STATUSES[name]
                for name in statuses
            ),
            truth=None if truth is None else truth.value == "true",
            format=form and form.value,
            answer=None if body is None else body.decode(),
            answer_headers=self._headers(answer),
        )

    def _headers(self, node) -> tuple[tuple[str, str], ...]:
        lists = self.one(node, HT + "headers")
        return tuple(
            (self.one(each, HT + "fieldName").value, self.one(each, HT + "fieldValue").value)
            for each in self.members(lists)
        )

    def _text(self, node) -> bytes | None:
        body = self.one(node, HT + "body")
        if body is None:
            return None
        return self.one(body, CNT + "chars").value.encode(self.one(body, CNT + "characterEncoding").value)
