"""A test message through the whole way in: posted to the public address as the phone system does, and awaited here. It
is no message of the phone system's, and goes into no journal.
"""

import asyncio
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from screenpop.delivery.base import DeliveryError, WayIn
from screenpop.delivery.round_trip import NotReached, Silence
from screenpop.doctor.facts import WayFacts

_PATIENCE: Final = 20.0


async def way_facts(way: WayIn, post_uri: str | None) -> WayFacts:
    """How the way in is, with one round trip. `post_uri` is its public address, None while there is none."""
    milliseconds, trouble, others_may = None, None, False
    try:
        async with asyncio.timeout(_PATIENCE):
            milliseconds = await way.probe() / timedelta(milliseconds=1)
    except TimeoutError:
        trouble = f"It was awaited for {_PATIENCE:.0f} seconds."
    except NotReached as error:
        trouble, others_may = str(error), error.silence is not Silence.REFUSED
    except DeliveryError as error:
        trouble = str(error)
    return WayFacts(
        kind=way.kind,
        state=way.health.state,
        detail=way.health.detail,
        keeps_events=way.keeps_events,
        place=_place(post_uri),
        milliseconds=milliseconds,
        trouble=trouble,
        others_may_reach=others_may,
    )


def _place(post_uri: str | None) -> str | None:
    """Where the address leads, without its path, which is secret."""
    if post_uri is None:
        return None
    parts = urlsplit(post_uri)
    return f"{parts.scheme}://{parts.netloc}"
