"""The local socket over which the commands talk to the running program: the side of the program."""

import asyncio
import contextlib
import json
import logging
import secrets
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

from screenpop.profile import private
from screenpop.profile.control import Request, RequestRefused, owner_trouble

log = logging.getLogger(__name__)

Answer = Callable[[Request], Awaitable[Any] | AsyncIterator[Any]]
"""What answers a request: with one result, or with one after the other. Results are JSON values."""

_LONGEST_LINE: Final = 1 << 20


class ControlServer:
    """Answers requests on the socket at `path`."""

    def __init__(self, path: Path, answer: Answer) -> None:
        """Errors that `answer` raises as RequestRefused go to the asker in words."""
        self._path = path
        self._answer = answer
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen. A socket that a killed program left is replaced. Raises OSError."""
        _make_private(self._path.parent)
        if sys.platform == "win32":
            self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=_LONGEST_LINE)
            port = self._server.sockets[0].getsockname()[1]
            private.replace(self._path, f"{port} {secrets.token_urlsafe(32)}\n")
        else:
            self._path.unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._connected, self._path, limit=_LONGEST_LINE)
            self._path.chmod(0o600)

    async def stop(self) -> None:
        """Let go of everybody and take the socket away."""
        if self._server is None:
            return
        self._server.close()
        connections = list(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        self._path.unlink(missing_ok=True)
        self._server = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one asker; ends without an error when `stop` cancels it, since asyncio reports any as unexpected."""
        connection = asyncio.current_task()
        assert connection is not None
        self._connections.add(connection)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await self._serve(reader, writer)
        except (ConnectionError, asyncio.LimitOverrunError, ValueError):
            log.debug("A command went away before its answer.")
        finally:
            self._connections.discard(connection)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request a connection."""
        if sys.platform == "win32" and not await self._is_key_right(reader):
            return
        line = await reader.readline()
        try:
            answer = self._answer(_parsed(line))
            if isinstance(answer, AsyncIterator):
                await _write_all(answer, writer, reader)
            else:
                await _write(writer, {"ok": True, "result": await answer})
        except RequestRefused as refused:
            await _write(writer, {"ok": False, "error": str(refused)})
        except ConnectionError:
            raise
        except Exception:
            log.exception("A command could not be answered.")
            await _write(writer, {"ok": False, "error": "ScreenPop could not do it; its log file says why."})

    async def _is_key_right(self, reader: asyncio.StreamReader) -> bool:
        told = (await reader.readline()).strip()
        return secrets.compare_digest(told, self._path.read_bytes().split()[1])


async def _write_all(results: AsyncIterator[Any], writer: asyncio.StreamWriter, reader: asyncio.StreamReader) -> None:
    """Write one line a result until there are no more, or until the asker has gone (it sends nothing more)."""

    async def write_each() -> None:
        async for result in results:
            await _write(writer, {"ok": True, "result": result})

    writing = asyncio.create_task(write_each(), name="watch")
    asker_gone = asyncio.create_task(reader.read(1), name="asker gone")
    try:
        await asyncio.wait([writing, asker_gone], return_when=asyncio.FIRST_COMPLETED)
        if writing.done():
            await writing
    finally:
        writing.cancel()
        asker_gone.cancel()
        await asyncio.gather(writing, asker_gone, return_exceptions=True)
        if isinstance(results, AsyncGenerator):
            await results.aclose()


async def _write(writer: asyncio.StreamWriter, answer: Mapping[str, Any]) -> None:
    writer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    await writer.drain()


def _parsed(line: bytes) -> Request:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise RequestRefused(f"The request is not JSON: {error}.") from error
    if not isinstance(request, dict) or not isinstance(request.get("command"), str):
        raise RequestRefused('A request is a JSON object with a "command".')
    return request


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):
        if not folder.is_symlink():
            folder.chmod(0o700)
    if trouble := owner_trouble(folder):
        raise PermissionError(trouble)
