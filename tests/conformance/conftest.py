"""These compare client and simulator with the vendor's API description, a file that is no part of this repository.

`OPENAPI` in the environment names it; without, it is looked for beside the repository. Where it is not there, nothing
here is collected, and `make conformance` says so.
"""

import asyncio

import pytest

from tests.conformance.description import PATH
from tests.conformance.exchanges import record

collect_ignore_glob = [] if PATH.is_file() else ["test_*.py"]


@pytest.fixture(scope="session")
def recorded():
    """One recording of client and simulator."""
    return asyncio.run(record())
