"""SPARQL over HTTP by rdflib's engine, as plainly as can be: what `serving.py` compares with.

python benchmarks/rdflib_server.py FILE.nt PORT
"""

import sys

from flask import Flask, Response, request
from rdflib import Graph
from waitress import serve


def main() -> None:
    """Answers at /query until it is killed."""
    graph = Graph().parse(sys.argv[1], format="nt")
    app = Flask(__name__)

    @app.get("/query")
    def query() -> Response:
        body = graph.query(request.args["query"]).serialize(format="json") or b""
        return Response(body, mimetype="application/sparql-results+json")

    serve(app, host="127.0.0.1", port=int(sys.argv[2]), threads=16)


if __name__ == "__main__":
    main()
