"""Starts programs, opens files and shows web pages in a named browser: one class, one method a system.

Nothing here goes through a shell: a program gets its arguments as a list, as they are.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

log = logging.getLogger(__name__)


class OpenerError(Exception):
    """It could not be started or opened; the text says why, and what to do."""


class Opener:
    """Each method returns when the program has been started, and waits for none."""

    async def start(self, arguments: Sequence[str]) -> None:
        """Start a program with its arguments. Raises OpenerError."""
        await _in_thread(lambda: _start(arguments))

    async def open_url(self, url: str, browser: str) -> None:
        """Show `url`, which begins with its scheme, in the browser of that name or path. Raises OpenerError."""
        await self.start([*self._browser(browser), url])

    async def open_file(self, path: Path) -> None:
        """Open a file as a double click does. Raises OpenerError."""
        if not await asyncio.to_thread(path.exists):
            raise OpenerError(f"There is no file {path}.")
        await self._open_file(path)

    if sys.platform == "win32":

        def _browser(self, name: str) -> list[str]:
            found = shutil.which(name) or _registered(name)
            if found is None or found.lower().endswith((".bat", ".cmd")):
                raise OpenerError(f"There is no browser {name!r} here. Write the path of its program.")
            return [found]

        async def _open_file(self, path: Path) -> None:
            try:
                await asyncio.to_thread(os.startfile, path)
            except OSError as error:
                raise OpenerError(f"{path} could not be opened: {error.strerror or error}.") from error

    elif sys.platform == "darwin":

        def _browser(self, name: str) -> list[str]:
            return ["/usr/bin/open", "-a", name]

        async def _open_file(self, path: Path) -> None:
            await self.start(["/usr/bin/open", str(path)])

    else:

        def _browser(self, name: str) -> list[str]:
            found = shutil.which(name)
            if found is None:
                raise OpenerError(f"There is no browser {name!r} here. Install it, or write the path of its program.")
            return [found]

        async def _open_file(self, path: Path) -> None:
            await self.start(["xdg-open", str(path)])


if sys.platform == "win32":

    def _registered(name: str) -> str | None:
        """The program that is registered under a name ("App Paths")."""
        import winreg

        program = name if name.lower().endswith(".exe") else f"{name}.exe"
        key = rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{Path(program).name}"
        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with contextlib.suppress(OSError):
                return winreg.QueryValue(root, key)
        return None


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            list(arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise OpenerError(f"{arguments[0]} could not be started: {why}.") from error


async def _in_thread(start: Callable[[], subprocess.Popen[bytes]]) -> None:
    """Start a program in a thread that then waits for its end, however long that takes: who starts it goes on."""
    loop = asyncio.get_running_loop()
    begun: asyncio.Future[None] = loop.create_future()

    def tell(error: OpenerError | None) -> None:
        if begun.done():
            return
        if error is None:
            begun.set_result(None)
        else:
            begun.set_exception(error)

    def work() -> None:
        program, trouble = None, None
        try:
            program = start()
        except OpenerError as error:
            trouble = error
        with contextlib.suppress(RuntimeError):  # our own program ended meanwhile
            loop.call_soon_threadsafe(tell, trouble)
        if program is not None and (code := program.wait()):
            log.warning("The program that was started as process %d ended with code %d.", program.pid, code)

    threading.Thread(target=work, name="program", daemon=True).start()
    await begun
