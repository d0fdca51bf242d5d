"""Keeps 12 MB of other people's source text out of memory.

PySide6 (6.11) searches the text of every module that is imported after it for its own name, to find those that ask for
`from __feature__ import`. Python's linecache, through which it reads, keeps each text for as long as the program runs.
"""

import linecache
from typing import Any


class _Forgetful(dict[str, Any]):
    """A cache that keeps nothing: who asks again, such as a traceback, has the file read again."""

    def __setitem__(self, _name: str, _text: Any) -> None:
        """Let it go."""


def keep_no_sources() -> None:
    """From now on nothing that linecache reads stays in memory."""
    linecache.cache = _Forgetful()
