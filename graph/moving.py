"""How quads and index of a data directory come to lie elsewhere: nothing is copied, they are made anew from the truths."""

import shutil

from graph import owner, whereabouts
from graph.derived import Progress, on_server
from graph.graph import Graph
from graph.home import Home
from graph.remote import RemoteStore
from graph.whereabouts import Remote, SearchServer


def move(home: Home, chosen: Remote | None, *, force: bool = False) -> None:
    """From now on the quads lie behind this server, or in the directory; whoever owns the graph next puts them there.

    `force` removes what the server has in the way: quads of others in its default graph or in graphs that begin with
    the base, and all that it has of another data directory. Raises OwnedError, StoreError; then nothing is changed.
    """
    with owner.hold(home.path, "store"):
        if chosen:
            RemoteStore(chosen, base=home.base, force=force)
        whereabouts.record(home.path, chosen)
        if chosen and (generation := home.generations.current()):
            shutil.rmtree(generation / "store", ignore_errors=True)


def move_index(home: Home, chosen: SearchServer | None, *, force: bool = False) -> None:
    """From now on the keyword index lies behind this server, or in the directory; whoever owns the graph next puts it there.

    `force` removes the index of another data directory that has the name. Raises OwnedError, StoreError; then nothing is
    changed.
    """
    from graph.opensearch import OpenSearchIndex  # loads an HTTP client

    with owner.hold(home.path, "index"):
        if chosen:
            if force:
                OpenSearchIndex(chosen).claim()
            on_server(chosen, home.truths, home.path)
        whereabouts.record_search_server(home.path, chosen)


def fill_index(home: Home, graph: Graph, progress: Progress) -> None:
    """Makes the index where it lies now, if it is not there. One that lay in the directory goes, when it is elsewhere whole."""
    if not graph.has_index:
        graph.index_all(progress)
    graph.catch_up(progress)
    generation = home.generations.current()
    if generation and whereabouts.search_server(home.path):
        shutil.rmtree(generation / "index", ignore_errors=True)
