"""The local socket over which the commands talk to the running program: the side of the commands.

One JSON object a line. A request is `{"command": "status"}`; an answer `{"ok": true, "result": …}` or
`{"ok": false, "error": "…"}`. To `watch` there is an answer a line until the asker goes away.

The socket lies in a folder of this user alone, so that nobody else can connect, or answer in the program's place.
Windows has no such sockets in asyncio: there the program listens on the loopback address, and a key in a file of the
user's keeps others out.
"""

import json
import os
import socket
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

Request = dict[str, Any]

_PATIENCE: Final = 10.0
"""Seconds in which a running program must answer."""


class NotRunning(Exception):
    """No program runs with this profile."""


class RequestRefused(Exception):
    """The running program did not do it; the text says why."""


def ask(path: Path, request: Mapping[str, Any], *, patience: float = _PATIENCE) -> Any:
    """Ask the program at the socket `path` and give its result, which must come within so many seconds.

    Raises NotRunning and RequestRefused.
    """
    for result in _asked(path, request, patience):
        return result
    raise NotRunning


def watch(path: Path, request: Mapping[str, Any]) -> Iterator[Any]:
    """Ask the running program and give its results, as they come, until it ends. Raises as `ask` does."""
    yield from _asked(path, request, None)


def _asked(path: Path, request: Mapping[str, Any], timeout: float | None) -> Iterator[Any]:
    with _connect(path) as connection, connection.makefile("rwb") as file:
        try:
            file.write(json.dumps(dict(request)).encode() + b"\n")
            file.flush()
            connection.settimeout(timeout)
            for line in file:
                answer = json.loads(line)
                if not answer["ok"]:
                    raise RequestRefused(answer["error"])
                yield answer["result"]
        except TimeoutError as error:
            raise RequestRefused("ScreenPop is running, but does not answer.") from error
        except ConnectionError as error:
            raise NotRunning from error


def _connect(path: Path) -> socket.socket:
    if trouble := owner_trouble(path.parent):
        raise RequestRefused(trouble)
    try:
        return _open(path)
    except TimeoutError as error:
        raise RequestRefused("ScreenPop is running, but does not answer.") from error
    except (OSError, ValueError) as error:
        raise NotRunning from error


if sys.platform == "win32":

    def _open(path: Path) -> socket.socket:
        port, key = path.read_text(encoding="ascii").split()
        connection = socket.create_connection(("127.0.0.1", int(port)), _PATIENCE)
        connection.sendall(key.encode() + b"\n")
        return connection

    def owner_trouble(_folder: Path) -> str | None:
        """Why the socket's folder is not this user's alone: never, since the user's temporary folder is."""
        return None

else:

    def _open(path: Path) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(_PATIENCE)
            connection.connect(os.fspath(path))
        except OSError:
            connection.close()
            raise
        return connection

    def owner_trouble(folder: Path) -> str | None:
        """Why the socket's folder is not this user's alone, in a sentence; None if it is, or is not there."""
        try:
            about = folder.lstat()
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077:
            return None
        return f"{folder} is not a folder of yours alone, so commands and program cannot talk to each other safely."
