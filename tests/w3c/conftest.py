"""The endpoint that the W3C's tests ask."""

from collections.abc import Iterator

import pytest
from w3c.serving import Endpoint, endpoint


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """One server for all tests, which shows a new data set as soon as it is given one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.snapshots.APART", 0.0)
        patch.setattr("graph.snapshots.LOOK", 0.002)
        with endpoint(tmp_path_factory.mktemp("w3c")) as found:
            yield found
