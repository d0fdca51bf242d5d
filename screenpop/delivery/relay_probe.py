"""The round trip through a relay: a test message is posted to the own hook, as the phone system would, and awaited on
the stream. Test messages go no further.
"""

import asyncio
import secrets
from datetime import timedelta
from typing import Final

from screenpop.delivery.relay_stream import RelayConnection, RelayMessage

PATIENCE: Final = 5.0
"""Seconds in which a test message must be back."""

_TYPE: Final = "application/vnd.screenpop.test"


class RoundTrips:
    """Measures round trips while a stream is open."""

    def __init__(self, connection: RelayConnection) -> None:
        """`connection` is where the test messages are posted."""
        self._connection = connection
        self._awaited: dict[bytes, asyncio.Future[None]] = {}

    def hears(self, message: RelayMessage) -> bool:
        """Whether this is a test message, ours or one of an earlier run."""
        if message.content_type != _TYPE:
            return False
        back = self._awaited.get(message.body)
        if back is not None and not back.done():
            back.set_result(None)
        return True

    async def measure(self) -> timedelta:
        """The time from the post to its coming back. Raises RelayTrouble, and TimeoutError if it does not come back."""
        loop = asyncio.get_running_loop()
        mark = secrets.token_hex(16).encode()
        back = self._awaited[mark] = loop.create_future()
        began = loop.time()
        try:
            await self._connection.post(mark, _TYPE)
            async with asyncio.timeout(PATIENCE):
                await back
        finally:
            del self._awaited[mark]
        return timedelta(seconds=loop.time() - began)
