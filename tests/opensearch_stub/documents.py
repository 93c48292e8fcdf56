"""Documents in memory, and what is shown of them, by the terms of their fields."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from opensearch_stub.refusals import Form, bad, only


class Index:
    """An index: what was written, and of that what is shown."""

    def __init__(self, body: Form) -> None:
        settings, mappings = body["settings"], only(body["mappings"], "dynamic", "_source", "properties")
        self.window = settings["index"]["max_result_window"]
        assert settings["index"]["refresh_interval"] == "-1"
        assert mappings["dynamic"] == "strict"
        self.fields: dict[str, Form] = mappings["properties"]
        self.kept: list[str] = mappings["_source"]["includes"]
        analysis = settings["analysis"]
        for form in self.fields.values():
            if form["type"] == "text":
                assert (
                    analysis["tokenizer"][analysis["analyzer"][form["analyzer"]]["tokenizer"]]["type"] == "whitespace"
                )
        self.documents: dict[str, Form] = {}
        self.shown: dict[str, Form] = {}
        self.waiting: set[str] = set()
        self.places: dict[str, dict[str, dict[str, list[int]]]] = defaultdict(lambda: defaultdict(dict))

    def write(self, name: str, source: Form) -> None:
        for key, value in source.items():
            self._check(key, value)
        assert len(name.encode()) <= 512
        self.documents[name] = source
        self.waiting.add(name)

    def refresh(self) -> None:
        for name in self.waiting:
            if name in self.shown:
                for key, token, _ in self._tokens(self.shown.pop(name)):
                    self.places[key][token].pop(name, None)
            if name in self.documents:
                self.shown[name] = self.documents[name]
                for key, token, place in self._tokens(self.shown[name]):
                    self.places[key][token].setdefault(name, []).append(place)
        self.waiting.clear()

    def source(self, name: str, *, shown: bool = False) -> Form:
        document = self.shown[name] if shown else self.documents[name]
        return {key: value for key, value in document.items() if key in self.kept}

    def _check(self, key: str, value: Any) -> None:
        form = self.fields.get(key)
        if form is None:
            raise bad("strict_dynamic_mapping_exception", f"introduction of [{key}] within [_doc] is not allowed")
        kind = form["type"]
        if kind in ("keyword", "text"):
            sound = all(isinstance(text, str) for text in (value if isinstance(value, list) else [value]))
        else:
            wanted = {"long": int, "float": (int, float), "object": dict}[kind]
            sound = isinstance(value, wanted) and (kind != "long" or abs(value) < 2**63)
        if not sound:
            raise bad("mapper_parsing_exception", f"failed to parse field [{key}] of type [{kind}]")
        if kind in ("keyword", "text") and any(
            len(token.encode()) > 32766 for _, token, _ in self._tokens({key: value})
        ):
            raise bad("illegal_argument_exception", f"Document contains at least one immense term in field [{key}]")

    def _tokens(self, source: Form) -> Iterator[tuple[str, str, int]]:
        for key, value in source.items():
            kind, texts = self.fields[key]["type"], value if isinstance(value, list) else [value]
            if kind == "keyword":
                yield from ((key, text, 0) for text in texts)
            elif kind == "text":
                assert len(texts) == 1  # several would have a gap between them
                yield from ((key, token, place) for place, token in enumerate(texts[0].split()))
