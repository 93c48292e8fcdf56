"""The command that serves the web application."""

import ctypes
import logging
import os
import re
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from server.console import config_option, data_option, fail, progress, tell
from server.owning import own

if TYPE_CHECKING:
    from graph.graph import Graph

_THREADS = 8  # for pages, beside one for each query that runs or waits
_SPARE = 2  # workers that wait while others work: one that was killed takes a while to be replaced
_ENDS = (signal.SIGTERM, signal.SIGINT)
_PATIENCE = 1.0  # seconds for the follower, after the five that waitress gives the requests
_SWITCH = 0.0005  # seconds that a thread keeps Python's lock from others; five milliseconds by default
_ARENA_MAX = -8  # a parameter of glibc's mallopt
# Open at once; whoever opens more waits. A process may usually have 1,024 files, of which the store has many.
_CONNECTIONS = 400
_IDLE = 20  # seconds after which a connection that sends nothing and waits for nothing is closed
_TOLD = 16 << 20  # bytes of a body beyond the limit that are still read, so that the one who sends it is told


def _addresses(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not re.fullmatch(r"https?://[^<>\"{}|^`\\\x00-\x20]+", value):
            raise click.BadParameter(f"{value!r} is not the address of a SPARQL endpoint")
    return values


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8899, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--queries", type=click.IntRange(1, 64), default=4, show_default=True, help="SPARQL queries that run at once."
)
@click.option(
    "--waiting", type=click.IntRange(0, 200), default=16, show_default=True, help="Queries that wait for their turn."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 86400),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="What one query may take; a request sets less with timeout=SECONDS.",
)
@click.option(
    "--memory", type=click.IntRange(256), default=1024, show_default=True, metavar="MB", help="Memory of one query."
)
@click.option(
    "--max-result", type=click.IntRange(1), default=100, show_default=True, metavar="MB", help="The longest answer."
)
@click.option(
    "--max-body", type=click.IntRange(1), default=1024, show_default=True, metavar="KB", help="The longest request."
)
@click.option(
    "--service",
    "services",
    multiple=True,
    callback=_addresses,
    metavar="URL",
    help="An address that queries may call with SERVICE, written in full; may be given again. None by default.",
)
@config_option
def serve(
    data: Path,
    config: Path | None,
    host: str,
    port: int,
    queries: int,
    waiting: int,
    timeout: float,
    memory: int,
    max_result: int,
    max_body: int,
    services: tuple[str, ...],
) -> None:
    """Serve the pages and the SPARQL endpoint.

    Articles that `rongqiao ingest` adds meanwhile are seen within a second, in SPARQL within two. Queries run in processes of
    their own, which are ended at a limit. Ctrl+C ends it.
    """
    from extract.configuration import configured
    from graph.home import Home

    _log_in_lines()
    _share_memory()
    # An answer takes the lock some ten times, and waits as often for a thread that follows an ingest.
    sys.setswitchinterval(_SWITCH)
    configuration = configured(config)
    chat = configuration.ask
    home = Home(data)
    with own(home, "serve") as graph:
        from waitress import create_server

        from graph.crew import Crew
        from graph.hand import Limits
        from server.app import create_app

        with progress("Updating the graph") as show:
            graph.catch_up(show)
        limits = Limits(timeout, memory, max_result << 20, services)
        snapshots = graph.snapshots()
        crew = Crew(snapshots, base=graph.base, size=queries + _SPARE, limits=limits) if snapshots else None
        writer = None
        if chat:
            from graph.questions.writer import ChatWriter

            writer = ChatWriter(chat, base=graph.base)
        semantics = None
        if configuration.embeddings:
            from graph.expansion import Means
            from graph.home import VECTORS
            from graph.semantics import Semantics

            semantics = Semantics(home.path / VECTORS, home.truths, configuration.embeddings)
            graph.means = Means(nearest=semantics.nearest, weight=semantics.weight)
        app = create_app(graph, crew, at_once=queries, waiting=waiting, body=max_body << 10, writer=writer)
        try:
            server = create_server(
                app,
                host=host,
                port=port,
                threads=_THREADS + queries + waiting,
                ident=None,
                max_request_body_size=(max_body << 10) + _TOLD,
                # A client that reads slowly keeps neither a thread nor a worker: what it has not read lies in a file.
                outbuf_high_watermark=limits.answer + (1 << 20),
                channel_request_lookahead=1,  # sees clients leave
                connection_limit=_CONNECTIONS,
                channel_timeout=_IDLE,
                cleanup_interval=_IDLE // 2,
            )
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
        if semantics:
            threading.Thread(target=semantics.keep_up, args=(stop,), name="vectors", daemon=True).start()
        threading.Thread(target=_load_dictionaries, args=(graph,), daemon=True).start()

        if crew:
            crew.start()

        def end(signum: int, frame: FrameType | None) -> None:
            for number in _ENDS:  # once is enough
                signal.signal(number, signal.SIG_IGN)
            if crew:  # whose queries keep the server's threads; not here, where this thread may hold what that takes
                threading.Thread(target=crew.stop).start()
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
            if crew:
                crew.close()
            follower.join(_PATIENCE)
            if follower.is_alive() or server.task_dispatcher.threads:
                # Following cannot be stopped, nor a page in the making, and closing the store below them would wait. The
                # truths are durable, what is derived of them is repaired at the next start, and the lock ends with the process.
                tell("ended while the graph was being updated or read")
                sys.stdout.flush()
                os._exit(0)


def _load_dictionaries(graph: "Graph") -> None:
    """Those of words and of pinyin, which takes longer than anybody should wait for an answer: that of pinyin would be loaded with the
    first article that comes, at once, while no other thread moves (0.3 s, on a busy machine 1.8)."""
    from graph.words import pinyin

    graph.search("榕桥", limit=1)
    pinyin("榕桥")


def _share_memory() -> None:
    """Makes the C library take memory for all threads from one place. It would keep one for each, where what a large request
    needed stays for that thread alone: a server grew by 150 MB under queries after which it now grows by 30."""
    try:
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (OSError, TypeError, AttributeError):  # another C library than glibc, which keeps no such places
        return


def _log_in_lines() -> None:
    """Warnings in lines of our own; waitress's about a queue and about threads tell nobody what to do."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    waitress = logging.getLogger("waitress")
    waitress.setLevel(logging.ERROR)
    waitress.addFilter(_is_unknown)


def _is_unknown(record: logging.LogRecord) -> bool:
    """Whether a record tells more than that an answer broke off, which has been told."""
    from server.answering import BrokenOffError

    return not (record.exc_info and isinstance(record.exc_info[1], BrokenOffError))
