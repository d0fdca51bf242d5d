"""Keeps out of memory what libraries would hold there for nobody: up to 18 MB."""

import linecache
import sys
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any, cast


class _Forgetful(dict[str, Any]):
    """A cache that keeps nothing: who asks again, such as a traceback, has the file read again."""

    def __setitem__(self, _name: str, _text: Any) -> None:
        """Let it go."""


def keep_no_sources() -> None:
    """From now on nothing that linecache reads stays in memory.

    PySide6 (6.11) searches the text of every module that is imported after it for its own name, to find those that ask
    for `from __feature__ import`, and linecache, through which it reads, would keep all that text.
    """
    linecache.cache = _Forgetful()


def load_no_httpx_command() -> None:
    """Let httpx, which must not be loaded yet, come without its command line: it brings rich and Pygments, if found.

    httpx is made for machines without them; a module that is None in `sys.modules` is one that is not installed.
    """
    cast(dict[str, ModuleType | None], sys.modules).setdefault("httpx._main", None)


async def after_first_paint(work: Callable[[], Awaitable[None]]) -> None:
    """Let the first icon be painted, see to it that nothing needless is loaded, and begin to work."""
    import asyncio

    await asyncio.sleep(0)
    keep_no_sources()
    load_no_httpx_command()
    await work()
