"""How the stand-in for OpenSearch refuses."""

from typing import Any

Form = dict[str, Any]


class RefusedError(Exception):
    """An answer that is an error, as the server words it."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.form = {"error": {"root_cause": [], "type": kind, "reason": reason}, "status": status}


def bad(kind: str, reason: str) -> RefusedError:
    return RefusedError(400, kind, reason)


def only(form: Form, *keys: str) -> Form:
    """The form, which may have no other keys."""
    if unknown := form.keys() - set(keys):
        raise bad("parsing_exception", f"unknown {sorted(unknown)}")
    return form


def one(form: Form) -> tuple[str, Any]:
    """The only key, and its value."""
    if len(form) != 1:
        raise bad("parsing_exception", f"malformed query, expected one key in {sorted(form)}")
    return next(iter(form.items()))
