"""The keyword index on a server of OpenSearch, spoken to by its official client.

What is asked for is the name of an alias. Behind it lies an index that belongs to one data directory, says so in a document
of its own, and says there how far it follows. All new it is made beside the old one, in whose place the alias is put at the
end. What changes is sent at the commit and shown, by a refresh, when all of it is there: a commit that fails is made again.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

from graph import opensearch_requests as requests
from graph.clauses import Clause, Rows, Searcher, Term
from graph.documents import WATERMARK, Document
from graph.generations import FORMAT
from graph.keyword_index import KeywordIndex
from graph.opensearch_client import Client
from graph.protocol import StoreError
from graph.whereabouts import SearchServer

AT_ONCE = 2000  # documents that are kept before they are sent, where all is made anew; keys that are removed at once

_ID = "watermark"


class OpenSearchIndex(KeywordIndex):
    """A `KeywordIndex` on a server. What fails raises StoreError; the index is then as it was before."""

    def __init__(self, place: SearchServer) -> None:
        self._place = place
        self._client = Client(place)
        self._documents: dict[str, list[dict[str, Any]]] = {}  # by key, what is not sent yet; [] is removed
        self._making: str | None = None  # the index that is made anew
        self._clean = False  # whether nothing that was sent is still to be shown
        self._sent = 0

    def searcher(self) -> "_Asking":
        """The index as it is shown by the server."""
        return _Asking(self._client, self._place.name)

    @property
    def applied(self) -> int:
        """The number of the last change whose effects are in the index, 0 where there is none, or one of another format.
        Raises StoreError also where the index is not ours."""
        noted = self._noted()
        if noted is not None and noted["directory"] != self._place.directory:
            raise StoreError(
                f"{self._place.url}: the index {self._place.name} belongs to another data directory; choose another --name "
                "(`rongqiao index URL --force` takes it)"
            )
        return int(noted["applied"]) if noted and noted.get("format") == FORMAT else 0

    def shown(self, searcher: Searcher) -> int:
        """The number of the last change that is shown."""
        hits = searcher.search(Term("key", WATERMARK), 1, counted=False).hits
        return int(hits[0][1].get("applied", 0)) if hits else 0

    def claim(self) -> None:
        """Forgets the index there, whichever data directory has it. Raises StoreError where it is no such index."""
        if self._noted():
            for index in self._behind():
                self._client.call("indices.delete", index=index)

    def put(self, key: str, documents: Iterable[Document]) -> None:
        """Takes in what has a key, in place of all that had it."""
        made = [requests.source(key, place, document) for place, document in enumerate(documents)]
        self._documents[key] = made
        self._sent += len(made)
        if self._making and self._sent >= AT_ONCE:
            self._send(self._making)

    def remove(self, key: str) -> None:
        """Removes all that has a key, if there is any."""
        self._documents[key] = []

    def begin(self) -> None:
        """What is written from here to the commit will be all that it holds; the old index answers meanwhile."""
        self.discard()
        self._sweep()
        number = max((int(name.rpartition("-")[2]) for name in self._ours()), default=0) + 1
        name = f"{self._stem}{number}"
        self._client.call("indices.create", index=name, body=requests.body())
        self._making = name

    def commit(self, applied: int) -> None:
        """Sends what there is, has it shown and, where it is all new, puts it in the place of the old."""
        if not self._making and not self.applied:  # there is none, or one with other fields
            documents = self._documents
            self.begin()
            self._documents = documents
        target = self._making or self._place.name
        if not self._making:
            self._take_away(target)
        self._send(target)
        self._client.call("indices.refresh", index=target)
        note = {"applied": applied, "directory": self._place.directory, "format": FORMAT}
        body = requests.source(WATERMARK, 0, Document({}, {"number": applied}, payload=note))
        parameters = {"refresh": "true", **self._strictly(target)}
        self._client.call("index", index=target, id=_ID, body=body, params=parameters)
        self._clean = True
        if self._making:
            former = [{"remove_index": {"index": index}} for index in self._behind()]
            added = {"add": {"index": self._making, "alias": self._place.name}}
            self._client.call("indices.update_aliases", body={"actions": [added, *former]})
            self._making = None

    def discard(self) -> None:
        """Forgets everything since the last commit."""
        self._documents, self._sent = {}, 0
        begun, self._making = self._making, None
        if begun:
            with suppress(StoreError):  # then the next one that is begun sweeps it away
                self._sweep()

    def close(self) -> None:
        """Lets go of it; what is not committed is lost."""
        self.discard()
        self._client.close()

    @property
    def _stem(self) -> str:
        return f"{self._place.name}-{sha256(self._place.directory.encode()).hexdigest()[:8]}-"

    def _strictly(self, target: str) -> dict[str, str]:
        """An index that has gone is not made anew by being written to, without its fields."""
        return {"require_alias": "true"} if target == self._place.name else {}

    def _noted(self) -> dict[str, Any] | None:
        """What the index says of itself, None where there is none. Raises StoreError where there is another thing."""
        found = self._client.ask("get", index=self._place.name, id=_ID)
        if found is None and not self._behind():
            return None
        noted = ((found or {}).get("_source") or {}).get(requests.PAYLOAD) or {}
        if not noted.get("directory") or (found or {}).get("_index") == self._place.name:
            raise StoreError(
                f"{self._place.url}: {self._place.name} is there already and not what `rongqiao index` makes; choose another --name"
            )
        return dict(noted)

    def _behind(self) -> list[str]:
        """The indexes behind the name."""
        return sorted(self._client.ask("indices.get", index=self._place.name) or ())

    def _ours(self) -> list[str]:
        return sorted(self._client.ask("indices.get", index=f"{self._stem}*") or ())

    def _sweep(self) -> None:
        """Removes what was begun and never finished."""
        for index in set(self._ours()) - set(self._behind()):
            self._client.call("indices.delete", index=index)

    def _take_away(self, target: str) -> None:
        """Removes what the server has with these keys. It looks among what is shown only: after a failure, or by another
        process, something may have been sent that is not."""
        if not self._clean:
            self._client.call("indices.refresh", index=target)
        self._clean = False
        keys = sorted(self._documents)
        for start in range(0, len(keys), AT_ONCE):
            asked = {"query": {"terms": {"key": keys[start : start + AT_ONCE]}}}
            done = self._client.call("delete_by_query", index=target, body=asked)
            if done.get("failures") or done.get("version_conflicts") or done.get("timed_out"):
                raise StoreError(f"{self._place.url}: {self._place.name} is written by somebody else, or too slow")

    def _send(self, target: str) -> None:
        documents, self._documents, self._sent = self._documents, {}, 0
        forms = [(_id(key, form["place"]), form) for key, made in documents.items() for form in made]
        self._client.bulk(target, forms, **self._strictly(target))


class _Asking:
    """The engine, a `Searcher`: it always answers as the server is now."""

    def __init__(self, client: Client, name: str) -> None:
        self._client, self._name = client, name

    def search(
        self,
        clause: Clause,
        limit: int,
        *,
        offset: int = 0,
        by: str | None = None,
        weighed: bool = False,
        counted: bool = True,
    ) -> Rows:
        """As `Searcher.search`; beyond what a server pages through there is nothing."""
        body = requests.search(
            clause, limit, offset=min(offset, requests.WINDOW), by=by, weighed=weighed, counted=counted
        )
        found = self._client.ask("search", index=self._name, body=body)
        if found is None:
            return Rows(0, ())
        with self._client.sound():
            hits = found["hits"]["hits"]
            total = found["hits"]["total"]["value"] if counted else 0
            return Rows(total, tuple((hit["_score"] or 0.0, hit["_source"][requests.PAYLOAD]) for hit in hits))

    def aggregate(self, clause: Clause, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """As `Searcher.aggregate`."""
        body = {"query": requests.query(clause), "size": 0, "aggs": wanted, "track_total_hits": False}
        found = self._client.ask("search", index=self._name, body=body)
        with self._client.sound():
            counts: dict[str, Any] = found["aggregations"] if found else {name: {"buckets": []} for name in wanted}
            return counts

    def more_than(self, clauses: Sequence[Clause], number: int = 0) -> list[bool]:
        """As `Searcher.more_than`, in one request."""
        return [found > number for found in self._numbers(clauses, number + 1)]

    def frequencies(self, terms: Sequence[Term]) -> list[int]:
        """As `Searcher.frequencies`, in one request."""
        return self._numbers(terms, True)

    def _numbers(self, clauses: Sequence[Clause], counted: int | bool) -> list[int]:
        """How many documents fit each, counted to this number or to the end."""
        if not clauses:
            return []
        body: list[dict[str, Any]] = []
        for clause in clauses:
            body += [{}, {"query": requests.query(clause), "size": 0, "track_total_hits": counted}]
        found = self._client.call("msearch", index=self._name, body=body)
        with self._client.sound():
            return [one["hits"]["total"]["value"] for one in found["responses"]]


def _id(key: str, place: int) -> str:
    return f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}-{place}"  # at most 512 bytes
