"""The command that serves the web application."""

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import click

from server.console import data_option, fail, progress, tell
from server.owning import own

_THREADS = 8
_ENDS = (signal.SIGTERM, signal.SIGINT)
_PATIENCE = 1.0  # seconds for the follower, after the five that waitress gives the requests


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8899, show_default=True, help="Port; 0 takes a free one."
)
def serve(data: Path, host: str, port: int) -> None:
    """Serve the pages and the SPARQL endpoint.

    Articles that `rongqiao ingest` adds meanwhile are seen within a second. Ctrl+C ends it.
    """
    from graph.home import Home

    _log_in_lines()
    home = Home(data)
    with own(home, "serve") as graph:
        from waitress import create_server

        from server.app import create_app

        with progress("Updating the graph") as show:
            graph.catch_up(show)
        try:
            server = create_server(create_app(graph), host=host, port=port, threads=_THREADS, ident=None)
        except OSError as error:
            fail(f"{host}:{port}: {error.strerror or error}")
        reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # how this machine reaches all addresses
        # A name such as localhost may stand for several addresses, with one socket each.
        listening = getattr(server, "effective_listen", None) or [(host, server.effective_port)]
        url = f"http://{f'[{reached}]' if ':' in reached else reached}:{listening[0][1]}/"
        graph.announce(url)
        stop = threading.Event()
        follower = threading.Thread(target=graph.follow, args=(stop,), name="follower", daemon=True)
        follower.start()
        # The first search loads the word dictionary, which takes longer than anybody should wait for an answer.
        threading.Thread(target=graph.search, args=("榕桥",), kwargs={"limit": 1}, daemon=True).start()

        def end(signum: int, frame: FrameType | None) -> None:
            for number in _ENDS:  # once is enough
                signal.signal(number, signal.SIG_IGN)
            raise SystemExit(0)

        for number in _ENDS:
            signal.signal(number, end)
        click.echo(f"Rongqiao answers at {url}  (Ctrl+C ends it)")
        if not home.count():
            tell("there are no articles yet: rongqiao ingest PATH")
        try:
            server.run()
        finally:
            stop.set()
            server.close()
            follower.join(_PATIENCE)
            if follower.is_alive() or server.task_dispatcher.threads:
                # A query cannot be stopped, and closing the store below it would wait for it. The truths are durable,
                # what is derived of them is repaired at the next start, and the lock ends with the process.
                tell("ended while a query was running")
                sys.stdout.flush()
                os._exit(0)


def _log_in_lines() -> None:
    """Warnings in lines of our own; waitress's about a queue and about threads tell nobody what to do."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress").setLevel(logging.ERROR)
