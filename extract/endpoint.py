"""An endpoint that speaks OpenAI's form: one question, one answer, with patience."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message as Headers
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any

from extract.configuration import Chat, Embeddings

if TYPE_CHECKING:
    from extract.prompts import Message  # whose module loads spaCy

_LARGEST = 4 << 20  # bytes of an answer in words
_LONGEST_PAUSE = 60.0  # seconds, whatever the endpoint asks for
_AGAIN = frozenset({408, 425, 429})  # and 5xx


class EndpointError(Exception):
    """No answer after all attempts. `unanswered` counts those that were heard and may be billed."""

    def __init__(self, problem: str, unanswered: int) -> None:
        super().__init__(problem)
        self.unanswered = unanswered


class _AttemptError(Exception):
    """One attempt that failed: whether another makes sense, after how many seconds, and whether it was heard."""

    def __init__(self, problem: str, *, again: bool, pause: float = 0.0, heard: bool = False) -> None:
        super().__init__(problem)
        self.again = again
        self.pause = pause
        self.heard = heard


@dataclass(frozen=True, slots=True)
class Reply:
    """What the endpoint said: `content` is None where it is not of the form; `tokens` as it counts them, if it does.
    `unanswered` attempts before it were heard and may be billed."""

    content: str | None
    tokens: int | None
    unanswered: int = 0


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Headers, newurl: str
    ) -> None:
        return None


class Endpoint:
    """`POST {url}/…`, with the key of the configuration's variable. Raises ConfigurationError."""

    def __init__(self, service: Chat | Embeddings) -> None:
        self._service = service
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "rongqiao"}
        if key := service.key():
            self._headers["Authorization"] = f"Bearer {key}"
        self._opener = urllib.request.build_opener(_NoRedirects)

    def answer(self, messages: "Sequence[Message]", *, max_tokens: int) -> Reply:
        """The answer to `messages`, of `max_tokens` at most. Raises EndpointError."""
        form = {"model": self._service.model, "messages": messages, "temperature": 0, "max_tokens": max_tokens}
        body, unanswered = self.post("chat/completions", form)
        content, tokens = _read(body)
        return Reply(content, tokens, unanswered)

    def post(self, path: str, form: dict[str, Any], *, largest: int = _LARGEST) -> tuple[bytes, int]:
        """The answer to a form, of `largest` bytes at most, and how many attempts before it were heard. Raises EndpointError."""
        body = json.dumps(form).encode()
        unanswered = 0
        for attempt in range(self._service.retries + 1):
            try:
                return self._post(path, body, largest), unanswered
            except _AttemptError as error:
                unanswered += error.heard
                if not error.again:
                    raise EndpointError(str(error), unanswered) from error
                problem = str(error)
                if attempt < self._service.retries:
                    time.sleep(min(_LONGEST_PAUSE, max(error.pause, self._service.pause * 2**attempt)))
        attempts = f" after {self._service.retries + 1} attempts" if self._service.retries else ""
        raise EndpointError(f"{problem}{attempts}", unanswered)

    def _post(self, path: str, body: bytes, largest: int) -> bytes:
        request = urllib.request.Request(f"{self._service.url}/{path}", body, self._headers, method="POST")
        deadline = time.monotonic() + self._service.timeout
        try:
            with self._opener.open(request, timeout=self._service.timeout) as response:
                return _whole(response, deadline, largest)
        except urllib.error.HTTPError as error:
            with error:
                known = error.code in HTTPStatus.__members__.values()
                name = f"HTTP {error.code}{f' {HTTPStatus(error.code).phrase}' if known else ''}"
                again = error.code in _AGAIN or error.code >= 500
                raise _AttemptError(name, again=again, pause=_pause(error.headers.get("Retry-After"))) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(reason, TimeoutError):
                problem = f"no answer within {self._service.timeout:g} seconds"
            else:
                problem = getattr(reason, "strerror", None) or type(reason).__name__
            unsent = isinstance(error, urllib.error.URLError)  # what fails after the request was sent is not wrapped
            raise _AttemptError(problem, again=True, heard=not unsent) from error


def _whole(response: http.client.HTTPResponse, deadline: float, largest: int) -> bytes:
    """The body; TimeoutError where it trickles past the deadline, _AttemptError where it does not end."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > largest:
            raise _AttemptError(f"an answer of more than {largest >> 20} MiB", again=False, heard=True)
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _pause(asked: str | None) -> float:
    """Seconds of a Retry-After header; a date there counts as none."""
    return float(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 0.0


def _read(body: bytes) -> tuple[str | None, int | None]:
    """Content and tokens of an answer."""
    try:
        form: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(form, dict):
        return None, None
    usage = form.get("usage")
    counted = usage.get("total_tokens") if isinstance(usage, dict) else None
    tokens = counted if isinstance(counted, int) and not isinstance(counted, bool) and counted >= 0 else None
    try:
        content = form["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return None, tokens
    return (content if isinstance(content, str) else None), tokens
