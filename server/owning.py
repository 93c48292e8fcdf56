"""How a command gets hold of the graph that another process has at the moment."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

from server.console import fail, progress, tell

if TYPE_CHECKING:
    from graph.graph import Graph
    from graph.home import Home

T = TypeVar("T")

_PATIENCE = 30  # seconds for one that answers nothing, such as an ingest, to let go of the graph


@contextmanager
def own(home: "Home", command: str) -> Iterator["Graph"]:
    """The graph, as soon as the other process lets go of it. Raises OwnedError: at once where that one is a server,
    which will not, and after a while where it does not."""
    with ExitStack() as stack:
        yield _entered(stack, home, command)


def answered(home: "Home", command: str, here: Callable[["Graph"], T], there: Callable[[str], T]) -> T:
    """What the graph, up to date, answers `here`; while a server owns it, what that server answers at its address."""
    from graph.owner import OwnedError

    try:
        with own(home, command) as graph:
            with progress("Updating the graph") as show:
                graph.catch_up(show)
            answer = here(graph)
    except OwnedError as error:
        if error.owner and error.owner.url:
            return there(error.owner.url)
        fail(f"{error}; ask again when it has ended")
    home.settle(command)
    return answer


def settle(home: "Home", command: str, *, quiet: bool) -> None:
    """The graph follows the truths: here, or in the process that owns it already."""
    with progress("Updating the graph") as report:
        settled = home.settle(command, report)
    if not settled and not quiet:
        owner = home.owner()
        who = f"process {owner.pid} (rongqiao {owner.command})" if owner else "another process"
        tell(f"{home.path}: {who} keeps the graph and takes this over within a second")


def _entered(stack: ExitStack, home: "Home", command: str) -> "Graph":
    from graph.owner import OwnedError

    patience = time.monotonic() + _PATIENCE
    waiting = False
    while True:
        try:
            return stack.enter_context(home.own(command))
        except OwnedError as error:
            if (error.owner and error.owner.url) or time.monotonic() > patience:
                raise
            if not waiting:
                tell(f"{error}; waiting for it")
            waiting = True
            time.sleep(0.2)
