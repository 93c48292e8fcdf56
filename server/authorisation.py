"""Who may write: the bearer tokens of requests (RFC 6750)."""

from flask import Request, Response

from graph.access import Scope, Token, Tokens
from server.problems import ProblemError


def bearer(request: Request, tokens: Tokens, scope: Scope) -> Token:
    """The token that a request bears; ProblemError where it bears none, or one that may not do this."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise ProblemError(401, "this needs a token: Authorization: Bearer TOKEN")
    token = tokens.known(secret.strip())
    if token is None:
        raise ProblemError(401, "this token is not known, or its time has passed")
    if scope not in token.scopes:
        raise ProblemError(403, f"the token {token.name} may not {scope}")
    return token


def challenge(response: Response) -> Response:
    """Says how to authenticate where that is what is missing."""
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="rongqiao"'
    return response
