"""Other people's pages may read the data, and write with a token: nothing here goes by cookies (Fetch, CORS)."""

from flask import Response, request

from server.answering import AFTER, CHANGE

DAY = 86_400  # seconds for which a browser need not ask again what it may do

_SENT = ("Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match", "Prefer", AFTER)
_SEEN = ("Allow", "ETag", "Link", "Location", "Preference-Applied", "Retry-After", "WWW-Authenticate", CHANGE)


def open_to_all(response: Response) -> Response:
    """What `after_request` of a blueprint with data calls; answers what a browser asks beforehand, too."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = ", ".join(_SEEN)
    response.vary.add("Accept")
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = ", ".join(_SENT)
        response.headers["Access-Control-Max-Age"] = str(DAY)
    return response
