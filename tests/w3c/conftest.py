"""The endpoint that the W3C's tests ask."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from w3c.serving import Endpoint, endpoint


@pytest.fixture(scope="session")
def served() -> Iterator[Endpoint]:
    """One server for all tests, which shows a new data set as soon as it is given one.

    In memory where the system has a place for that: some hundred snapshots wait for the disk most of their time.
    """
    memory = "/dev/shm"
    where = memory if os.access(memory, os.W_OK) else None
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory(dir=where) as folder:
        patch.setattr("graph.snapshots.APART", 0.0)
        patch.setattr("graph.snapshots.LOOK", 0.002)
        with endpoint(Path(folder)) as found:
            yield found
