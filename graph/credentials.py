"""What opens a server: a name and a password, or a token, which are read from the environment and recorded nowhere."""

import base64
import os
from typing import Literal

from graph.protocol import StoreError

Server = Literal["STORE", "INDEX"]


def authorization(server: Server) -> dict[str, str]:
    """The header that the environment asks for. Raises StoreError for a token that cannot be one."""
    user, password, token = (os.environ.get(name, "") for name in _names(server))
    if token:
        if not (token.isascii() and token.isprintable()):
            raise StoreError(f"environment: {_names(server)[2]} holds characters that no token has")
        return {"Authorization": f"Bearer {token}"}
    if user or password:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}
    return {}


def hint(server: Server) -> str:
    """What is told to those who are not let in."""
    user, password, token = _names(server)
    return f"{user} and {password}, or {token}, in the environment open it"


def _names(server: Server) -> tuple[str, str, str]:
    prefix = f"RONGQIAO_{server}"
    return f"{prefix}_USER", f"{prefix}_PASSWORD", f"{prefix}_TOKEN"
