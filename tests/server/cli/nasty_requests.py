"""Requests for queries that are wrong, or far too large, as HTTP: the bytes that are sent, and the statuses that may come.

`None` stands for an end without any answer, which is all that is left where a request never ends.
"""

from urllib.parse import quote

_ASK = "query=ASK%7B%7D"
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


def _get(parameters: str = _ASK, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"GET /sparql?{parameters} HTTP/{version}", "Host: x", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def _post(body: bytes, kind: str = _FORM, *headers: str, length: int | str | None = None) -> bytes:
    size = len(body) if length is None else length
    lines = ["POST /sparql HTTP/1.1", "Host: x", "Connection: close", f"Content-Length: {size}"]
    return "\r\n".join([*lines, f"Content-Type: {kind}", *headers, "", ""]).encode() + body


def _chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    return f"{head}Content-Type: {_QUERY}\r\n\r\n".encode() + b"".join(chunks) + end


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


_MANY = "&".join(f"default-graph-uri=a:{n}" for n in range(1_000))
_KILOBYTE = b"x" * 1_024

REQUESTS: dict[str, tuple[bytes, set[int | None]]] = {
    "a plain one": (_get(), {200}),
    "two queries": (_get(f"{_ASK}&{_ASK}"), {400}),
    "a query in address and body": (_post(_ASK.encode()).replace(b"/sparql ", f"/sparql?{_ASK} ".encode()), {400}),
    "query and update": (_get(f"{_ASK}&update=CLEAR+ALL"), {400}),
    "an update as a form": (_post(b"update=CLEAR+ALL"), {400, 401, 403}),
    "a query that would be an update": (_post(b"query=CLEAR+ALL"), {400}),
    "an empty query": (_get("query="), {400}),
    "no query in a form": (_post(b""), {400}),
    "no query as such": (_post(b"", _QUERY), {400}),
    "a query of bytes that are not UTF-8": (_post(b"ASK { ?s ?p '\xff\xfe' }", _QUERY), {400}),
    "a query in overlong UTF-8": (_post(b"ASK { ?s ?p '\xc0\xaf' }", _QUERY), {400}),
    "a query with halves of surrogates": (_post(b"ASK { ?s ?p '\xed\xa0\x80' }", _QUERY), {400}),
    "a query in UTF-16": (_post("ASK {}".encode("utf-16"), f"{_QUERY}; charset=utf-16"), {400}),
    "a query in GB18030": (_post("ASK { ?s ?p '榕桥' }".encode("gb18030"), f"{_QUERY}; charset=gb18030"), {400}),
    "a query of another kind": (_post(b"ASK {}", "text/plain"), {415}),
    "a query of no kind": (_post(b"ASK {}", ""), {415}),
    "a query of a kind that is none": (_post(b"ASK {}", "application/sparql-query/;;;="), {415}),
    "a query in parts": (
        _post(
            b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\nASK {}\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
        {415},
    ),
    "parts without an end": (_post(b"--x\r\n" * 50_000, "multipart/form-data; boundary=x"), {413, 415}),
    "escapes that are none": (_get("query=ASK%7B%7D%ZZ%&%=%%%"), {400}),
    "escapes of bytes that are not UTF-8": (_get("query=ASK+%7B+%3Fs+%3Fp+'%FF%FE'+%7D"), {400}),
    "escapes of GB18030 in a form": (_post(f"query={quote('ASK {} # 榕桥', encoding='gb18030')}".encode()), {400}),
    "NUL in the address": (_get("query=ASK%00%7B%7D"), {400}),
    "ends of lines in the address": (_get("query=ASK%7B%7D%0D%0ASet-Cookie:x"), {400}),
    "raw bytes in the address": (_get("query=ASK{}\udcff\udcfe"), {400}),
    "a timeout that is no number": (_get(f"{_ASK}&timeout=nan"), {400}),
    "an endless timeout": (_get(f"{_ASK}&timeout=inf"), {400}),
    "a negative timeout": (_get(f"{_ASK}&timeout=-1"), {400}),
    "a timeout of nothing": (_get(f"{_ASK}&timeout=0"), {400}),
    "a timeout in other digits": (_get(f"{_ASK}&timeout={quote('٣')}"), {200, 400}),
    "a timeout of a thousand digits": (_get(f"{_ASK}&timeout={'9' * 1_000}"), {400}),
    "a timeout beyond the server's": (_get(f"{_ASK}&timeout=1e300"), {200}),
    "two timeouts": (_get(f"{_ASK}&timeout=5&timeout=nan"), {200}),
    "a thousand default graphs": (_get(f"{_ASK}&{_MANY}"), {200}),
    "a thousand named graphs": (_post(f"{_ASK}&{_MANY.replace('default', 'named')}".encode()), {200}),
    "a graph that is no IRI": (_get(f"{_ASK}&default-graph-uri={quote('<> ^')}"), {400}),
    "a graph of a hundred kilobytes": (_get(f"{_ASK}&default-graph-uri=a:{'x' * 100_000}"), {200}),
    "half a million parameters": (_post(b"a&" * 500_000), {413}),
    "parameters by the ten thousand": (_get("&" * 20_000 + _ASK), {413}),
    "a body beyond the limit": (_post(b"query=" + b"x" * 2_000_000), {413}),
    "a body far beyond the limit": (_post(b"query=x", length=10**12), {413, None}),
    "a body shorter than told": (_post(_ASK.encode(), length=1_000), {None}),
    "a body longer than told": (_post(_ASK.encode() + _KILOBYTE, length=len(_ASK)), {200}),
    "a length that is no number": (_post(_ASK.encode(), length="x"), {400}),
    "a negative length": (_post(_ASK.encode(), length=-1), {400}),
    "a length of a thousand digits": (_post(_ASK.encode(), length="9" * 1_000), {400, 413, None}),
    "two lengths": (_post(_ASK.encode(), _FORM, "Content-Length: 3"), {400}),
    "length and chunks": (_post(_chunk(b"ASK {}") + b"0\r\n\r\n", _QUERY, "Transfer-Encoding: chunked"), {200, 400}),
    "chunks": (_chunked(_chunk(b"ASK "), _chunk(b"{}")), {200}),
    "chunks of a byte": (_chunked(*[_chunk(b" ")] * 20_000, _chunk(b"ASK {}")), {200}),
    "chunks without an end": (_chunked(_chunk(b"ASK {}"), end=b""), {None}),
    "chunks of a length that is none": (_chunked(b"zz\r\nASK {}\r\n"), {400}),
    "a chunk of a length beyond all": (_chunked(b"f" * 300 + b"\r\nASK {}\r\n"), {400, 413, None}),
    "chunks beyond the limit": (_chunked(*[_chunk(_KILOBYTE * 64)] * 40), {413}),
    "a coding of nobody": (_post(b"ASK {}", _QUERY, "Transfer-Encoding: zip"), {400, 501}),
    "a compressed body": (_post(b"\x1f\x8b\x08\x00", _QUERY, "Content-Encoding: gzip"), {400, 415}),
    "Accept by the kilobyte": (_get(_ASK, "Accept: */*," + "a/b," * 50_000), {200}),
    "Accept of many qualities": (
        _get(_ASK, "Accept: " + ",".join(f"a/b{n};q=0.{n % 9 + 1}" for n in range(10_000))),
        {406},
    ),
    "Accept of nonsense": (_get(_ASK, 'Accept: ;;;,,,===///""";q=q=q=nan'), {200, 400, 406}),
    "Accept of nothing that there is": (_get(_ASK, "Accept: image/png"), {406}),
    "a format of nobody": (_get(f"{_ASK}&format={'x' * 10_000}"), {200, 400, 406}),
    "headers beyond the limit": (_get(_ASK, f"X: {'x' * 300_000}"), {400, 431}),
    "ten thousand headers": (_get(_ASK, *[f"X-{n}: x" for n in range(10_000)]), {200, 400, 431}),
    "a header without a colon": (_get(_ASK, "Accept */*"), {400}),
    "a header with an end of line": (_get(_ASK, "X: a\nY: b"), {400}),
    "a change that is no number": (_get(_ASK, "Rongqiao-After: ²"), {400}),
    "a change of a thousand digits": (_get(_ASK, f"Rongqiao-After: {'9' * 1_000}"), {400}),
    "ranges": (_get(_ASK, "Range: bytes=0-0,1-1,-1"), {200}),
    "conditions": (_get(_ASK, f"If-None-Match: {'W/' * 1_000}", "If-Modified-Since: never"), {200, 400}),
    "an upgrade": (_get(_ASK, "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"), {200}),
    "an expectation": (_post(_ASK.encode(), _FORM, "Expect: 100-continue"), {200, 100}),
    "another method": (_get().replace(b"GET", b"DELETE", 1), {405}),
    "a method of nobody": (_get().replace(b"GET", b"BREW", 1), {400, 405, 501}),
    "HTTP/1.0": (_get(version="1.0"), {200}),
    "HTTP of nobody": (_get(version="9.9"), {200, 400, 505}),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n", {400, 404, None}),
    "an address without an end": (b"GET /sparql?query=" + b"x" * 300_000, {400, 414, 431, None}),
    "an address above all others": (_get().replace(b"/sparql", b"/../../sparql", 1), {400, 404}),
}
