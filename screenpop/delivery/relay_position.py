"""How far the stream of a relay has been read, kept on disk: the id of the last message that is safe, and until when
nothing can have been missed.
"""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Final

from screenpop.integrate.memory import Memory, Notebook

KEPT_FOR: Final = timedelta(hours=1)
"""How long a relay keeps messages (`kept_for` of its configuration)."""

_RECORD: Final = "relay"


class RelayPosition:
    """The position in one channel. `run` writes it down as it moves."""

    def __init__(self, memory: Memory, channel: str) -> None:
        """`channel` names relay and hook: a position in another channel means nothing."""
        self._notebook = Notebook(memory, _RECORD)
        self._channel = channel
        self._moved = asyncio.Event()
        record = self._notebook.read()
        is_ours = record.get("channel") == channel
        self.last_event_id = _text(record.get("last_event_id")) if is_ours else None
        self._heard = _moment(record.get("heard")) if is_ours else None

    def advance(self, event_id: str) -> None:
        """Everything up to this message is safe."""
        self.last_event_id = event_id
        self._moved.set()

    def heard(self, now: datetime) -> None:
        """What is posted reaches us: a test message just did."""
        self._heard = now
        self._moved.set()

    def missed_since(self, now: datetime, *, was_cut: bool) -> datetime | None:
        """Since when messages may be lost, None if none can be.

        `was_cut` says that the relay did not do its work for a while, as far as we could tell: what was posted then
        may have been refused. Otherwise only what is too old is lost.
        """
        if self._heard is not None and (was_cut or now - self._heard > KEPT_FOR):
            return self._heard
        return None

    async def run(self) -> None:
        """Write the position down whenever it has moved, and once more when this is cancelled."""
        try:
            while True:
                await self._moved.wait()
                self._moved.clear()
                await self._write()
        finally:
            with contextlib.suppress(asyncio.CancelledError):
                await self._write()

    async def _write(self) -> None:
        heard = self._heard.isoformat() if self._heard is not None else None
        await self._notebook.write({"channel": self._channel, "last_event_id": self.last_event_id, "heard": heard})


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    with contextlib.suppress(TypeError, ValueError):
        moment = datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    return None
