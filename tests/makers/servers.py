"""Graphs whose store is behind a server: what tests of that share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.reading import Reading
from graph import whereabouts
from graph.graph import Graph
from graph.protocol import Store
from graph.whereabouts import Remote

Readings = Callable[..., Reading]
State = Callable[[Graph], dict[str, Any]]
Founders = Callable[[Graph], list[str]]
Lines = Callable[[Store], list[str]]
SERVER = pytest.mark.parametrize("home", ["server"], indirect=True)


def place(folder: Path, server: Any, timeout: float = 30.0) -> Remote:
    return whereabouts.named(folder, server.query, server.update, timeout)
