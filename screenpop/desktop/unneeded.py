"""Keeps out of memory what libraries would hold there for nobody: up to 18 MB."""

import gc
import linecache
import sys
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any, Final, cast

_SETTLED_AFTER: Final = 5.0
"""Seconds after the first icon; everything that stays is loaded by then."""


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


def settle() -> None:
    """What is here now stays, so that Python's collector need not look at it again.

    It looks at everything once what has come since is a quarter of what there was: with all that was loaded, that is
    200 cards that have gone, and takes 40 ms, in which nothing else happens. Without, it is a few, and takes 5 ms.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def after_first_paint(work: Callable[[], Awaitable[None]]) -> None:
    """Let the first icon be painted, see to it that nothing needless is loaded, and begin to work."""
    import asyncio

    await asyncio.sleep(0)
    keep_no_sources()
    load_no_httpx_command()
    settled = asyncio.get_running_loop().call_later(_SETTLED_AFTER, settle)
    try:
        await work()
    finally:
        settled.cancel()
