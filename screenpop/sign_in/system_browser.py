"""The system's browser, opened without a display of our own."""

import asyncio
import contextlib
import logging
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from typing import Final

log = logging.getLogger(__name__)

OpenBrowser = Callable[[str], Awaitable[bool]]
"""Shows an address to the person; False if no browser could be started."""

_FOR_TERMINALS: Final = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
"""What the standard library starts where it finds nothing better, in a terminal that may not be there."""


async def open_browser(url: str) -> bool:
    """Open `url` in the browser that the person chose for the system.

    Some browsers (those that the variable BROWSER names) return only when they are closed, which nobody can wait
    for: the thread that starts one ends with the program at the latest.
    """
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[bool] = loop.create_future()

    def tell(is_open: bool) -> None:
        if not opened.done():
            opened.set_result(is_open)

    def work() -> None:
        is_open = _open(url)
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile
            loop.call_soon_threadsafe(tell, is_open)

    threading.Thread(target=work, name="browser", daemon=True).start()
    return await opened


def _open(url: str) -> bool:
    try:
        browser = webbrowser.get()
        if getattr(browser, "basename", "") in _FOR_TERMINALS:
            return False
        return browser.open(url)
    except (webbrowser.Error, OSError) as error:
        log.warning("No browser could be started: %s", error)
        return False
