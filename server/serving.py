"""The command that serves the web application."""

import signal
import threading
from pathlib import Path
from types import FrameType

import click

from server.console import data_option, fail, progress, tell

_THREADS = 8


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

    home = Home(data)
    with home.own("serve") as graph:
        from waitress import create_server

        from server.app import create_app

        with progress("Updating the graph") as show:
            graph.catch_up(show)
        try:
            server = create_server(create_app(graph), host=host, port=port, threads=_THREADS, ident=None)
        except OSError as error:
            fail(f"{host}:{port}: {error.strerror or error}")
        reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # how this machine reaches all addresses
        url = f"http://{f'[{reached}]' if ':' in reached else reached}:{server.effective_port}/"
        graph.announce(url)
        stop = threading.Event()
        follower = threading.Thread(target=graph.follow, args=(stop,), name="follower", daemon=True)
        follower.start()
        # The first search loads the word dictionary, which takes longer than anybody should wait for an answer.
        threading.Thread(target=graph.search, args=("榕桥",), kwargs={"limit": 1}, daemon=True).start()

        def end(signum: int, frame: FrameType | None) -> None:
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, end)
        click.echo(f"Rongqiao answers at {url}  (Ctrl+C ends it)")
        if not home.count():
            tell("there are no articles yet: rongqiao ingest PATH")
        try:
            server.run()
        finally:
            server.close()
            stop.set()
            follower.join()
