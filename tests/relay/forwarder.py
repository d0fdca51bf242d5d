"""Stands between a desktop and its relay, as networks do: passes on, freezes, speaks TLS, or is a proxy."""

import asyncio
import contextlib
import ssl


class Forwarder:
    """Passes connections on to a port of this machine."""

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self._target = port
        self._tls = tls
        self._tasks: set[asyncio.Task[None]] = set()
        self._frozen: set[asyncio.Task[None]] = set()
        self._beginnings: dict[asyncio.Task[None], bytes] = {}
        self.connections = 0
        self.port = 0

    async def __aenter__(self) -> "Forwarder":
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets go of the sockets

    def freeze(self, beginning: bytes = b"") -> None:
        """Nothing passes any more on the connections that there are, and nobody is told.

        With `beginning` that holds for those alone whose first request begins like this.
        """
        self._frozen = {task for task in self._tasks if self._beginnings.get(task, b"").startswith(beginning)}

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._beginnings.pop(task, None)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            onward, back = await asyncio.open_connection("127.0.0.1", self._target)
            try:
                async with asyncio.TaskGroup() as ways:
                    ends = [ways.create_task(self._pass(*way, task)) for way in ((reader, back), (onward, writer))]
                    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                    for end in ends:
                        end.cancel()
            finally:
                back.transport.abort()
        finally:
            writer.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: asyncio.Task[None]
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                self._beginnings.setdefault(connection, data)
                if connection not in self._frozen:
                    writer.write(data)
                    await writer.drain()
