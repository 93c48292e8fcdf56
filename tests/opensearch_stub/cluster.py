"""A server that keeps documents in memory and speaks as much of OpenSearch's protocol as the index needs.

It is as strict as the real one is known to be by its documentation: fields, types, query forms, what a field can be asked,
how many results and terms there may be; what was written is found only after a refresh. Anything else is an error.
"""

import base64
import fnmatch
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from opensearch_stub.documents import Index
from opensearch_stub.queries import Asked
from opensearch_stub.refusals import Form, RefusedError, bad, one, only


@dataclass
class Cluster:
    """A server: its address, its indexes and aliases; `password` is asked for where it is set, `fault` may answer in its
    place, `log` has what was asked for."""

    url: str = ""
    password: str = ""
    indexes: dict[str, Index] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    fault: Callable[[str, str, bytes], tuple[int, Form] | None] | None = None
    log: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, method: str, target: str, body: bytes, kind: str) -> Form:
        parts, options = urlsplit(target), dict(parse_qsl(urlsplit(target).query))
        path = [unquote(part) for part in parts.path.split("/") if part]
        self.log.append((method, "/".join(path)))
        assert options.keys() <= {"refresh", "require_alias"}, options
        match method, path:
            case "PUT", [name]:
                if name in self.indexes or name in self.aliases:
                    raise bad("resource_already_exists_exception", f"index [{name}] already exists")
                assert name == name.lower()
                self.indexes[name] = Index(json.loads(body))
            case "DELETE", [name]:
                self._index(name, alias=False)
                del self.indexes[name]
                self.aliases = {alias: index for alias, index in self.aliases.items() if index != name}
            case "GET", [name]:
                name = self.aliases.get(name, name)
                found = fnmatch.filter(self.indexes, name)
                if not found and "*" not in name:
                    self._index(name)
                return {
                    index: {"aliases": {}, "mappings": {"properties": self.indexes[index].fields}} for index in found
                }
            case "POST", ["_aliases"]:
                self._switch(json.loads(body)["actions"])
            case "GET", [name, "_doc", key]:
                index = self._index(name)
                if key not in index.documents:
                    raise RefusedError(404, "not_found", "no such document")
                return {"_index": self.aliases.get(name, name), "_id": key, "found": True, "_source": index.source(key)}
            case "PUT", [name, "_doc", key]:
                self._strict(name, options)
                self._index(name).write(key, json.loads(body))
                if options.get("refresh"):
                    self._index(name).refresh()
            case "POST", ["_bulk"]:
                assert kind == "application/x-ndjson" or kind == "application/json", kind
                return self._bulk(body, options)
            case "POST", [name, "_refresh"]:
                self._index(name).refresh()
            case "POST", [name, "_delete_by_query"]:
                return self._delete(self._index(name), only(json.loads(body), "query")["query"])
            case "POST", [name, "_search"]:
                return self._search(self._index(name), json.loads(body))
            case "POST" | "GET", [name, "_msearch"]:
                lines = [json.loads(line) for line in body.split(b"\n")[:-1]]
                assert body.endswith(b"\n")
                assert not any(lines[::2])
                return {"responses": [self._search(self._index(name), form) for form in lines[1::2]]}
            case _:
                raise bad("illegal_argument_exception", f"no handler found for {method} {target}")
        return {"acknowledged": True}

    def _index(self, name: str, *, alias: bool = True) -> Index:
        index = self.indexes.get(self.aliases.get(name, name) if alias else name)
        if index is None:
            raise RefusedError(404, "index_not_found_exception", f"no such index [{name}]")
        return index

    def _strict(self, name: str, options: dict[str, str]) -> None:
        if options.get("require_alias") == "true" and name not in self.aliases:
            raise RefusedError(404, "index_not_found_exception", f"no such index [{name}] and [require_alias] is set")
        if name not in self.aliases and name not in self.indexes:  # the real one makes it, with fields as they come
            mappings = {"dynamic": "strict", "_source": {"includes": []}, "properties": {}}
            settings = {"index": {"max_result_window": 10_000, "refresh_interval": "-1"}, "analysis": {}}
            self.indexes[name] = Index({"settings": settings, "mappings": mappings})

    def _switch(self, actions: list[Form]) -> None:
        for action in actions:
            kind, form = one(action)
            if kind == "add":
                self._index(form["index"], alias=False)
                if form["alias"] in self.indexes:
                    raise bad(
                        "invalid_alias_name_exception",
                        f"an index exists with the same name as the alias [{form['alias']}]",
                    )
                self.aliases[form["alias"]] = form["index"]
            else:
                assert kind == "remove_index"
                del self.indexes[form["index"]]

    def _bulk(self, body: bytes, options: dict[str, str]) -> Form:
        assert body.endswith(b"\n")
        lines, items = body.split(b"\n")[:-1], []
        for head, line in zip(lines[::2], lines[1::2], strict=True):
            kind, action = one(json.loads(head))
            assert kind == "index"
            item = {"_index": action["_index"], "_id": action["_id"], "status": 201}
            try:
                if self.fault and (busy := self.fault("BULK", action["_index"], line)):
                    raise RefusedError(busy[0], **busy[1])
                self._strict(action["_index"], options)
                self._index(action["_index"]).write(action["_id"], json.loads(line))
            except RefusedError as error:
                item |= {"status": error.status, "error": error.form["error"]}
            items.append({"index": item})
        return {"took": 1, "errors": any("error" in item["index"] for item in items), "items": items}

    def _delete(self, index: Index, query: Form) -> Form:
        """Like the real one it finds what is shown, and trips over what has been changed since."""
        names = Asked(index).scores(query)
        if changed := index.waiting & names.keys():
            raise RefusedError(409, "version_conflict_engine_exception", f"{len(changed)} documents have changed")
        for name in names:
            del index.documents[name]
            index.waiting.add(name)
        return {"deleted": len(names), "version_conflicts": 0, "failures": [], "timed_out": False}

    def _search(self, index: Index, body: Form) -> Form:
        only(body, "query", "from", "size", "sort", "_source", "track_total_hits", "aggs")
        scores = Asked(index).scores(body["query"])
        start, size = body.get("from", 0), body.get("size", 10)
        if start + size > index.window:
            raise bad("illegal_argument_exception", "Result window is too large")
        names = list(scores)
        for key, order in reversed([one(part) for part in body.get("sort", [{"_score": "desc"}])]):
            if key != "_score":
                assert index.fields[key]["type"] in ("long", "float", "keyword")
                assert index.fields[key].get("doc_values", True)
            names.sort(key=lambda n: scores[n] if key == "_score" else index.shown[n][key], reverse=order == "desc")
        hits = [
            {
                "_index": "x",
                "_id": name,
                "_score": scores[name],
                "_source": {k: index.source(name, shown=True)[k] for k in body["_source"]},
            }
            for name in names[start : start + size]
        ]
        found: Form = {"hits": {"hits": hits}}
        if body["track_total_hits"]:
            found["hits"]["total"] = {"value": len(names), "relation": "eq"}
        if "aggs" in body:
            found["aggregations"] = {key: self._buckets(index, names, form) for key, form in body["aggs"].items()}
        return found

    def _buckets(self, index: Index, names: list[str], form: Form) -> Form:
        kind, asked = one(form)
        key = asked["field"]
        assert index.fields[key].get("doc_values", True)
        counts: Counter[Any] = Counter()
        for name in names:
            value = index.shown[name].get(key, [])
            counts.update(set(value) if isinstance(value, list) else [value])
        if kind == "terms":
            assert index.fields[key]["type"] == "keyword"
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[
                : only(asked, "field", "size")["size"]
            ]
            return {"buckets": [{"key": text, "doc_count": count} for text, count in ordered]}
        assert (kind, asked["min_doc_count"], index.fields[key]["type"]) == ("histogram", 1, "long")
        parts: Counter[float] = Counter()
        for value, count in counts.items():
            parts[float(value // asked["interval"] * asked["interval"])] += count
        return {"buckets": [{"key": start, "doc_count": count} for start, count in sorted(parts.items())]}


@contextmanager
def serving(cluster: Cluster) -> Iterator[Cluster]:
    """Answers at `cluster.url` until this is left."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, form = 200, {}
            expected = f"Basic {base64.b64encode(f'rongqiao:{cluster.password}'.encode()).decode()}"
            try:
                if cluster.password and self.headers.get("Authorization") != expected:
                    raise RefusedError(401, "security_exception", "missing authentication credentials")
                if cluster.fault and (faulty := cluster.fault(self.command, self.path, body)):
                    status, form = faulty
                else:
                    form = cluster.answer(self.command, self.path, body, self.headers.get("Content-Type", ""))
            except RefusedError as error:
                status, form = error.status, error.form
            except (
                AssertionError,
                KeyError,
                TypeError,
                ValueError,
            ) as error:  # the real one would not know this either
                status, form = 400, bad("stub_exception", f"{self.command} {self.path}: {error!r}").form
            answer = json.dumps(form).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        cluster.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield cluster
        finally:
            server.shutdown()
            thread.join()
