"""How the quads of a data directory come to lie elsewhere: nothing is copied, they are made anew from the truths."""

import shutil

from graph import owner, whereabouts
from graph.home import Home
from graph.remote import RemoteStore
from graph.whereabouts import Remote


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
