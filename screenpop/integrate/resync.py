"""Reading back what deliveries may have missed: the calls under way, and the records of those that are over.

The phone system never repeats a delivery, so after every gap this is how the desktop gets to know.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from screenpop.calls.events import CallRecord, Snapshot

from .client import Client
from .errors import Forbidden

log = logging.getLogger(__name__)

OVERLAP: Final = timedelta(minutes=5)
"""Records are asked for from a little earlier on: a call is recorded some time after it began, and the same call
told twice is one call."""


async def live_calls(client: Client, user: str | None, *, whole_domain: bool = False) -> Snapshot:
    """The calls of the extension (None: of the whole domain) that are under way now. Raises IntegrateError.

    `whole_domain`: those of everybody, if they may be read.
    """
    if whole_domain:
        try:
            return await client.active_calls(None)
        except Forbidden as error:
            log.info("Only the own calls are read back: %s", error)
    return await client.active_calls(user)


async def records_since(client: Client, user: str | None, since: datetime) -> tuple[CallRecord, ...]:
    """The records of the extension's calls from `since` (by the phone system's clock) to now. Raises IntegrateError."""
    return await client.call_records(user, since - OVERLAP)
